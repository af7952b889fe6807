import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { BundlingOutput, DockerImage, FileSystem, SymlinkFollowMode } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PublishedTarball, publishTarball } from './published-tarball';
import { ArchiveEntries, packTarball } from './tarball';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { LIMITS } from '../facts/limits';

const FOLLOWED = { follow: SymlinkFollowMode.ALWAYS };

/** Whether a user's value is the path of a directory. */
export function isDirectory(path: unknown): path is string {
  return typeof path === 'string' && existsSync(path) && statSync(path).isDirectory();
}

/**
 * Publishes files as a gzipped tarball: SageMaker unpacks nothing else, while the CDK would create a zip file.
 *
 * @param directory the directory that the files come from, if any
 */
export function tarballAsset(scope: Construct, id: string, name: string, entries: ArchiveEntries, directory?: string): PublishedTarball {
  const problems = new Problems(scope);
  try {
    return publishTarball(scope, id, {
      // The CDK requires an existing path, but does not read it if it gets a hash and an output.
      sourcePath: directory ?? tmpdir(),
      assetHash: hashOf(entries, directory),
      bundling: {
        // Never used, because local bundling either succeeds or throws.
        image: DockerImage.fromRegistry('scratch'),
        local: {
          tryBundle: (output: string) => {
            packTarball(problems, entries, join(output, name));
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

/** A hash that depends only on the names and contents of the files. */
function hashOf(entries: ArchiveEntries, directory?: string): string {
  const root = directory === undefined ? undefined : `${resolve(directory)}${sep}`;
  const added = Object.entries(entries).filter(([, entry]) => 'content' in entry || root === undefined || !entry.path.startsWith(root));
  const extraHash = JSON.stringify(Object.fromEntries(added.map(([path, entry]) => [path, 'content' in entry ? entry.content
    : FileSystem.fingerprint(entry.path, FOLLOWED)])));
  return directory === undefined ? createHash('sha256').update(extraHash).digest('hex') : FileSystem.fingerprint(directory, { ...FOLLOWED, extraHash });
}

/** Throws if an S3 URI is longer than SageMaker allows. */
export function checkUri(scope: Construct, what: string, s3Uri: string): void {
  const problems = new Problems(scope);
  if (isLiteral(s3Uri) && s3Uri.length > LIMITS.s3UriCharacters) {
    problems.add(`the S3 URI of the ${what} has ${s3Uri.length} characters, but can have at most ${LIMITS.s3UriCharacters}. Shorten the prefix or key.`);
  }
  problems.throwIfAny();
}
