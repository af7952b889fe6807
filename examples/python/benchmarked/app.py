from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_events import Schedule
from cdk_sagemaker_lmi import LmiBenchmarkSchema, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiBenchmarked", env=Environment(region="us-east-1"))

endpoint = LmiEndpoint(
    stack, "Chat",
    model=LmiModel.from_hugging_face("Qwen/Qwen2.5-7B-Instruct"),
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=8192, max_rolling_batch_size=32),
    instance_type=LmiInstanceType.G6_E_2_XLARGE,
)

# Runs after every deployment and once a week; the alarm goes off when a release is slower than the previous one.
benchmark = endpoint.add_benchmark(
    "Speed",
    concurrency=[1, 8, 32],
    input_tokens=512,
    output_tokens=128,
    schema=LmiBenchmarkSchema.CHAT,
    after_deployment=True,
    schedule=Schedule.cron(week_day="MON", hour="5", minute="0"),
    max_cost=1,
    slowdown_percentage=15,
)

endpoint.add_alarms(idle_after=Duration.days(2))
endpoint.add_dashboard().add_widgets(*benchmark.widgets())

app.synth()
