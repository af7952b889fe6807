import { readFileSync } from 'fs';
import { join } from 'path';
import { Size } from 'aws-cdk-lib';
import { MODERN_OBSERVATIONS, ModernObservation } from './modern-observations';
import { GEOMETRIES, Observation, OBSERVATIONS } from './observations';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { SizingEngine } from '../../src/facts/sizing-engine';
import { LmiVersion } from '../../src/image/lmi-version';
import { Accelerator } from '../../src/instance/accelerator';
import { LmiInstanceType } from '../../src/instance/lmi-instance-type';
import { ModelArchitecture } from '../../src/model/model-architecture';
import { MemoryFit } from '../../src/sizing/memory-fit';

interface Start {
  readonly id: string;
  readonly kind: string;
  readonly fit: MemoryFit;
  /** GiB of KV cache that the engine reported. */
  readonly seen?: number;
  readonly fits?: boolean;
  readonly large: boolean;
}

function fitOf(row: Observation | ModernObservation, architecture: ModelArchitecture): MemoryFit {
  const release = LMI_RELEASES.find((candidate) => candidate.ordinal === row.lmi)!;
  return MemoryFit.estimate({
    architecture,
    instanceType: LmiInstanceType.of('ml.observed.xlarge', {
      accelerator: Accelerator.of({ name: row.gpu, memory: Size.mebibytes(Math.round(row.gib * 1024)) }),
      acceleratorCount: row.gpus,
    }),
    weightFormat: row.format,
    gpuMemoryUtilization: row.utilization,
    maxModelLen: row.maxModelLen,
    maxNumSeqs: row.maxNumSeqs,
    maxNumBatchedTokens: row.maxNumBatchedTokens,
    version: LmiVersion.of(`V${release.ordinal}`, release.djlVersion),
    ...('kind' in row
      ? { kvCacheBytesPerElement: row.kvBytes ?? 2, enforceEager: row.eager }
      : { chunkedPrefill: row.chunkedPrefill, engine: row.trtllm ? SizingEngine.TENSORRT_LLM : SizingEngine.VLLM }),
  });
}

function startOf(row: Observation | ModernObservation, kind: string, architecture: ModelArchitecture, isJudged: boolean): Start {
  const fit = fitOf(row, architecture);
  // Tokens are converted to GiB by the engine's bytes per token, which the tests of kv-cache.ts compare with logs that print both.
  const seen = row.kvGib ?? (row.kvTokens === undefined ? undefined : row.kvTokens * fit.kvCacheGib / fit.kvCacheTokens);
  return {
    id: row.id,
    kind,
    fit,
    seen: seen !== undefined && Number.isFinite(seen) ? seen : undefined,
    fits: isJudged ? row.fits : undefined,
    large: seen !== undefined && seen >= 0.15 * row.gib * (row.utilization ?? 0.9),
  };
}

const OLD = OBSERVATIONS.map((row) => startOf(row, 'to 2025', GEOMETRIES[row.model], row.maxModelLen !== undefined || row.trtllm === true));
const MODERN = MODERN_OBSERVATIONS.filter(({ partial }) => !partial)
  .map((row) => startOf(row, row.kind, (ModelArchitecture as any)[row.model], row.maxModelLen !== undefined));

/** Quantile with linear interpolation. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function errorsOf(starts: readonly Start[]): { readonly share: number[]; readonly gib: number[] } {
  const seen = starts.filter((start) => start.seen !== undefined);
  return {
    share: seen.map(({ fit, seen: gib }) => Math.abs(fit.kvCacheGib - gib!) / gib!),
    gib: seen.map(({ fit, seen: gib }) => Math.abs(fit.kvCacheGib - gib!)),
  };
}

function decisionsOf(starts: readonly Start[]): { readonly judged: number; readonly right: number; readonly refused: string[] } {
  const judged = starts.filter(({ fits }) => fits !== undefined);
  return {
    judged: judged.length,
    right: judged.filter(({ fit, fits }) => fit.fits === fits).length,
    refused: judged.filter(({ fit, fits }) => fits === true && !fit.fits).map(({ id }) => id),
  };
}

function report(name: string, starts: readonly Start[]): string {
  const { share, gib } = errorsOf(starts);
  const { judged, right } = decisionsOf(starts);
  const sizes = share.length === 0 ? 'no sizes' : `${share.length} sizes: median ${(quantile(share, 0.5) * 100).toFixed(1)}%, 90th percentile `
    + `${(quantile(share, 0.9) * 100).toFixed(1)}% (${quantile(gib, 0.5).toFixed(2)} and ${quantile(gib, 0.9).toFixed(2)} GiB)`;
  return `${name.padEnd(10)} ${sizes}; fits or not: right in ${right} of ${judged}`;
}

/** Kinds of models, as named on the page. */
const KINDS: { readonly [kind: string]: string } = {
  dense: 'dense', quantized: 'quantized', experts: 'mixture of experts', latent: 'latent attention', window: 'sliding window', hybrid: 'linear attention', vision: 'vision',
};

