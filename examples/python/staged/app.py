from aws_cdk import App, Environment, RemovalPolicy, Stack
from aws_cdk import aws_secretsmanager as secretsmanager
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiStagedModel, LmiVersion, VllmBackend

app = App()
stack = Stack(app, "LmiStaged", env=Environment(region="us-east-1"))

# The weights of a gated model, copied to a bucket during deployment. Only the function that copies them reads the token.
weights = LmiStagedModel(
    stack, "Weights",
    model_id="meta-llama/Llama-3.1-8B-Instruct",
    revision="0e9e39f249a16976918f6564b8830bc894c89659",
    token=secretsmanager.Secret.from_secret_name_v2(stack, "Token", "hugging-face"),
    token_field="token",
    # For experiments: the files and the bucket are deleted with the stack.
    removal_policy=RemovalPolicy.DESTROY,
)

# The endpoint waits for the copy, and loads the weights without network access.
LmiEndpoint(
    stack, "Llama3",
    model=weights.model,
    backend=VllmBackend(stack, "Vllm", version=LmiVersion.V20, max_model_len=8192),
    instance_type=LmiInstanceType.G5_2_XLARGE,
)

app.synth()
