from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_applicationautoscaling import Schedule
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstancePool, LmiInstanceType, LmiModel, LmiRouting, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiAutoscaled", env=Environment(region="us-east-1"))

endpoint = LmiEndpoint(
    stack, "Chat",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G6_4_XLARGE,
    # If there is no capacity for the first type, SageMaker tries the next one.
    instance_pools=[LmiInstancePool.of(LmiInstanceType.G5_4_XLARGE)],
    provision_timeout=Duration.minutes(30),
    initial_instance_count=2,
    routing=LmiRouting.least_outstanding_requests(),
)

instances = endpoint.auto_scale_instance_count(min_capacity=2, max_capacity=8)
instances.scale_on_concurrent_requests("Load", target_requests=24)
# Instances take minutes to load the model, so they start before the working day does.
instances.scale_on_schedule("Morning", schedule=Schedule.cron(week_day="MON-FRI", hour="7", minute="30"), min_capacity=4)
instances.scale_on_schedule("Evening", schedule=Schedule.cron(week_day="MON-FRI", hour="19", minute="0"), min_capacity=2)

app.synth()
