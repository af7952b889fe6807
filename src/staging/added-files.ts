import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3Assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { LmiStagedModelProps } from './lmi-staged-model-props';
import { Problems } from '../checks/problems';
import { OPENAI_FILES } from '../container/openai-streaming';
import { grantRead } from '../model/grants';
import { hasFiles, ModelArchive, readArchive } from '../model/model-archive';

/** Contents are part of the CloudFormation request, which AWS Step Functions passes on up to 256 KiB. */
const LONGEST_TEXTS = 64 * 1024;

/** A file as the custom resource passes it to the copier: its content, or the location where it was published with the stack. */
type AddedFile =
  | { readonly Path: string; readonly Content: string }
  | { readonly Path: string; readonly Bucket: string; readonly Key: string };

/** Reads the files to stage next to the weights; undefined if there are none. */
export function addedFiles(problems: Problems, props: LmiStagedModelProps): ModelArchive | undefined {
  const bound = props.openAiStreaming ? { files: OPENAI_FILES } : {};
  const archive = hasFiles(props, bound) ? readArchive(problems, {}, props, bound) : undefined;
  const characters = Object.values(archive?.entries ?? {}).reduce((sum, entry) => sum + ('content' in entry ? entry.content.length : 0), 0);
  if (characters > LONGEST_TEXTS) {
    problems.add(`handler, requirements and servingProperties have ${characters} characters, but can have at most ${LONGEST_TEXTS} together. Move code into modules, and pass those in files.`);
  }
  return archive;
}

/** Contents or hashes of the files, for a name that changes with them. */
export function contentsOf(scope: Construct, archive: ModelArchive | undefined): { readonly [path: string]: string } {
  return Object.fromEntries(Object.entries(archive?.entries ?? {}).map(([path, entry]) => [path, 'content' in entry ? entry.content : assetOf(scope, path, entry.path).assetHash]));
}

/** Publishes the files with the stack, and lets the copier read them. */
export function publishFiles(scope: Construct, grantee: iam.IGrantable, archive: ModelArchive | undefined): AddedFile[] {
  return Object.entries(archive?.entries ?? {}).map(([Path, entry]) => {
    if ('content' in entry) {
      return { Path, Content: entry.content };
    }
    const asset = assetOf(scope, Path, entry.path);
    grantRead(scope, asset.bucket, grantee, asset.s3ObjectKey);
    return { Path, Bucket: asset.s3BucketName, Key: asset.s3ObjectKey };
  });
}

/** The id is unique for every name: ids cannot contain slashes, and `tools/x.json` is not the same file as `tools-x.json`. */
function assetOf(scope: Construct, name: string, path: string): s3Assets.Asset {
  const id = `File-${name.replace(/[%/]/g, encodeURIComponent)}`;
  return scope.node.tryFindChild(id) as s3Assets.Asset | undefined ?? new s3Assets.Asset(scope, id, { path });
}
