import { CompletedPart } from '@aws-sdk/client-s3';
import { Checksum, checksumOf } from './checksum';
import { OutOfTimeError, StagingError } from './errors';
import { HubFile, HubModel } from './hub';
import { Plan, CopyPlan, total } from './plan';
import { duration, log, Progress, size } from './progress';
import { Place, StagingRequest } from './request';
import { openSource } from './source';
import { Storage } from './storage';
import { Tools } from './tools';

/** Files of up to 50 GB then have fewer than 3,000 parts, of the 10,000 that S3 allows. */
const PART_BYTES = 16 * 2 ** 20;
/** Number of parts in flight, each with its own buffer. */
const LANES = 4;
/** Files above this size may need more than one invocation: in 14 minutes that is 10 MB/s. */
const RESUMABLE_BYTES = Number(process.env.RESUMABLE_BYTES ?? 8 * 2 ** 30);
/** Time reserved for finishing parts in flight, during which no new ones are started. */
const MARGIN_MS = 60_000;

/** The point at which the next invocation continues. */
export interface Continuation {
  /** Position in the group. */
  readonly position: number;
  readonly uploadId: string;
  /** Number of parts that have been uploaded. */
  readonly parts: number;
  readonly checksum: string;
}

export interface CopyResult {
  readonly isDone: boolean;
  readonly continuation?: Continuation;
}

/** Copies the files of one group of the plan. */
export async function copy(
  request: StagingRequest, planned: CopyPlan, group: number, continuation: Continuation | undefined, tools: Tools,
): Promise<CopyResult> {
  const properties = request.ResourceProperties;
  const place = Place.of(properties, planned.commit);
  const storage = tools.storage(properties.Bucket);
  const plan: Plan = await storage.readJson(place.plan);
  const hub = await tools.hub(properties.ModelId, properties.Revision);
  const files = plan.groups[group].map((index) => plan.files[index]);
  const copier = new FileCopier(hub, storage, place, planned, tools);
  for (let position = continuation?.position ?? 0; position < files.length; position++) {
    // With less time than the margin, no part would start, and the state machine would loop.
    if (Date.now() + MARGIN_MS >= planned.deadline) {
      throw await outOfTime(plan, planned, place, storage);
    }
    const rest = await copier.copy(files[position], position === continuation?.position ? continuation : undefined);
    if (rest) {
      return { isDone: false, continuation: { position, ...rest } };
    }
  }
  await sayOverall(plan, planned, place, storage);
  return { isDone: true };
}

type Rest = Omit<Continuation, 'position'>;

class FileCopier {
  private readonly buffers = Array.from({ length: LANES }, () => undefined as Buffer | undefined);

  public constructor(
    private readonly hub: HubModel,
    private readonly storage: Storage,
    private readonly place: Place,
    private readonly planned: CopyPlan,
    private readonly tools: Tools,
  ) {}

  /** Copies a file, or as much of it as there is time for. */
  public async copy(file: HubFile, continuation: Continuation | undefined): Promise<Rest | undefined> {
    const key = this.place.prefix + file.path;
    if (!continuation && await this.storage.isVerified(key, file.size, checksumOf(file))) {
      log(`${file.path}: already there`);
      return undefined;
    }
    return file.size <= PART_BYTES ? this.copyAtOnce(file, key) : this.copyInParts(file, key, continuation);
  }

  private async copyAtOnce(file: HubFile, key: string): Promise<undefined> {
    const progress = new Progress(file.path, file.size);
    const buffer = this.buffer(0).subarray(0, file.size);
    if (file.size > 0) {
      const source = await openSource(this.hub, this.planned.commit, file, PART_BYTES, this.tools.patience);
      await source.read(0, buffer);
      source.close();
    }
    const checksum = new Checksum(file);
    checksum.update(buffer);
    checksum.verify();
    await this.storage.put(key, buffer, checksumOf(file));
    progress.add(file.size);
    progress.end();
    return undefined;
  }

