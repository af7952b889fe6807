import { App, Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LmiAsyncInference, LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

const app = new App();
const stack = new Stack(app, 'LmiAsyncToZero', { env: { region: 'us-east-1' } });

const key = new Key(stack, 'Key', { enableKeyRotation: true });
const bucket = new Bucket(stack, 'Bucket', { encryption: BucketEncryption.KMS, encryptionKey: key, enforceSSL: true });
const done = new Topic(stack, 'Done', { masterKey: key });
const failed = new Topic(stack, 'Failed', { masterKey: key });

const endpoint = new LmiEndpoint(stack, 'Summaries', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen2.5-7B-Instruct'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V20, maxModelLen: 16384 }),
  instanceType: LmiInstanceType.G5_4XLARGE,
  asyncInference: LmiAsyncInference.toBucket(bucket, {
    successTopic: done, errorTopic: failed, maxConcurrentInvocationsPerInstance: 16,
  }),
});

// Without requests there are no instances; the first request starts one.
endpoint.autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 4 })
  .scaleOnBacklog('Queue', { targetBacklogPerInstance: 32, scaleInCooldown: Duration.minutes(10) });

endpoint.grantInvoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));

app.synth();
