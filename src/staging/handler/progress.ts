/** Namespace of the metrics that the copier writes. */
const NAMESPACE = 'LMI/Staging';

const EVERY_MS = 10_000;

/** Writes a line into the log group of the function. */
export function log(message: string): void {
  // eslint-disable-next-line no-console
  console.log(message);
}

/** Writes a metric in the embedded metric format, which CloudWatch reads from the log, so no permission is needed. */
export function metric(name: string, bytes: number): void {
  log(JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['StagedModel']], Metrics: [{ Name: name, Unit: 'Bytes' }] }],
    },
    StagedModel: process.env.STAGED_MODEL ?? 'unknown',
    [name]: bytes,
  }));
}

/** A number of bytes in human-readable form. */
export function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${bytes} bytes`;
}

/** A duration in human-readable form. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Logs the progress of copying one file, and counts its bytes in a metric. */
export class Progress {
  private readonly start = Date.now();
  private done = 0;
  private counted = 0;
  private lastLine = Date.now();

  /**
   * @param before bytes copied by earlier invocations
   */
  public constructor(private readonly path: string, private readonly total: number, private readonly before: number = 0) {}

  public add(bytes: number): void {
    this.done += bytes;
    if (Date.now() - this.lastLine >= EVERY_MS) {
      this.lastLine = Date.now();
      this.say();
    }
  }

  /** Call this after the last bytes. */
  public end(): void {
    this.say();
  }

  /** Average bytes per second. */
  public get rate(): number {
    return this.done / Math.max(Date.now() - this.start, 1) * 1000;
  }

  private say(): void {
    const copied = this.before + this.done;
    const rest = this.total - copied;
    log(`${this.path}: ${size(copied)} of ${size(this.total)}, ${size(this.rate)}/s`
      + (rest > 0 && this.rate > 0 ? `, about ${duration(rest / this.rate * 1000)} left` : ''));
    metric('CopiedBytes', this.done - this.counted);
    this.counted = this.done;
  }
}
