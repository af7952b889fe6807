from aws_cdk import App, Environment, Stack
from cdk_sagemaker_lmi import LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiComponentToZero", env=Environment(region="us-east-1"))

fleet = LmiComponentEndpoint(
    stack, "Fleet",
    instance_type=LmiInstanceType.G5_2_XLARGE,
    min_instance_count=0,
    max_instance_count=2,
)

fleet.add_model(
    "Mistral",
    model=LmiModel.from_hugging_face("mistralai/Mistral-7B-v0.1"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V17, max_model_len=4096),
).auto_scale_copies(min_capacity=0, max_capacity=2).scale_on_concurrent_requests("Load", target_requests=16)

app.synth()
