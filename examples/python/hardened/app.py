from aws_cdk import App, Duration, Environment, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from cdk_sagemaker_lmi import LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, LmiVpcEndpoints, NeuronxBackend

app = App()
stack = Stack(app, "LmiHardened", env=Environment(region="us-east-1"))

# One key for the volumes, the logs and the alarms.
key = kms.Key(stack, "Key", enable_key_rotation=True)

# The network of another team, without a route to the internet: AWS is reached only through VPC endpoints.
vpc = ec2.Vpc.from_vpc_attributes(
    stack, "Vpc",
    vpc_id="vpc-0123456789abcdef0",
    vpc_cidr_block="10.0.0.0/16",
    availability_zones=["us-east-1a", "us-east-1b"],
    isolated_subnet_ids=["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    isolated_subnet_route_table_ids=["rtb-0123456789abcdef0", "rtb-0123456789abcdef1"],
)
vpc_endpoints = LmiVpcEndpoints(stack, "VpcEndpoints", vpc=vpc, open=False)

endpoint = LmiEndpoint(
    stack, "Llama2",
    # Weights that are already in a bucket: nothing is downloaded from the internet, and the containers have no network access.
    model=LmiModel.from_s3(s3.Bucket.from_bucket_name(stack, "Weights", "my-model-weights"), "llama-2-7b/"),
    backend=NeuronxBackend(stack, "Neuronx", version=LmiVersion.V12, n_positions=4096, max_rolling_batch_size=4),
    # A type without local disks, so that our key encrypts the volumes; the local disks of GPU types are encrypted by the hardware instead.
    instance_type=LmiInstanceType.INF2_8_XLARGE,
    initial_instance_count=2,
    vpc=vpc,
    vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
    allow_all_outbound=False,
    network_isolation=True,
    encryption_key=key,
    log_encryption_key=key,
    log_retention=logs.RetentionDays.ONE_YEAR,
)
endpoint.connections.allow_to_any_ipv4(ec2.Port.tcp(443), "AWS, as far as the routes of the network lead")
vpc_endpoints.connections.allow_default_port_from(endpoint, "The containers")

on_call = sns.Topic(stack, "OnCall", master_key=key, enforce_ssl=True)
endpoint.add_alarms(topic=on_call, p90_latency=Duration.seconds(20))
endpoint.add_dashboard()

app.synth()
