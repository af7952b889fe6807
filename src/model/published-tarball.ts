import { AssetStaging, AssetStagingProps, FileAssetPackaging, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** A gzipped tarball that is published with the stack. */
export interface PublishedTarball {
  readonly bucket: s3.IBucket;
  readonly objectKey: string;
  readonly s3Uri: string;
}

/**
 * Publishes a file under a key that ends in `.tar.gz`, which `ArtifactUrl` of an inference component requires (API reference, InferenceComponentContainerSpecification,
 * read 2026-11). CDK assets keep only the last extension, so the first one becomes part of the hash.
 */
export function publishTarball(scope: Construct, id: string, props: AssetStagingProps): PublishedTarball {
  const asset = new Construct(scope, id);
  const staging = new AssetStaging(asset, 'Stage', props);
  const stack = Stack.of(scope);
  const { bucketName, objectKey } = stack.synthesizer.addFileAsset({
    fileName: staging.relativeStagedPath(stack),
    packaging: FileAssetPackaging.FILE,
    sourceHash: `${staging.assetHash}.tar`,
    displayName: asset.node.path,
  });
  return { bucket: s3.Bucket.fromBucketName(asset, 'AssetBucket', bucketName), objectKey, s3Uri: `s3://${bucketName}/${objectKey}` };
}
