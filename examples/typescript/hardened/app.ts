import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, LmiVpcEndpoints, NeuronxBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiHardened', { env: { region: 'us-east-1' } });

// One key for the volumes, the logs and the alarms.
const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });

// The network of another team, without a route to the internet: AWS is reached only through VPC endpoints.
const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrBlock: '10.0.0.0/16',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
});
const vpcEndpoints = new LmiVpcEndpoints(stack, 'VpcEndpoints', { vpc, open: false });

const endpoint = new LmiEndpoint(stack, 'Llama2', {
  // Weights that are already in a bucket: nothing is downloaded from the internet, and the containers have no network access.
  model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'my-model-weights'), 'llama-2-7b/'),
  backend: new NeuronxBackend(stack, 'Neuronx', { version: LmiVersion.V12, nPositions: 4096, maxRollingBatchSize: 4 }),
  // A type without local disks, so that our key encrypts the volumes; the local disks of GPU types are encrypted by the hardware instead.
  instanceType: LmiInstanceType.INF2_8XLARGE,
  initialInstanceCount: 2,
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  allowAllOutbound: false,
  networkIsolation: true,
  encryptionKey: key,
  logEncryptionKey: key,
  logRetention: logs.RetentionDays.ONE_YEAR,
});
endpoint.connections.allowToAnyIpv4(ec2.Port.tcp(443), 'AWS, as far as the routes of the network lead');
vpcEndpoints.connections.allowDefaultPortFrom(endpoint, 'The containers');

const onCall = new sns.Topic(stack, 'OnCall', { masterKey: key, enforceSSL: true });
endpoint.addAlarms({ topic: onCall, p90Latency: Duration.seconds(20) });
endpoint.addDashboard();

app.synth();
