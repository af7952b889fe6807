import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newImages } from '../../../projenrc/facts/images';
import { changes, CURRENT, hostingPrices, Offer, rendered, withOffer } from '../../../projenrc/facts/price-list';

const FILE = readFileSync(join(__dirname, '../../../src/facts/prices.ts'), 'utf8');

/** A product of a price list, as AWS writes it. */
function product(usagetype: string, price: string, unit = 'Hrs') {
  return { usagetype, price, unit };
}

function offer(...products: ReturnType<typeof product>[]): Offer {
  return {
    version: '20261201000000',
    publicationDate: '2026-12-01T00:00:00Z',
    products: Object.fromEntries(products.map(({ usagetype }, index) => [`SKU${index}`, { productFamily: 'ML Instance', attributes: { usagetype, regionCode: 'us-east-1' } }])),
    terms: {
      OnDemand: Object.fromEntries(products.map(({ price, unit }, index) => [`SKU${index}`, {
        [`SKU${index}.JRTCKXETXF`]: { priceDimensions: { [`SKU${index}.JRTCKXETXF.6YS6EN2CT7`]: { unit, pricePerUnit: { USD: price } } } },
      }])),
    },
  };
}

// In the format of the price lists of us-east-1 of 2026-10-05 and eu-west-3 of 2026-10-04.
const LIST = offer(
  product('USE1-Host:ml.g5.2xlarge', '1.6000000000'), product('USE1-Host:ml.g6.xlarge', '1.1267000000'), product('USE1-Train:ml.g5.2xlarge', '9.9'),
  product('USE1-AsyncInf:ml.g5.4xlarge', '9.9'), product('USE1-Host:ml.m5.xlarge', '0.23'), product('USE1-Host:ml.g5.xlarge', '0.0000000000'),
  product('USE1-Host:ml.g5.8xlarge', '0.14', 'GB-Mo'),
);

test('reads hosting prices of the types that the library knows, and nothing else', () => {
  expect(hostingPrices(LIST)).toEqual({ 'ml.g5.2xlarge': 1.6, 'ml.g6.xlarge': 1.1267 });
});

test('reports the changes, with source and date', () => {
  const after = withOffer(CURRENT, 'us-east-1', LIST);
  expect(changes(CURRENT, after)).toEqual(['us-east-1 ml.g5.2xlarge: 1.515 -> 1.6']);
  expect(after.rows['us-east-1']['ml.g5.2xlarge']).toEqual([1.6, 'LIST_US_EAST_1']);
  expect(after.sources.LIST_US_EAST_1).toEqual({ date: '2026-12-01', what: expect.stringContaining('version 20261201000000') });
  // Types that are not in the list keep their price and source.
  expect(after.rows['us-east-1']['ml.g5.48xlarge']).toEqual(CURRENT.rows['us-east-1']['ml.g5.48xlarge']);
});

test('adds a region', () => {
  expect(changes(CURRENT, withOffer(CURRENT, 'eu-north-1', offer(product('EUN1-Host:ml.g6.xlarge', '1.2'))))).toEqual(['eu-north-1 ml.g6.xlarge: new -> 1.2']);
});

test('writes an identical file if nothing changed', () => {
  expect(rendered(FILE, CURRENT)).toBe(FILE);
});

test('writes the new rows, and keeps handwritten parts', () => {
  const text = rendered(FILE, withOffer(CURRENT, 'us-east-1', LIST));
  expect(text).toContain("    'ml.g5.2xlarge': [1.6, 'LIST_US_EAST_1'],\n");
  expect(text).toContain("  LIST_US_EAST_1: { date: '2026-12-01', what: ");
  expect(text.slice(0, text.indexOf('export const PRICE_SOURCES'))).toBe(FILE.slice(0, FILE.indexOf('export const PRICE_SOURCES')));
});

test.each<[string, Offer, RegExp]>([
  ['no hosting price', offer(product('USE1-Train:ml.g5.2xlarge', '1')), /no hosting price/],
  ['two prices for a type', offer(product('USE1-Host:ml.g5.2xlarge', '1'), product('USE1-Host:ml.g5.2xlarge', '2')), /several prices for ml\.g5\.2xlarge/],
])('stops at %s', (_name, list, words) => {
  expect(() => withOffer(CURRENT, 'us-east-1', list)).toThrow(words);
});

test('names images that the library does not have', () => {
  const tables = {
    // As in sagemaker-python-sdk, image_uri_config/djl-lmi.json.
    'djl-lmi': { versions: { '0.30.0': { tag_prefix: '0.30.0-lmi12.0.0-cu124' }, '0.99.0': { tag_prefix: '0.99.0-lmi99.0.0-cu140' }, '0.24.0': { tag_prefix: '0.24.0-x' } } },
    'huggingface-llm': { versions: { 1: { tag_prefix: 'x' } } },
  };
  expect(newImages(tables)).toEqual(['djl-lmi: 0.99.0-lmi99.0.0-cu140 is not in src/facts/lmi-releases.ts']);
});
