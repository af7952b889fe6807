from aws_cdk import App, Environment, Stack
from aws_cdk.aws_s3 import Bucket, BucketEncryption
from cdk_sagemaker_lmi import LmiDataCapture, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiShadow", env=Environment(region="us-east-1"))

captured = Bucket(stack, "Captured", encryption=BucketEncryption.S3_MANAGED, enforce_ssl=True)

endpoint = LmiEndpoint(
    stack, "Chat",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V18, max_model_len=8192),
    instance_type=LmiInstanceType.G5_4_XLARGE,
    # Keeps the responses of both variants for comparison.
    data_capture=LmiDataCapture.to_bucket(captured, sampling_percentage=50),
)

# A newer LMI version gets copies of half of the requests; clients never see its responses.
endpoint.add_shadow_variant(
    "Next",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "NextVllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G5_4_XLARGE,
    initial_variant_weight=0.5,
)

app.synth()
