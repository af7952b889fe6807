import { checksumOf } from './checksum';
import { TransientError } from './errors';
import { Manifest, Plan, Planned } from './plan';
import { log, size } from './progress';
import { Place, StagingRequest } from './request';
import { Tools } from './tools';

/** Physical id and attributes of the custom resource. */
export interface Staged {
  readonly physicalId: string;
  /** The prefix has no trailing slash: the construct adds it, so that it is visible to checks at synth. */
  readonly data: { readonly Prefix: string; readonly Commit: string; readonly Files: string; readonly Bytes: string };
}

/** Verifies that all files exist, and then writes the manifest as the last step. */
export async function finish(request: StagingRequest, planned: Planned, tools: Tools): Promise<Staged> {
  const { Bucket: bucket } = request.ResourceProperties;
  const place = Place.of(request.ResourceProperties, planned.commit);
  const storage = tools.storage(bucket);
  const plan: Plan = await storage.readJson(place.plan);
  const objects = await storage.list(place.prefix);
  const missing = plan.files.filter((file) => objects.get(place.prefix + file.path) !== file.size);
  if (missing.length > 0) {
    throw new TransientError(`${missing.length} files are not at s3://${bucket}/${place.prefix} as they were copied (${missing[0].path}). Deploy again, and let nothing else `
      + 'write there.');
  }
  const added = request.ResourceProperties.Files ?? [];
  for (const file of added) {
    await storage.add(place.prefix + file.Path, file);
  }
  await storage.writeJson(place.manifest, {
    modelId: plan.modelId,
    commit: plan.commit,
    files: plan.files.map((file) => ({ path: file.path, size: file.size, checksum: checksumOf(file) })),
    added: added.map(({ Path }) => Path),
  } satisfies Manifest);
  log(`${plan.modelId} at ${plan.commit}: ${size(planned.bytes)} in ${planned.files} files are at s3://${bucket}/${place.prefix}`);
  return {
    physicalId: place.physicalId,
    data: { Prefix: place.prefix.slice(0, -1), Commit: planned.commit, Files: String(planned.files), Bytes: String(planned.bytes) },
  };
}
