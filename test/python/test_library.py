"""What a user in Python meets: names, defaults and errors."""

import pytest
from aws_cdk import App, Duration, Environment, Stack
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend


@pytest.fixture
def stack():
    return Stack(App(), "Test", env=Environment(region="us-east-1"))


def test_options_read_naturally(stack):
    backend = VllmBackend(
        stack, "Vllm", version=LmiVersion.V14, max_rolling_batch_prefill_tokens=4096, trust_remote_code=False,
        model_loading_timeout=Duration.minutes(30),
    )
    endpoint = LmiEndpoint(
        stack, "Llm", model=LmiModel.from_hugging_face("org/model"), backend=backend, instance_type=LmiInstanceType.G5_2_XLARGE,
    )
    assert endpoint.environment["OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS"] == "4096"
    assert endpoint.environment["OPTION_TRUST_REMOTE_CODE"] == "false"
    assert endpoint.environment["OPTION_MODEL_LOADING_TIMEOUT"] == "1800"


def test_every_fault_is_in_one_error(stack):
    with pytest.raises(RuntimeError) as error:
        VllmBackend(stack, "Vllm", version=LmiVersion.V8, max_rolling_batch_size=0, enable_prefix_caching=True)
    assert "max_rolling_batch_size" in str(error.value) or "maxRollingBatchSize" in str(error.value)
    assert "enablePrefixCaching" in str(error.value)
