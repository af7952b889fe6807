from aws_cdk import App, Environment, Stack
from aws_cdk.aws_s3 import Bucket
from cdk_sagemaker_lmi import LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiRouting, LmiVersion, LoraAdapter, VllmBackend

app = App()
stack = Stack(app, "LmiSharedFleet", env=Environment(region="us-east-1"))
bucket = Bucket(stack, "Weights", enforce_ssl=True)

fleet = LmiComponentEndpoint(
    stack, "Fleet",
    instance_type=LmiInstanceType.G5_12_XLARGE,
    min_instance_count=1,
    max_instance_count=3,
    routing=LmiRouting.least_outstanding_requests(),
)

llama = fleet.add_model(
    "Llama",
    model=LmiModel.from_s3(bucket, "llama-3.1-8b"),
    backend=VllmBackend(stack, "LlamaVllm", version=LmiVersion.V17, enable_lora=True, max_loras=3, max_model_len=8192),
    accelerators_per_copy=1,
)
for name in ["legal", "medical", "support"]:
    llama.add_adapter(name, adapter=LoraAdapter.from_s3(bucket, f"adapters/{name}.tar.gz"))
llama.auto_scale_copies(min_capacity=1, max_capacity=8).scale_on_concurrent_requests("Load", target_requests=24)

fleet.add_model(
    "Mistral",
    model=LmiModel.from_s3(bucket, "mistral-7b"),
    backend=VllmBackend(stack, "MistralVllm", version=LmiVersion.V17, max_model_len=8192),
    accelerators_per_copy=1,
    copies=2,
)

app.synth()
