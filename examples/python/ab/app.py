from aws_cdk import App, Environment, Stack
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiAb", env=Environment(region="us-east-1"))

endpoint = LmiEndpoint(
    stack, "Chat",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G5_4_XLARGE,
    variant_name="Large",
    initial_variant_weight=9,
)

# A tenth of the requests goes to a smaller model on smaller instances, which scales independently.
small = endpoint.add_variant(
    "Small",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-3B-Instruct"),
    backend=VllmBackend(stack, "SmallVllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G5_XLARGE,
    initial_variant_weight=1,
)

endpoint.auto_scale_instance_count(max_capacity=4).scale_on_concurrent_requests("Load", target_requests=24)
small.auto_scale_instance_count(max_capacity=2).scale_on_concurrent_requests("Load", target_requests=32)

app.synth()
