"""The command as the wheel installs it, and the Python that it writes."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(sys.executable).with_name("cdk-sagemaker-lmi")
# The notice about the Node.js version comes from jsii, not from the command.
ENVIRONMENT = {**os.environ, "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1"}
CONFIGURATIONS = [
    (configuration, version)
    for configuration in json.loads((ROOT / "test/corpus/configurations.json").read_text())
    for version in configuration["versions"]
    if configuration["expected"] == "accepted"
]
# All of them would take most of an hour.
SAMPLE = CONFIGURATIONS if os.environ.get("LMI_ALL_CONFIGURATIONS") else CONFIGURATIONS[:: max(1, len(CONFIGURATIONS) // 50)][:50]
OF_THE_MODEL = {
    "HF_MODEL_ID", "OPTION_MODEL_ID", "OPTION_S3URL", "SERVING_LOAD_MODELS", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_REVISION", "OPTION_REVISION",
}


def script(*arguments):
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, env=ENVIRONMENT)


def test_the_wheel_installs_the_command():
    result = script("price", "ml.g5.2xlarge", "--region", "us-east-1", "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["hourlyPrice"] == 1.515


def test_exit_codes_reach_the_shell(tmp_path):
    assert script("check", str(tmp_path / "nothing.env")).returncode == 2
    wrong = tmp_path / "wrong.env"
    wrong.write_text("HF_MODEL_ID=gpt2\nOPTION_MAX_ROLLING_BATCH_SIZE=0\n")
    assert script("check", str(wrong)).returncode == 1


def convert(configuration, version, language, directory):
    path = directory / "variables.json"
    path.write_text(json.dumps(configuration["variables"]))
    return subprocess.run(
        ["node", ROOT / "bin/cdk-sagemaker-lmi.js", "convert", path, "--language", language, "--backend", configuration["backend"],
         "--version", f"V{version}", "--instance", configuration["instanceType"]],
        capture_output=True, text=True,
    )


def folded(value):
    """A value without insignificant differences: case of Booleans, spaces in JSON, trailing zeros."""
    text = value if isinstance(value, str) else json.dumps(value)
    if re.fullmatch(r"(?i)true|false", text):
        return text.lower()
    try:
        parsed = json.loads(re.sub(r"^\.", "0.", text))
    except ValueError:
        return ",".join(part.strip() for part in text.split(","))
    return [float(parsed)] if isinstance(parsed, (int, float)) and not isinstance(parsed, bool) else parsed


@pytest.mark.parametrize("configuration, version", SAMPLE, ids=[f"{c['backend']}-V{v}-{i}" for i, (c, v) in enumerate(SAMPLE)])
def test_the_python_code_synthesizes_to_the_variables(configuration, version, tmp_path):
    converted = convert(configuration, version, "python", tmp_path)
    if converted.returncode == 1:
        pytest.skip("the library refuses it: " + converted.stderr.strip())
    assert converted.returncode == 0, converted.stderr
    names = {}
    exec(converted.stdout, names)
    template = names["app"].synth().get_stack_by_name("Inference").template
    made = next(each for each in template["Resources"].values() if each["Type"] == "AWS::SageMaker::Model")["Properties"]["PrimaryContainer"]["Environment"]
    values = {json.dumps(folded(value)) for value in made.values()}
    lost = {
        name: value for name, value in configuration["variables"].items()
        if name not in OF_THE_MODEL
        # An option may be written under an alias, and the asynchronous handler is the default since V17.
        and not (version >= 17 and name in {"OPTION_ASYNC_MODE", "OPTION_ROLLING_BATCH", "OPTION_ENTRYPOINT"})
        and (folded(made[name]) != folded(value) if name in made else json.dumps(folded(value)) not in values)
    }
    assert lost == {}
