import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BundlingOutput, DockerImage, FileSystem, SymlinkFollowMode } from 'aws-cdk-lib';
import * as s3Assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { listFiles, packTarball } from './tarball';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

/** Whether a value that a user gave is the path of a directory. */
export function isDirectory(path: unknown): path is string {
  return typeof path === 'string' && existsSync(path) && statSync(path).isDirectory();
}

/**
 * A directory as a gzipped tarball: SageMaker unpacks those only, while the CDK would make a zip file. Files can be added that the directory does not have.
 */
export function tarballAsset(
  scope: Construct, id: string, directory: string, name: string, added: { readonly [file: string]: string } = {},
): s3Assets.Asset {
  const problems = new Problems(scope);
  const files = listFiles(problems, directory);
  problems.throwIfAny();
  try {
    return new s3Assets.Asset(scope, id, {
      path: directory,
      assetHash: FileSystem.fingerprint(directory, { follow: SymlinkFollowMode.ALWAYS, extraHash: JSON.stringify(added) }),
      bundling: {
        // Never used, because packing here succeeds or fails for good.
        image: DockerImage.fromRegistry('scratch'),
        local: {
          tryBundle: (output: string) => {
            packTarball(problems, directory, files, added, join(output, name));
            return true;
          },
        },
        outputType: BundlingOutput.SINGLE_FILE,
      },
    });
  } catch (error) {
    // The CDK only sees that there is no tarball.
    problems.throwIfAny();
    throw error;
  }
}

/** Problems when an S3 URI is longer than SageMaker takes. */
export function checkUri(scope: Construct, what: string, s3Uri: string): void {
  const problems = new Problems(scope);
  if (isLiteral(s3Uri) && s3Uri.length > LIMITS.s3UriCharacters) {
    problems.add(`the S3 URI of the ${what} has ${s3Uri.length} characters, but may have ${LIMITS.s3UriCharacters}: shorten the prefix or key`);
  }
  problems.throwIfAny();
}
