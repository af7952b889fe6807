import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelArchitecture } from '../../src';
import { cacheGroups } from '../../src/memory/geometry';

/**
 * Models with their number of weights, without vision and audio encoders. `code` is counted in the model that transformers 5.24.0 (PyPI) builds from the
 * configuration, without weight values, 2026-11-25; `card` is the rounded number that the owner publishes. `cached` is the total width of the key and value
 * projections, counted the same way, which each token adds to the cache. The configurations are those on the Hub, without fields that do not affect any
 * shape, and with the defaults of the classes as transformers 5 writes them.
 */
interface Counted {
  readonly model: string;
  readonly weights: number;
  readonly by: 'code' | 'card';
  readonly cached?: number;
  readonly config: object;
}

const COUNTED: readonly Counted[] = JSON.parse(readFileSync(join(__dirname, 'model-counts.json'), 'utf-8'));
const PATH = join(mkdtempSync(join(tmpdir(), 'lmi-counts-')), 'config.json');

function read(config: object): ModelArchitecture {
  writeFileSync(PATH, JSON.stringify(config));
  return ModelArchitecture.fromConfigFile(PATH);
}

test.each(COUNTED.map((each) => [each.model, each] as const))('the weights of %s', (_model, { config, weights, by }) => {
  const architecture = read(config);
  expect(Math.abs(architecture.parameters / weights - 1)).toBeLessThan(by === 'code' ? 0.002 : 0.01);
  expect(architecture._geometry.assumptions ?? []).not.toContainEqual(expect.stringContaining('not known to this library'));
});

test.each(COUNTED.filter(({ cached }) => cached !== undefined).map((each) => [each.model, each] as const))('the cache of one token of %s', (_model, { config, cached }) => {
  const { isEncoder, ...geometry } = read(config)._geometry;
  const groups = cacheGroups(geometry).filter(({ sourceTokens }) => sourceTokens === undefined);
  const elements = groups.reduce((sum, { layers, keyValueHeads = 0, headElements = 0 }) => sum + layers * keyValueHeads * headElements, 0);
  expect(elements).toBe(isEncoder ? 0 : cached);
});
