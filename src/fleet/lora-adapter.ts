import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { BUCKET, checkedProps, instanceOf, needed } from '../checks/prop-kinds';
import { checkBucketRegion } from '../model/bucket-region';
import { grantRead } from '../model/grants';
import { checkUri, isDirectory, tarballAsset } from '../model/model-data';
import { publishTarball } from '../model/published-tarball';
import { entriesOf } from '../model/tarball';

/** Result of binding a LoRA adapter. */
export interface LoraAdapterConfig {
  /** S3 URI of the gzipped tarball with the files of the adapter at its root. */
  readonly artifactUrl: string;

  /**
   * Rank of the adapter.
   *
   * @default - unknown, and not compared with `maxLoraRank` of the base
   */
  readonly rank?: number;
}

/** A LoRA adapter in PEFT format: `adapter_config.json` and the weights next to it. */
export abstract class LoraAdapter {
  /**
   * A gzipped tarball in a bucket, with `adapter_config.json` at its root.
   *
   * @param bucket the bucket, in the region of the endpoint
   * @param key the key of the tarball; a key that does not end in `.tar.gz` raises an error
   */
  public static fromS3(bucket: s3.IBucket, key: string): LoraAdapter {
    return new StoredAdapter(bucket, key);
  }

  /**
   * A local adapter, uploaded as an asset.
   *
   * @param path a directory with `adapter_config.json`, which is packed at synth time, or a `.tar.gz` file with it at its root
   */
  public static fromAsset(path: string): LoraAdapter {
    return new LocalAdapter(path);
  }

  /**
   * Resolves the adapter in the scope of its component and grants the role read access.
   *
   * @param scope the scope for resources
   * @param grantee the execution role of the endpoint
   */
  public abstract bind(scope: Construct, grantee: iam.IGrantable): LoraAdapterConfig;
}

/** Kind of a prop that takes an adapter. */
export const ADAPTER = instanceOf(LoraAdapter, 'create it with LoraAdapter.fromS3 or LoraAdapter.fromAsset');

class StoredAdapter extends LoraAdapter {
  public constructor(private readonly bucket: s3.IBucket, private readonly key: string) {
    super();
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LoraAdapterConfig {
    const problems = new Problems(scope);
    checkedProps(problems, { bucket: this.bucket }, { bucket: needed(BUCKET, 'pass the bucket that holds the adapter') });
    checkBucketRegion(scope, problems, this.bucket);
    if (problems.required('key', this.key, 'pass the key of the adapter')) {
      problems.pattern('key', this.key, /^(?!\/|s3:)\S+\.tar\.gz$/, 'the key of an object that ends in .tar.gz',
        'pack adapter_config.json and the weights next to it with tar and gzip');
    }
    problems.throwIfAny();
    const artifactUrl = `s3://${this.bucket.bucketName}/${this.key}`;
    checkUri(scope, 'adapter', artifactUrl);
    grantRead(scope, this.bucket, grantee, this.key);
    return { artifactUrl };
  }
}

const CONFIG_FILE = 'adapter_config.json';

class LocalAdapter extends LoraAdapter {
  public constructor(private readonly path: string) {
    super();
  }

  public bind(scope: Construct, grantee: iam.IGrantable): LoraAdapterConfig {
    const problems = new Problems(scope);
    const packed = isTarball(this.path);
    const rank = isDirectory(this.path) ? readRank(problems, this.path) : undefined;
    if (!packed && !isDirectory(this.path)) {
      problems.invalid('path', this.path, 'a directory or a .tar.gz file that exists', 'pass the path of the adapter');
    }
    problems.throwIfAny();
    const entries = packed ? {} : entriesOf(problems, this.path);
    problems.throwIfAny();
    const asset = packed
      ? publishTarball(scope, 'Adapter', { sourcePath: this.path })
      : tarballAsset(scope, 'Adapter', 'adapter.tar.gz', entries, this.path);
    grantRead(scope, asset.bucket, grantee, asset.objectKey);
    return { artifactUrl: asset.s3Uri, rank };
  }
}

function isTarball(path: unknown): boolean {
  return typeof path === 'string' && path.endsWith('.tar.gz') && existsSync(path) && statSync(path).isFile();
}

/** The rank from the adapter's config file, if it has one. */
function readRank(problems: Problems, directory: string): number | undefined {
  const file = join(directory, CONFIG_FILE);
  if (!existsSync(file)) {
    problems.add(`path is ${JSON.stringify(directory)}, which has no ${CONFIG_FILE}. Pass the directory that PEFT saved the adapter to.`);
    return undefined;
  }
  try {
    const rank = JSON.parse(readFileSync(file, 'utf8'))?.r;
    return Number.isInteger(rank) ? rank : undefined;
  } catch {
    problems.add(`path is ${JSON.stringify(directory)}, whose ${CONFIG_FILE} is not JSON. Save the adapter again.`);
    return undefined;
  }
}
