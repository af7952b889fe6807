from aws_cdk import App, Environment, Stack
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiLlama2", env=Environment(region="us-east-1"))

LmiEndpoint(
    stack, "Llama2",
    model=LmiModel.from_hugging_face("TheBloke/Llama-2-7B-fp16"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V8),
    instance_type=LmiInstanceType.G5_2_XLARGE,
)

app.synth()