/** A row of the table in docs/choosing-an-instance.md. */
function rowOf(name: string, starts: readonly Start[]): string {
  const { share, gib } = errorsOf(starts);
  const { judged, right } = decisionsOf(starts);
  const sizes = share.length === 0 ? ['–', '–', '–', '–'] : [
    // For a start with almost no cache, the relative error is huge but meaningless.
    quantile(share, 0.5) > 1 ? '–' : `${(quantile(share, 0.5) * 100).toFixed(1)}%`, `${quantile(gib, 0.5).toFixed(1)} GiB`, `${quantile(gib, 0.9).toFixed(1)} GiB`,
  ];
  return `| ${[name, share.length, ...sizes.slice(0, 3), judged, right].join(' | ')} |`;
}

const TABLE = [
  '| models | sizes of the KV cache | error at the median | | at the 90th percentile | starts | right |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  rowOf('to 2025', OLD),
  rowOf('2025 and 2026', MODERN),
  ...Object.entries(KINDS).map(([kind, name]) => rowOf(`– ${name}`, MODERN.filter((start) => start.kind === kind))),
].join('\n');

describe('against published engine starts', () => {
  test('prints the table', () => {
    const lines = [...OLD, ...MODERN].map(({ id, kind, fit, seen, fits }) => [
      kind.padEnd(10), id.slice(0, 36).padEnd(36), `KV ${fit.kvCacheGib.toFixed(2)}`.padEnd(10), (seen === undefined ? '' : `seen ${seen.toFixed(2)}`).padEnd(12),
      (seen === undefined ? '' : `${((fit.kvCacheGib - seen) / seen * 100).toFixed(1)}%`).padEnd(9),
      fits === undefined ? '' : `fits ${fit.fits}, was ${fits}${fit.fits === fits ? '' : '  <--'}`,
    ].join(' '));
    process.stdout.write(`${lines.join('\n')}\n${[report('to 2025', OLD), report('modern', MODERN),
      ...Object.keys(KINDS).map((kind) => report(kind, MODERN.filter((start) => start.kind === kind)))].join('\n')}\n${TABLE}\n`);
    expect(lines.length).toBeGreaterThan(100);
  });

  test('matches the page', () => {
    expect(readFileSync(join(__dirname, '../../docs/choosing-an-instance.md'), 'utf-8')).toContain(TABLE);
  });

  test('the KV cache of models to 2025 is within 2 % at the median and 10 % at the 90th percentile', () => {
    const { share } = errorsOf(OLD);
    expect(share.length).toBeGreaterThanOrEqual(40);
    expect(quantile(share, 0.5)).toBeLessThanOrEqual(0.02);
    expect(quantile(share, 0.9)).toBeLessThanOrEqual(0.1);
    expect(quantile(errorsOf(OLD.filter(({ large }) => !large)).gib, 0.5)).toBeLessThanOrEqual(0.3);
  });

  test('the KV cache of modern models is within 6 % at the median and 2 GiB at the 90th percentile', () => {
    // The estimate does not cover a vision model that V0 profiled with images and videos; its notes say so.
    const { share, gib } = errorsOf(MODERN.filter(({ id }) => id !== 'gpustack-1800'));
    expect(quantile(share, 0.5)).toBeLessThanOrEqual(0.06);
    expect(quantile(gib, 0.9)).toBeLessThanOrEqual(2);
  });

  test('the verdict is right in at least 92 %, and nothing that started is rejected', () => {
    const { judged, right, refused } = decisionsOf([...OLD, ...MODERN]);
    expect(judged).toBeGreaterThanOrEqual(85);
    expect(right / judged).toBeGreaterThanOrEqual(0.92);
    // It failed later, because of a kernel limit rather than memory.
    expect(refused.filter((id) => id !== 'v-1267')).toEqual([]);
  });
});
