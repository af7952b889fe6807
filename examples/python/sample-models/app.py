from typing import NamedTuple

from aws_cdk import App, Environment, Stack
from aws_cdk.aws_secretsmanager import Secret
from cdk_sagemaker_lmi import LmiDistBackend, LmiEndpoint, LmiInstanceType, LmiModel


class Sample(NamedTuple):
    model_id: str
    instance_type: LmiInstanceType
    gated: bool = False
    """Downloading the weights requires accepting a license, and the container needs the token of an account that did."""
    lmi_dist: bool = False
    """vLLM does not serve T5."""


# The sample models of the LMI guide, on the instance types that it recommends.
SAMPLES = {
    "Llama-2-7b": Sample("meta-llama/Llama-2-7b-hf", LmiInstanceType.G5_2_XLARGE, gated=True),
    "Llama-2-13b": Sample("meta-llama/Llama-2-13b-hf", LmiInstanceType.G5_12_XLARGE, gated=True),
    "Llama-2-70b": Sample("meta-llama/Llama-2-70b-hf", LmiInstanceType.P4_D_24_XLARGE, gated=True),
    "Llama-2-70b-AWQ": Sample("TheBloke/Llama-2-70B-AWQ", LmiInstanceType.G5_12_XLARGE),
    "Mistral-7b": Sample("mistralai/Mistral-7B-v0.1", LmiInstanceType.G5_2_XLARGE, gated=True),
    "Mixtral-8x7b": Sample("mistralai/Mixtral-8x7B-v0.1", LmiInstanceType.P4_D_24_XLARGE, gated=True),
    "Flan-T5-XXL": Sample("google/flan-t5-xxl", LmiInstanceType.G5_12_XLARGE, lmi_dist=True),
    "CodeLlama-34b": Sample("codellama/CodeLlama-34b-hf", LmiInstanceType.G5_48_XLARGE),
    "Falcon-7b": Sample("tiiuae/falcon-7b", LmiInstanceType.G5_2_XLARGE),
    "Falcon-40b": Sample("tiiuae/falcon-40b", LmiInstanceType.G5_48_XLARGE),
    "Falcon-180b": Sample("tiiuae/falcon-180B", LmiInstanceType.P4_DE_24_XLARGE, gated=True),
}

app = App()

for name, sample in SAMPLES.items():
    stack = Stack(app, f"LmiSample-{name}", env=Environment(region="us-east-1"))
    LmiEndpoint(
        stack, "Endpoint",
        model=LmiModel.from_hugging_face(
            sample.model_id,
            token=Secret.from_secret_name_v2(stack, "Token", "hugging-face-token") if sample.gated else None,
        ),
        backend=LmiDistBackend(stack, "LmiDist") if sample.lmi_dist else None,
        instance_type=sample.instance_type,
    )

app.synth()
