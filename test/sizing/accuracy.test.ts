import { Size } from 'aws-cdk-lib';
import { GEOMETRIES, Observation, OBSERVATIONS } from './observations';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { SizingEngine } from '../../src/facts/sizing-engine';
import { LmiVersion } from '../../src/image/lmi-version';
import { Accelerator } from '../../src/instance/accelerator';
import { LmiInstanceType } from '../../src/instance/lmi-instance-type';
import { kvCacheBytesPerToken } from '../../src/memory/memory-model';
import { MemoryFit } from '../../src/sizing/memory-fit';

function fitOf(row: Observation): MemoryFit {
  const release = LMI_RELEASES.find((candidate) => candidate.ordinal === row.lmi)!;
  return MemoryFit.estimate({
    architecture: GEOMETRIES[row.model],
    instanceType: LmiInstanceType.of('ml.observed.xlarge', {
      accelerator: Accelerator.of({ name: row.gpu, memory: Size.mebibytes(Math.round(row.gib * 1024)) }),
      acceleratorCount: row.gpus,
    }),
    weightFormat: row.format,
    gpuMemoryUtilization: row.utilization,
    maxModelLen: row.maxModelLen,
    maxNumSeqs: row.maxNumSeqs,
    maxNumBatchedTokens: row.maxNumBatchedTokens,
    chunkedPrefill: row.chunkedPrefill,
    version: LmiVersion.of(`V${release.ordinal}`, release.djlVersion),
    engine: row.trtllm ? SizingEngine.TENSORRT_LLM : SizingEngine.VLLM,
  });
}

function observedKvGib(row: Observation): number | undefined {
  const perToken = kvCacheBytesPerToken(GEOMETRIES[row.model]._geometry, row.gpus, 2);
  return row.kvGib ?? (row.kvTokens === undefined ? undefined : row.kvTokens * perToken / 2 ** 30);
}

/** Quantile with linear interpolation. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

const lines: string[] = [];
const errors: number[] = [];
/** Errors where the cache has at least 15 % of what may be used; below, percents say little and GiB more. */
const errorsOfLargeCaches: number[] = [];
const gibOfSmallCaches: number[] = [];
let right = 0;
let judged = 0;
for (const row of OBSERVATIONS) {
  const fit = fitOf(row);
  const observed = observedKvGib(row);
  const error = observed === undefined ? undefined : (fit.kvCacheGib - observed) / observed;
  if (error !== undefined) {
    errors.push(Math.abs(error));
    if (observed! >= 0.15 * row.gib * (row.utilization ?? 0.9)) {
      errorsOfLargeCaches.push(Math.abs(error));
    } else {
      gibOfSmallCaches.push(Math.abs(fit.kvCacheGib - observed!));
    }
  }
  if (row.fits !== undefined && (row.maxModelLen !== undefined || row.trtllm)) {
    judged += 1;
    right += Number(fit.fits === row.fits);
  }
  const cell = (value: string, width: number): string => value.padEnd(width).slice(0, width);
  lines.push([
    cell(row.id, 40), cell(row.model, 18), cell(`${row.gpus}x${row.gpu}`, 14),
    cell(`KV ${fit.kvCacheGib.toFixed(2)}`, 10), cell(observed === undefined ? '' : `seen ${observed.toFixed(2)}`, 12),
    cell(error === undefined ? '' : `${(error * 100).toFixed(1)} %`, 9),
    row.fits === undefined ? '' : `fits ${fit.fits}, was ${row.fits}${fit.fits === row.fits ? '' : '  <--'}`,
  ].join(' '));
}

describe('against published engine starts', () => {
  test('the KV cache is within 5 % at the median and 15 % at the 90th percentile', () => {
    const percent = (values: readonly number[]): string =>
      `${values.length}: median ${(quantile(values, 0.5) * 100).toFixed(1)} %, 90th percentile ${(quantile(values, 0.9) * 100).toFixed(1)} %`;
    process.stdout.write(`${lines.join('\n')}\nall sizes, ${percent(errors)}\nlarge caches, ${percent(errorsOfLargeCaches)}\n`
      + `small caches, ${gibOfSmallCaches.length}: median ${quantile(gibOfSmallCaches, 0.5).toFixed(2)} GiB\n`
      + `fits or not: right in ${right} of ${judged}\n`);
    expect(errors.length).toBeGreaterThanOrEqual(40);
    expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.05);
    expect(quantile(errors, 0.9)).toBeLessThanOrEqual(0.15);
    expect(quantile(errorsOfLargeCaches, 0.9)).toBeLessThanOrEqual(0.1);
    expect(quantile(gibOfSmallCaches, 0.5)).toBeLessThanOrEqual(0.3);
  });

  test('fits or not is right in 95 % and more', () => {
    expect(judged).toBeGreaterThanOrEqual(70);
    expect(right / judged).toBeGreaterThanOrEqual(0.95);
  });
});