  /** Parts are downloaded and uploaded in parallel, but hashed in order. The object is created only if the checksum matches. */
  private async copyInParts(file: HubFile, key: string, continuation: Continuation | undefined): Promise<Rest | undefined> {
    const count = Math.ceil(file.size / PART_BYTES);
    const before = continuation?.parts ?? 0;
    const progress = new Progress(file.path, file.size, before * PART_BYTES);
    const checksum = new Checksum(file, file.size > RESUMABLE_BYTES, continuation?.checksum);
    const uploadId = continuation?.uploadId ?? await this.storage.begin(key, checksumOf(file));
    const done: CompletedPart[] = continuation ? (await this.storage.parts(key, uploadId)).filter(({ PartNumber }) => PartNumber! <= before) : [];
    try {
      const source = await openSource(this.hub, this.planned.commit, file, PART_BYTES, this.tools.patience);
      const turns = new Turns(before);
      let next = before;
      let failed = false;
      const lane = async (index: number) => {
        while (next < count && !failed && !this.isTimeUp()) {
          const part = next++;
          const buffer = this.buffer(index).subarray(0, Math.min(PART_BYTES, file.size - part * PART_BYTES));
          await source.read(part, buffer);
          const [completed] = await Promise.all([
            this.storage.part(key, uploadId, part + 1, buffer),
            turns.take(part, () => checksum.update(buffer)),
          ]);
          done.push(completed);
          progress.add(buffer.length);
        }
      };
      try {
        await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index).catch((error) => {
          failed = true;
          turns.give(error);
          throw error;
        })));
      } finally {
        source.close();
      }
      progress.end();
      if (next < count) {
        return this.rest(file, source.isRanged ? checksum.state : undefined, uploadId, next, progress);
      }
      checksum.verify();
      await this.storage.complete(key, uploadId, done);
      return undefined;
    } catch (error) {
      await this.storage.abort(key, uploadId);
      throw error;
    }
  }

  private rest(file: HubFile, checksum: string | undefined, uploadId: string, parts: number, progress: Progress): Rest {
    if (checksum !== undefined) {
      return { uploadId, parts, checksum };
    }
    const reason = `${file.path} (${size(file.size)}) is not copied before the time was up, at ${size(progress.rate)}/s`;
    if (Date.now() + MARGIN_MS >= this.planned.deadline) {
      throw new OutOfTimeError(`${reason}: deploy again, and the copy goes on with the files that are missing.`);
    }
    throw new StagingError(`${reason}, and cannot be copied in several steps: deploy again at another time, or copy the model with the Hub's own client and use LmiModel.fromS3.`);
  }

  private isTimeUp(): boolean {
    return this.tools.patience.isOver(MARGIN_MS);
  }

  /** Buffers are reused, because memory of this size is released late. */
  private buffer(lane: number): Buffer {
    return this.buffers[lane] ??= Buffer.allocUnsafeSlow(PART_BYTES);
  }
}

/** Runs work that arrives in any order in sequence. */
class Turns {
  private readonly waiting = new Map<number, () => void>();
  private failure?: Error;

  public constructor(private next: number) {}

  public async take(number: number, work: () => void): Promise<void> {
    if (number !== this.next && !this.failure) {
      await new Promise<void>((resolve) => this.waiting.set(number, resolve));
    }
    if (this.failure) {
      throw this.failure;
    }
    work();
    this.next++;
    this.waiting.get(this.next)?.();
    this.waiting.delete(this.next);
  }

  /** Ends the wait for turns that will never come. */
  public give(failure: Error): void {
    this.failure ??= failure;
    this.waiting.forEach((resolve) => resolve());
    this.waiting.clear();
  }
}

async function outOfTime(plan: Plan, planned: CopyPlan, place: Place, storage: Storage): Promise<Error> {
  const there = await stagedBytes(plan, place, storage);
  return new OutOfTimeError(`${size(there)} of ${size(planned.bytes)} are copied, and a deployment waits no longer than an hour: deploy again, and the copy goes on from there.`);
}

/** Logs the progress of the whole model at the end of each group. */
async function sayOverall(plan: Plan, planned: CopyPlan, place: Place, storage: Storage): Promise<void> {
  const there = await stagedBytes(plan, place, storage);
  log(`${plan.modelId}: ${size(there)} of ${size(planned.bytes)} are there, ${duration(Math.max(planned.deadline - Date.now(), 0))} before the deployment gives up`);
}

async function stagedBytes(plan: Plan, place: Place, storage: Storage): Promise<number> {
  const objects = await storage.list(place.prefix);
  return total(plan.files.filter((file) => objects.get(place.prefix + file.path) === file.size));
}
