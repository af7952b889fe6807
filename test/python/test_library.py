"""The library as Python users see it: names, defaults and errors."""

import json
from pathlib import Path

import cdk_sagemaker_lmi
import pytest
from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.assertions import Match, Template
from aws_cdk.aws_s3 import Bucket
from aws_cdk.aws_sns import Topic
from cdk_sagemaker_lmi import (
    LmiAlarmKind,
    LmiAsyncInference,
    LmiComponentEndpoint,
    LmiDeploymentPolicy,
    LmiEndpoint,
    LmiInstanceType,
    LmiModel,
    LmiRouting,
    LmiSizing,
    LmiVersion,
    MemoryFit,
    ModelArchitecture,
    VllmBackend,
)


@pytest.fixture
def stack():
    return Stack(App(), "Test", env=Environment(region="us-east-1"))


def endpoint_of(stack, **props):
    props = {
        "model": LmiModel.from_hugging_face("org/model", architecture=ModelArchitecture.LLAMA_2_7_B),
        "backend": VllmBackend(stack, "Vllm", version=LmiVersion.V14, max_model_len=2048),
        "instance_type": LmiInstanceType.G5_2_XLARGE,
        **props,
    }
    return LmiEndpoint(stack, "Llm", **props)


def test_every_public_type_has_its_own_name():
    with open(Path(__file__).parents[2] / ".jsii", encoding="utf-8") as assembly:
        expected = {fqn.split(".")[-1] for fqn in json.load(assembly)["types"]}
    assert set(cdk_sagemaker_lmi.__all__) == expected
    for name in expected:
        assert getattr(cdk_sagemaker_lmi, name).__name__ == name


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


def test_all_problems_are_in_one_error(stack):
    with pytest.raises(RuntimeError) as error:
        VllmBackend(stack, "Vllm", version=LmiVersion.V8, max_rolling_batch_size=0, enable_prefix_caching=True)
    assert "max_rolling_batch_size" in str(error.value) or "maxRollingBatchSize" in str(error.value)
    assert "enablePrefixCaching" in str(error.value)


def test_a_version_has_a_readable_form():
    assert (LmiVersion.V8.lmi_version, LmiVersion.V8.djl_version) == ("V8", "0.26.0")
    assert LmiVersion.of("V99", "9.9.9").lmi_version == "V99"


def test_alarms_and_dashboard(stack):
    endpoint = endpoint_of(stack)
    alarms = endpoint.add_alarms(
        topic=Topic(stack, "Pager"), server_error_percentage=5, p90_latency=Duration.seconds(20), without=[LmiAlarmKind.GPU_MEMORY],
    )
    endpoint.add_dashboard(alarms=alarms)
    assert alarms.gpu_memory is None
    assert len(alarms.all) == 3
    template = Template.from_stack(stack)
    template.has_resource_properties("AWS::CloudWatch::Alarm", {"ExtendedStatistic": "p90", "Threshold": 20_000_000})
    template.resource_count_is("AWS::CloudWatch::Alarm", 3)
    template.resource_count_is("AWS::CloudWatch::Dashboard", 1)


def test_several_models_on_one_fleet(stack):
    fleet = LmiComponentEndpoint(
        stack, "Fleet", instance_type=LmiInstanceType.G5_12_XLARGE, max_instance_count=2, routing=LmiRouting.least_outstanding_requests(),
    )
    component = fleet.add_model(
        "Chat", model=LmiModel.from_hugging_face("org/model"), backend=VllmBackend(stack, "Vllm", version=LmiVersion.V17),
        accelerators_per_copy=2, copies=2,
    )
    component.auto_scale_copies(min_capacity=1, max_capacity=2).scale_on_concurrent_requests("Load", target_requests=8)
    Template.from_stack(stack).has_resource_properties("AWS::SageMaker::InferenceComponent", {
        "Specification": {"ComputeResourceRequirements": {"NumberOfAcceleratorDevicesRequired": 2}},
    })


def test_asynchronous_inference(stack):
    endpoint = endpoint_of(stack, async_inference=LmiAsyncInference.to_bucket(
        Bucket(stack, "Answers"), prefix="answers", max_concurrent_invocations_per_instance=4,
    ))
    endpoint.auto_scale_instance_count(min_capacity=0, max_capacity=2).scale_on_backlog("Queue", target_backlog_per_instance=8)
    Template.from_stack(stack).has_resource_properties("AWS::SageMaker::EndpointConfig", {
        "AsyncInferenceConfig": {"ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4}},
    })


def test_deployment_policy(stack):
    endpoint_of(stack, initial_instance_count=2, deployment_policy=LmiDeploymentPolicy.linear(
        step_percentage=50, wait_interval=Duration.minutes(10), termination_wait=Duration.minutes(0),
    ))
    Template.from_stack(stack).has_resource_properties("AWS::SageMaker::Endpoint", {
        "DeploymentConfig": {"BlueGreenUpdatePolicy": {
            "TerminationWaitInSeconds": 0,
            "TrafficRoutingConfiguration": {
                "Type": "LINEAR", "LinearStepSize": {"Type": "CAPACITY_PERCENT", "Value": 50}, "WaitIntervalInSeconds": 600,
            },
        }, "AutoRollbackConfiguration": Match.any_value()},
    })


def test_sizing_rejects_a_model_that_does_not_fit(stack):
    with pytest.raises(RuntimeError, match="concurrency is 1000, but the KV cache"):
        endpoint_of(stack, sizing=LmiSizing.check(max_model_len=2048, concurrency=1000))


def test_sizing_can_be_skipped(stack):
    endpoint_of(stack, sizing=LmiSizing.skip(), model=LmiModel.from_hugging_face(
        "org/model", architecture=ModelArchitecture.LLAMA_2_70_B,
    ))
    Template.from_stack(stack).resource_count_is("AWS::SageMaker::Endpoint", 1)


def test_memory_is_estimated():
    fit = MemoryFit.estimate(
        architecture=ModelArchitecture.LLAMA_2_7_B, instance_type=LmiInstanceType.G5_2_XLARGE, max_model_len=2048,
    )
    assert fit.fits
    assert fit.max_concurrency(2048) >= 1
    assert fit.weights_gib == pytest.approx(12.55, abs=0.1)
