"""Deploys, updates and deletes integ/emulated/app.ts with the CDK CLI against moto, and checks the result with the AWS SDK."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import boto3

ROOT = pathlib.Path(__file__).parents[2]
STACK = "LmiEmulated"
IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.36.0-lmi26.0.0-cu130"
SETTINGS = {"HF_MODEL_ID": "Qwen/Qwen3-8B", "TENSOR_PARALLEL_DEGREE": "max", "OPTION_ASYNC_MODE": "true"}

NOT_SHOWN = """The emulator cannot show, so this run did not check:
  - scaling targets and policies, alarms, inference components and secrets, which it accepts without keeping them
  - that the managed policy is attached to the role, whose list of policies it does not fill
  - that a replaced model reaches the running endpoint, and that a container starts at all
  - permissions: it allows everything to everyone"""


@contextlib.contextmanager
def emulator():
    """A server on a free local port; all requests of the CLI and the SDK go to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(pathlib.Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.5)
        else:
            raise RuntimeError("the emulator did not start within a minute")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def cdk(outdir, *arguments):
    app = "node -r ts-node/register/transpile-only integ/emulated/app.ts"
    command = ["npx", "cdk", *arguments, "--app", app, "--output", outdir, "--no-version-reporting", "--no-notices"]
    subprocess.run(command, cwd=ROOT, check=True)


def detach_policies():
    """CloudFormation detaches a managed policy from its roles before it deletes the policy; the emulator does not."""
    iam = boto3.client("iam")
    for role in iam.list_roles()["Roles"]:
        for policy in iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=role["RoleName"], PolicyArn=policy["PolicyArn"])


def check(what, seen, expected):
    if seen != expected:
        raise AssertionError(f"{what}: {json.dumps(seen, default=str)} instead of {json.dumps(expected, default=str)}")
    print(f"  ok: {what}")


def outputs():
    stack = boto3.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def check_deployed(settings):
    sagemaker, iam = boto3.client("sagemaker"), boto3.client("iam")
    names = outputs()
    model = sagemaker.describe_model(ModelName=names["ModelName"])
    check("image of the container", model["PrimaryContainer"]["Image"], IMAGE)
    check("variables of the container", model["PrimaryContainer"]["Environment"], settings)
    role = model["ExecutionRoleArn"].split("/")[-1]
    trust = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]["Statement"][0]
    check("who may take the role", trust["Principal"], {"Service": "sagemaker.amazonaws.com"})
    check("managed policies of ours", len(iam.list_policies(Scope="Local")["Policies"]), 1)
    config = sagemaker.describe_endpoint_config(EndpointConfigName=names["EndpointConfigName"])
    variant = config["ProductionVariants"][0]
    check("instance type", variant["InstanceType"], "ml.g4dn.12xlarge")
    endpoint = sagemaker.describe_endpoint(EndpointName=names["EndpointName"])
    check("state of the endpoint", endpoint["EndpointStatus"], "InService")
    return names, variant["ModelName"], endpoint["EndpointConfigName"]


def main():
    scratch = tempfile.mkdtemp()
    with emulator() as url:
        assert url.startswith("http://localhost:")
        os.environ.update(
            AWS_ENDPOINT_URL=url, AWS_REGION="us-east-1", AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true",
            AWS_ACCESS_KEY_ID="emulated", AWS_SECRET_ACCESS_KEY="emulated", AWS_SESSION_TOKEN="emulated",
        )
        try:
            # The parts of a bootstrapped account that the CLI reads: the bucket for templates, and the version.
            boto3.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
            boto3.client("s3").create_bucket(Bucket="cdk-hnb659fds-assets-123456789012-us-east-1")
            print("Deploy")
            cdk(scratch, "deploy", "--method=direct", "--require-approval=never")
            first, model, config = check_deployed(SETTINGS)
            check("model of the endpoint config", model, first["ModelName"])
            check("endpoint config of the endpoint", config, first["EndpointConfigName"])

            print("Update an option")
            cdk(scratch, "deploy", "--method=direct", "--require-approval=never", "--context", "updated=true")
            second, *_ = check_deployed({**SETTINGS, "OPTION_MAX_ROLLING_BATCH_SIZE": "64"})
            check("name of the endpoint after the update", second["EndpointName"], first["EndpointName"])

            print("Delete")
            detach_policies()
            cdk(scratch, "destroy", "--force")
            check("endpoints that are left", boto3.client("sagemaker").list_endpoints()["Endpoints"], [])
            check("models that are left", boto3.client("sagemaker").list_models()["Models"], [])
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    print(NOT_SHOWN)


if __name__ == "__main__":
    main()
