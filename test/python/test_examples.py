"""The Python examples synthesize to the same templates as the TypeScript ones, with the installed package."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in ROOT.glob("examples/python/*/app.py"))


def templates(command, outdir):
    environment = {**os.environ, "CDK_OUTDIR": str(outdir), "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return {path.name: without_hashes(path.read_text()) for path in sorted(outdir.rglob("*.template.json"))}


def without_hashes(text):
    return json.loads(re.sub("[0-9a-f]{64}", "<hash>", text))


def test_every_typescript_example_has_a_python_counterpart():
    assert NAMES == sorted(path.parent.name for path in ROOT.glob("examples/typescript/*/app.ts"))


@pytest.mark.parametrize("name", NAMES)
def test_synthesizes_to_the_same_templates(name, tmp_path):
    python = templates([sys.executable, f"examples/python/{name}/app.py"], tmp_path / "python")
    typescript = templates(
        ["node", "-r", "ts-node/register/transpile-only", f"examples/typescript/{name}/app.ts"], tmp_path / "typescript"
    )
    assert python
    assert python == typescript
