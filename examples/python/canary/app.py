from aws_cdk import App, Duration, Environment, Stack
from cdk_sagemaker_lmi import LmiDeploymentPolicy, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiCanary", env=Environment(region="us-east-1"))

LmiEndpoint(
    stack, "Chat",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G5_4_XLARGE,
    initial_instance_count=4,
    # Comes with alarms on server errors and latency that roll back an update.
    deployment_policy=LmiDeploymentPolicy.canary(
        canary_percentage=25,
        wait_interval=Duration.minutes(10),
        termination_wait=Duration.minutes(5),
        rollback_error_percentage=2,
        rollback_model_latency=Duration.seconds(20),
    ),
)

app.synth()
