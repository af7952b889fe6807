from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_iam import Role, ServicePrincipal
from aws_cdk.aws_kms import Key
from aws_cdk.aws_s3 import Bucket, BucketEncryption
from aws_cdk.aws_sns import Topic
from cdk_sagemaker_lmi import LmiAsyncInference, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiAsyncToZero", env=Environment(region="us-east-1"))

key = Key(stack, "Key", enable_key_rotation=True)
bucket = Bucket(stack, "Bucket", encryption=BucketEncryption.KMS, encryption_key=key, enforce_ssl=True)
done = Topic(stack, "Done", master_key=key)
failed = Topic(stack, "Failed", master_key=key)

endpoint = LmiEndpoint(
    stack, "Summaries",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=16384),
    instance_type=LmiInstanceType.G5_4_XLARGE,
    async_inference=LmiAsyncInference.to_bucket(
        bucket, success_topic=done, error_topic=failed, max_concurrent_invocations_per_instance=16,
    ),
)

# Without requests there are no instances; the first request starts one.
endpoint.auto_scale_instance_count(min_capacity=0, max_capacity=4).scale_on_backlog(
    "Queue", target_backlog_per_instance=32, scale_in_cooldown=Duration.minutes(10),
)

endpoint.grant_invoke(Role(stack, "Caller", assumed_by=ServicePrincipal("lambda.amazonaws.com")))

app.synth()
