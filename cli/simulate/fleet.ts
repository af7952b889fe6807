import { Arrivals } from './arrivals';
import { Heap } from './heap';
import { Failure } from '../failure';
import { count } from '../terminal';

/** Settings for serving and scaling. Times in seconds. */
export interface FleetOptions {
  /** Number of requests that an instance serves at once. */
  readonly batch: number;
  /** Duration of a request, by the number of concurrent requests on its instance. */
  readonly serviceTime: (atOnce: number) => number;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Target number of concurrent requests per instance. Default: the fleet does not scale. */
  readonly targetRequests?: number;
  /** Age of the metric when scaling evaluates it. */
  readonly metricDelay: number;
  readonly startUp: number;
  readonly scaleOutCooldown: number;
  readonly scaleInCooldown: number;
  /** Requests that arrive earlier are not measured. Default: 0. */
  readonly warmUp?: number;
}

/** The fleet at one time. */
export interface Sample {
  readonly at: number;
  readonly instances: number;
  readonly inService: number;
  readonly queued: number;
}

export interface Outcome {
  readonly waits: readonly number[];
  readonly latencies: readonly number[];
  readonly samples: readonly Sample[];
  readonly instanceSeconds: number;
  readonly seconds: number;
  /** Time of the last arrival; 0 if there was none. */
  readonly lastArrival: number;
}

type Event =
  | { readonly kind: 'arrival' }
  | { readonly kind: 'end'; readonly instance: Instance }
  | { readonly kind: 'started' }
  | { readonly kind: 'look' };

interface Instance {
  busy: number;
  /** Takes no more requests, and is removed when it has none. */
  leaving: boolean;
}

/**
 * Target tracking evaluates concurrency every ten seconds: three checks above the target scale out, and fifteen minutes below nine tenths of it scale in, more
 * gradually. That scale-in keeps what the busiest of these checks needs is an assumption. Sources: SageMaker developer guide, high-resolution metrics;
 * Application Auto Scaling user guide, target tracking; read 2026-11.
 */
const LOOK_SECONDS = 10;
const LOOKS_TO_SCALE_OUT = 3;
const LOOKS_TO_SCALE_IN = 90;
const SCALE_IN_SHARE = 0.9;

/** Maximum size of a simulation, so that it ends within a minute and fits in memory. */
export const LIMITS = { requests: 5_000_000, days: 366, places: 5_000_000_000 };

/** Serves arrivals on a fleet. Requests go to the instance with the fewest, and wait in one queue if all batches are full. */
export function simulate(arrivals: Arrivals, options: FleetOptions): Outcome {
  return new Simulation(arrivals, options).run();
}

/** The error for a simulation that would not end. */
export function tooLarge(what: string): Failure {
  return new Failure(`${what} are too many to simulate`, 'Shorten --duration, lower the rate, or simulate a part of the fleet with a part of the load');
}

class Simulation {
  private readonly events = new Heap<Event>();
  private readonly instances: Instance[] = [];
  private readonly queue: number[] = [];
  private head = 0;
  private readonly waits: number[] = [];
  private readonly latencies: number[] = [];
  private readonly samples: Sample[] = [];
  private starting = 0;
  private instanceSeconds = 0;
  private paidUntil = 0;
  /** Concurrent requests per instance at each check. */
  private readonly loads: number[] = [];
  private above = 0;
  private below = 0;
  private outAgainAt = 0;
  private inAgainAt = 0;
  private arrivalsLeft = true;
  private lastArrival = 0;
  private arrived = 0;
  /** Number of instances examined. */
  private lookedAt = 0;

  public constructor(private readonly arrivals: Arrivals, private readonly options: FleetOptions) {
    for (let index = 0; index < options.minInstances; index += 1) {
      this.instances.push({ busy: 0, leaving: false });
    }
  }

  public run(): Outcome {
    this.nextArrival();
    this.events.push(LOOK_SECONDS, { kind: 'look' });
    let now = 0;
    for (let next = this.events.pop(); next !== undefined; next = this.events.pop()) {
      // The last check is after the last request.
      if (next.event.kind === 'look' && !this.arrivalsLeft && this.inService === 0 && this.queued === 0) {
        continue;
      }
      now = next.at;
      this.pay(now);
      this.take(next.event, now);
    }
    const { waits, latencies, samples, instanceSeconds, lastArrival } = this;
    return { waits, latencies, samples, instanceSeconds, seconds: now, lastArrival };
  }

