import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { LmiStagedModelProps } from './lmi-staged-model-props';
import { checkWithoutVpc, NETWORK_KINDS } from '../checks/network-props';
import { Problems } from '../checks/problems';
import { BUCKET, FLAG, KEY, knownNow, listOf, NUMBER, ownChecks, PropKinds, STRING } from '../checks/prop-kinds';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { selectSubnets } from '../endpoint/network';
import { checkBucketRegion } from '../model/bucket-region';
import { checkHubModel } from '../model/hub-model-check';
import { ARCHITECTURE } from '../model/model-architecture';

export const STAGED_MODEL_KINDS: PropKinds<LmiStagedModelProps> = {
  ...ownChecks('token', 'tokenField', 'servingProperties', 'handler', 'requirements', 'files', 'removalPolicy'),
  modelId: STRING,
  revision: STRING,
  bucket: BUCKET,
  prefix: STRING,
  include: listOf(STRING, 'a list of patterns'),
  exclude: listOf(STRING, 'a list of patterns'),
  trustRemoteCode: knownNow(FLAG),
  encryptionKey: KEY,
  architecture: ARCHITECTURE,
  openAiStreaming: knownNow(FLAG),
  maxConcurrency: NUMBER,
  ...NETWORK_KINDS,
  hubEndpoint: STRING,
  logRetention: NUMBER,
};

/** Checks the props, as far as they are known at synth time. */
export function checkStagedModel(scope: Construct, problems: Problems, props: LmiStagedModelProps): void {
  checkHubModel(problems, props);
  checkPatterns(problems, 'include', props.include);
  checkPatterns(problems, 'exclude', props.exclude);
  if (props.include && props.trustRemoteCode) {
    problems.add('trustRemoteCode is set together with include, which specifies all files. Add *.py to include, or omit one of them.');
  }
  checkBucket(scope, problems, props);
  const { removalPolicy } = props;
  if (isLiteral(removalPolicy) && ![RemovalPolicy.RETAIN, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE].includes(removalPolicy)) {
    problems.invalid('removalPolicy', removalPolicy, 'RETAIN or DESTROY', 'pass one of them');
  }
  problems.number('maxConcurrency', props.maxConcurrency, { min: 1, max: 40 }, 'an inline Map state of AWS Step Functions runs up to 40 iterations at the same time');
  problems.pattern('hubEndpoint', props.hubEndpoint, /^https:\/\/[^\s/?#]+$/, 'a URL that begins with https:// and has no path', 'omit it for the Hugging Face Hub');
  if (isLiteral(props.logRetention) && !Object.values(logs.RetentionDays).includes(props.logRetention)) {
    problems.invalid('logRetention', props.logRetention, 'a number of days that CloudWatch Logs offers', 'pass a constant of logs.RetentionDays');
  }
  checkNetwork(problems, props);
}

/** The selection of files is part of the prefix, so it must be known at synth. */
function checkPatterns(problems: Problems, prop: 'include' | 'exclude', patterns: readonly string[] | undefined): void {
  if (patterns === undefined) {
    return;
  }
  if (isUnresolved(patterns)) {
    problems.invalid(prop, patterns, 'a list of patterns that are known at synth time', 'write them as literals');
    return;
  }
  if (prop === 'include' && patterns.length === 0) {
    problems.add('include is empty, so no file matches. Add a pattern, or omit it for the default.');
  }
  for (const pattern of patterns) {
    if (pattern === '' || /^(\/|\.\/|s3:)/.test(pattern)) {
      problems.add(`${prop} has ${JSON.stringify(pattern)}, which matches no file. Write paths as the Hub shows them, without a leading slash.`);
    }
  }
}

function checkBucket(scope: Construct, problems: Problems, { bucket, encryptionKey }: LmiStagedModelProps): void {
  checkBucketRegion(scope, problems, bucket);
  if (bucket && encryptionKey) {
    problems.add('encryptionKey is set together with bucket, whose own key is used. Omit encryptionKey, or let the construct create the bucket.');
  }
}

function checkNetwork(problems: Problems, props: LmiStagedModelProps): void {
  const { vpc } = props;
  if (!vpc) {
    checkWithoutVpc(problems, props, ['vpcSubnets', 'securityGroups']);
    return;
  }
  const subnets = selectSubnets(problems, 'vpcSubnets', vpc, props.vpcSubnets)?.subnets ?? [];
  const unreachable = (kind: string, reason: string) => problems.add(`vpcSubnets selects ${kind} subnets, from which the copier cannot reach the Hub (${reason}). Select private `
    + 'subnets with a NAT gateway, or omit vpc.');
  // In an imported VPC, the groups may be named differently.
  if (vpc instanceof ec2.Vpc && subnets.some((subnet) => vpc.isolatedSubnets.includes(subnet))) {
    unreachable('isolated', 'they have no route to the internet');
  } else if (vpc instanceof ec2.Vpc && subnets.some((subnet) => vpc.publicSubnets.includes(subnet))) {
    unreachable('public', 'a function has no public address there');
  }
}
