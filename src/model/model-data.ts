import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3Assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { LIMITS } from '../facts/limits';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** Whether a value that a user gave is the path of a directory. */
export function isDirectory(path: unknown): path is string {
  return typeof path === 'string' && existsSync(path) && statSync(path).isDirectory();
}

/** A directory as a gzipped tarball: SageMaker unpacks those only, while the CDK would make a zip file. */
export function tarballAsset(scope: Construct, id: string, directory: string, name: string): s3Assets.Asset {
  return new s3Assets.Asset(scope, id, {
    path: directory,
    assetHashType: AssetHashType.SOURCE,
    bundling: {
      image: DockerImage.fromRegistry('public.ecr.aws/docker/library/alpine:3'),
      command: ['tar', '-czf', `/asset-output/${name}`, '-C', '/asset-input', '.'],
      local: { tryBundle: (output: string) => pack(directory, join(output, name)) },
      outputType: BundlingOutput.SINGLE_FILE,
    },
  });
}

/** Packs a directory with the system's tar; false when there is none, so that the CDK falls back to a container. */
function pack(directory: string, output: string): boolean {
  return spawnSync('tar', ['-czf', output, '-C', directory, '.']).status === 0;
}

/** Faults when an S3 URI is longer than SageMaker takes. */
export function checkUri(scope: Construct, what: string, s3Uri: string): void {
  const faults = new Faults(scope);
  if (isLiteral(s3Uri) && s3Uri.length > LIMITS.s3UriCharacters) {
    faults.say(`the S3 URI of the ${what} has ${s3Uri.length} characters, but may have ${LIMITS.s3UriCharacters}: shorten the prefix or key`);
  }
  faults.throwIfAny();
}

/** Reading objects whose keys match, and listing just those: `IBucket.grantRead` would allow to list the whole bucket. */
export function grantRead(bucket: s3.IBucket, grantee: iam.IGrantable, keys: string): void {
  const principal = grantee.grantPrincipal;
  principal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(keys)] }));
  principal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': [keys] } },
  }));
  bucket.encryptionKey?.grantDecrypt(grantee);
}
