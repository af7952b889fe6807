import { checksumOf } from './checksum';
import { StagingError } from './errors';
import { discard } from './http';
import { HubFile } from './hub';
import { log, metric, size } from './progress';
import { Place, StagingRequest } from './request';
import { select } from './selection';
import { Tools } from './tools';

/** A deployment waits for at most an hour; the rest is for the response. */
const TIME_MS = 55 * 60_000;
/** The Hub serves files of at most 50 GB with plain requests (huggingface_hub, constants.py: MAX_HTTP_DOWNLOAD_SIZE, 2026-08-20). */
const LARGEST_FILE = 50e9;
/** Each group of files is an iteration of the state machine, whose history is limited to 25,000 events, about 11 per iteration. */
const MOST_GROUPS = 1000;
const SMALLEST_GROUP = 256e6;
const MOST_FILES = 100;

/** What each worker needs in addition to its part of the plan. */
export interface CopyPlan {
  readonly commit: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** The input of later steps; small, because the state machine passes it on. */
export interface Planned extends CopyPlan {
  readonly physicalId: string;
  readonly files: number;
  /** Indices into the groups of the plan. */
  readonly groups: readonly number[];
}

/** The plan for the workers, as stored in the bucket. */
export interface Plan {
  readonly modelId: string;
  readonly revision: string;
  readonly commit: string;
  readonly files: readonly HubFile[];
  /** Indices into `files`. */
  readonly groups: readonly (readonly number[])[];
}

/** The manifest: lists the staged files, and marks staging as complete. */
export interface Manifest {
  readonly modelId: string;
  readonly commit: string;
  readonly files: readonly { readonly path: string; readonly size: number; readonly checksum: string }[];
  /** Paths of the files that came with the stack. */
  readonly added: readonly string[];
}

/** Determines what to copy, and finds as many problems as possible before gigabytes are transferred. */
export async function plan(request: StagingRequest, startedAt: number, tools: Tools): Promise<Planned> {
  const properties = request.ResourceProperties;
  const { ModelId: modelId, Revision: revision } = properties;
  const hub = await tools.hub(modelId, revision);
  const commit = await hub.commit();
  const added = properties.Files ?? [];
  const listed = (await hub.files(commit)).filter(({ path }) => !added.some(({ Path }) => Path === path));
  const files = select(listed, {
    include: properties.Include, exclude: properties.Exclude ?? [], isDefault: properties.DefaultSelection === 'true',
  }, modelId);
  const tooLarge = files.find((file) => file.size > LARGEST_FILE);
  if (tooLarge) {
    throw new StagingError(`${tooLarge.path} has ${size(tooLarge.size)}, and the Hub serves files of at most ${size(LARGEST_FILE)} by HTTP: leave it out by exclude, `
      + 'or copy the model with the Hub\'s own client and use LmiModel.fromS3.');
  }
  // The file list of a gated model is public; its files are not.
  const largest = files.reduce((a, b) => (b.size > a.size ? b : a));
  const probe = { first: 0, last: 0 };
  discard(await tools.patience.retry(() => hub.open(commit, largest, largest.size > 0 ? probe : undefined)));

  const place = Place.of(properties, commit);
  const storage = tools.storage(properties.Bucket);
  const missing = await missingFiles(files, place, tools, properties.Bucket);
  const groups = grouped(missing.map((file) => files.indexOf(file)), files);
  await storage.writeJson(place.owner(request), { stack: request.StackId, resource: request.LogicalResourceId });
  await storage.writeJson(place.plan, { modelId, revision, commit, files, groups } satisfies Plan);
  const bytes = total(files);
  log(`${modelId} at ${commit}: ${files.length} files with ${size(bytes)}, of which ${missing.length} with ${size(total(missing))} are to be copied to `
    + `s3://${properties.Bucket}/${place.prefix}`);
  metric('ModelBytes', bytes);
  return {
    commit, physicalId: place.physicalId, files: files.length, bytes,
    groups: groups.map((_, index) => index), deadline: startedAt + TIME_MS,
  };
}

/** Files that are not known to be complete. Workers check each file left by an interrupted copy. */
async function missingFiles(files: readonly HubFile[], place: Place, tools: Tools, bucket: string): Promise<HubFile[]> {
  const storage = tools.storage(bucket);
  const manifest: Manifest | undefined = await storage.readJson(place.manifest);
  const staged = new Map(manifest?.files.map(({ path, checksum }) => [path, checksum]));
  const objects = await storage.list(place.prefix);
  return files.filter((file) => staged.get(file.path) !== checksumOf(file) || objects.get(place.prefix + file.path) !== file.size);
}

/** Groups small files, and large ones too if there are more than the state machine can handle; largest first, so that none is left for the end. */
export function grouped(indices: readonly number[], files: readonly Pick<HubFile, 'size'>[]): number[][] {
  const bytes = indices.reduce((sum, index) => sum + files[index].size, 0);
  const limit = Math.max(SMALLEST_GROUP, bytes / MOST_GROUPS * 2);
  const mostFiles = Math.max(MOST_FILES, Math.ceil(indices.length / MOST_GROUPS * 2));
  const groups: number[][] = [];
  let room = 0;
  for (const index of [...indices].sort((a, b) => files[b].size - files[a].size)) {
    const last = groups[groups.length - 1];
    if (last && files[index].size <= room && last.length < mostFiles) {
      last.push(index);
      room -= files[index].size;
    } else {
      groups.push([index]);
      room = limit - files[index].size;
    }
  }
  return groups;
}

export function total(files: readonly Pick<HubFile, 'size'>[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