  private take(event: Event, now: number): void {
    switch (event.kind) {
      case 'arrival':
        this.queue.push(now);
        this.nextArrival();
        break;
      case 'end':
        event.instance.busy -= 1;
        if (event.instance.leaving && event.instance.busy === 0) {
          this.instances.splice(this.instances.indexOf(event.instance), 1);
        }
        break;
      case 'started':
        this.starting -= 1;
        this.instances.push({ busy: 0, leaving: false });
        break;
      default:
        this.look(now);
    }
    this.serve(now);
  }

  private nextArrival(): void {
    const { value, done } = this.arrivals.next();
    if (done) {
      this.arrivalsLeft = false;
    } else {
      this.arrived += 1;
      if (this.arrived > LIMITS.requests) {
        throw tooLarge(`more than ${count(LIMITS.requests)} requests`);
      }
      this.lastArrival = value;
      this.events.push(value, { kind: 'arrival' });
    }
  }

  private serve(now: number): void {
    while (this.queued > 0) {
      const instance = this.freest();
      if (instance === undefined) {
        return;
      }
      const arrivedAt = this.queue[this.head++];
      instance.busy += 1;
      const time = this.options.serviceTime(instance.busy);
      this.events.push(now + time, { kind: 'end', instance });
      if (arrivedAt >= (this.options.warmUp ?? 0)) {
        this.waits.push(now - arrivedAt);
        this.latencies.push(now - arrivedAt + time);
      }
    }
    if (this.head > 10_000 && this.head > this.queue.length / 2) {
      this.queue.splice(0, this.head);
      this.head = 0;
    }
  }

  private freest(): Instance | undefined {
    let best: Instance | undefined;
    this.lookedAt += this.instances.length;
    for (const instance of this.instances) {
      if (!instance.leaving && instance.busy < this.options.batch && (best === undefined || instance.busy < best.busy)) {
        best = instance;
      }
    }
    return best;
  }

  private get queued(): number {
    return this.queue.length - this.head;
  }

  private get inService(): number {
    return this.instances.reduce((sum, { busy }) => sum + busy, 0);
  }

  /** Instances cost from when they are requested. */
  private pay(now: number): void {
    this.instanceSeconds += (this.instances.length + this.starting) * (now - this.paidUntil);
    this.paidUntil = now;
  }

  private look(now: number): void {
    const { targetRequests } = this.options;
    this.lookedAt += this.instances.length;
    if (now > LIMITS.days * 86_400) {
      throw tooLarge(`more than ${LIMITS.days} days until the last request is served`);
    }
    if (this.lookedAt > LIMITS.places) {
      throw tooLarge(`${count(this.arrived)} requests on ${count(this.instances.length)} instances`);
    }
    this.samples.push({ at: now, instances: this.instances.length, inService: this.inService, queued: this.queued });
    this.events.push(now + LOOK_SECONDS, { kind: 'look' });
    if (targetRequests === undefined) {
      return;
    }
    const serving = this.instances.filter(({ leaving }) => !leaving).length;
    this.loads.push((this.inService + this.queued) / Math.max(1, serving));
    const seen = this.loads.length - Math.round(this.options.metricDelay / LOOK_SECONDS);
    if (seen <= 0) {
      return;
    }
    const load = this.loads[seen - 1];
    this.above = load > targetRequests ? this.above + 1 : 0;
    this.below = load < SCALE_IN_SHARE * targetRequests ? this.below + 1 : 0;
    const { minInstances, maxInstances } = this.options;
    const wantedFor = (requests: number) => Math.min(maxInstances, Math.max(minInstances, Math.ceil(serving * requests / targetRequests)));
    if (this.above >= LOOKS_TO_SCALE_OUT && now >= this.outAgainAt) {
      this.scaleOut(wantedFor(load) - serving - this.starting, now);
    } else if (this.below >= LOOKS_TO_SCALE_IN && now >= this.inAgainAt) {
      this.scaleIn(serving - wantedFor(Math.max(...this.loads.slice(Math.max(0, seen - LOOKS_TO_SCALE_IN), seen))), now);
    }
  }

  private scaleOut(more: number, now: number): void {
    if (more <= 0) {
      return;
    }
    for (let ordered = 0; ordered < more; ordered += 1) {
      this.starting += 1;
      this.events.push(now + this.options.startUp, { kind: 'started' });
    }
    this.outAgainAt = now + this.options.scaleOutCooldown;
  }

  /** Removes the instances with the fewest requests. */
  private scaleIn(fewer: number, now: number): void {
    if (fewer <= 0) {
      return;
    }
    const staying = this.instances.filter(({ leaving }) => !leaving).sort((left, right) => left.busy - right.busy);
    staying.slice(0, fewer).forEach((instance) => {
      instance.leaving = true;
      if (instance.busy === 0) {
        this.instances.splice(this.instances.indexOf(instance), 1);
      }
    });
    this.inAgainAt = now + this.options.scaleInCooldown;
  }
}
