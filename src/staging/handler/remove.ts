import { NoBucketError } from './errors';
import { log } from './progress';
import { Place, StagingRequest } from './request';
import { Tools } from './tools';

/** Deletes the files of a resource, if the policy says so and no other resource uses them. */
export async function remove(request: StagingRequest, tools: Tools): Promise<{ readonly physicalId: string }> {
  const { ResourceProperties: properties, PhysicalResourceId: physicalId } = request;
  const place = Place.ofPhysicalId(physicalId, properties);
  if (place && properties.RemovalPolicy === 'destroy') {
    try {
      await destroy(place, request, tools);
    } catch (error) {
      if (!(error instanceof NoBucketError)) {
        throw error;
      }
    }
  }
  return { physicalId: physicalId ?? 'none' };
}

async function destroy(place: Place, request: StagingRequest, tools: Tools): Promise<void> {
  const storage = tools.storage(place.bucket);
  await storage.remove([place.owner(request)]);
  if ((await storage.list(place.owners)).size > 0) {
    log(`s3://${place.physicalId} is kept, because another resource uses it`);
    return;
  }
  // Without the manifest, the remaining files do not count as a complete model.
  await storage.remove([place.manifest]);
  await storage.remove([...(await storage.list(place.prefix)).keys(), ...(await storage.list(place.notes)).keys()]);
  log(`s3://${place.physicalId} is deleted`);
}
