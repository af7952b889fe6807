from aws_cdk import App, Environment, Stack
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiModel

app = App()
stack = Stack(app, "Chat", env=Environment(region="us-east-1"))

endpoint = LmiEndpoint(
    stack, "Qwen3",
    model=LmiModel.from_hugging_face("Qwen/Qwen3-8B"),
    instance_type=LmiInstanceType.G6_E_2_XLARGE,
)
endpoint.auto_scale_instance_count(max_capacity=4).scale_on_concurrent_requests("Load", target_requests=24)

app.synth()
