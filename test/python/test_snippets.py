"""The recipes of the documentation synthesize to the same templates in Python as in TypeScript, with the installed package."""

import json
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PAGES = ["README.md"] + sorted(
    str(path.relative_to(ROOT))
    for folder in ("cookbook", "migration")
    for path in ROOT.glob(f"docs/{folder}/*.md")
    if "```python" in path.read_text()
)

# One process for all of them, in the directory with the files that they read, because jsii starts Node.js in the directory where it is first used.
RUN = """
import json
results = {}
for page, text in json.load(open("python.json")).items():
    names = {"__name__": page}
    exec(compile(text, page, "exec"), names)
    results[page] = {stack.stack_name: stack.template for stack in names["app"].synth().stacks}
json.dump(results, open("results.json", "w"))
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    directory = tmp_path_factory.mktemp("snippets")
    node = ["node", "-r", "ts-node/register/transpile-only", "test/docs/synth-snippets.ts", str(directory)]
    subprocess.run(node, cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-c", RUN], cwd=directory, check=True)
    return {name: json.loads(without_hashes((directory / f"{name}.json").read_text())) for name in ("typescript", "results")}


def without_hashes(text):
    return re.sub("[0-9a-f]{64}", "<hash>", text)


@pytest.mark.parametrize("page", PAGES)
def test_makes_the_same_templates(page, results):
    assert results["results"][page]
    assert results["results"][page] == results["typescript"][page]
