import { INSTANCES } from '../../src/facts/instances';
import { PriceRow, PRICES, PriceSource, PRICE_SOURCES } from '../../src/facts/prices';

/** A price of a product. */
interface Term {
  readonly priceDimensions: { readonly [dimension: string]: { readonly unit: string; readonly pricePerUnit: { readonly USD?: string } } };
}

/** The part of an AWS price list (offer file) that we read. */
export interface Offer {
  readonly version: string;
  readonly publicationDate: string;
  readonly products: { readonly [sku: string]: { readonly attributes?: { readonly usagetype?: string; readonly regionCode?: string } } };
  readonly terms: { readonly OnDemand?: { readonly [sku: string]: { readonly [term: string]: Term } } };
}

export interface Prices {
  readonly sources: { readonly [name: string]: PriceSource };
  readonly rows: { readonly [region: string]: { readonly [instanceType: string]: readonly [usdPerHour: number, source: string] } };
}

/** The prices currently in the library. */
export const CURRENT: Prices = { sources: PRICE_SOURCES, rows: PRICES as { readonly [region: string]: { readonly [type: string]: PriceRow } } };

// `USE1-Host:ml.g5.2xlarge` in us-east-1; other regions have another prefix, and asynchronous hosting and training use other terms than `Host`.
const HOSTING = /(?:^|-)Host:(ml\.[\w.-]+)$/;
const KNOWN: ReadonlySet<string> = new Set(Object.values(INSTANCES).map(({ name }) => name));

/** On-demand prices of real-time hosting by instance type, for the types that the library knows. */
export function hostingPrices(offer: Offer): { readonly [instanceType: string]: number } {
  const prices: { [instanceType: string]: number } = {};
  for (const [sku, { attributes }] of Object.entries(offer.products)) {
    const type = HOSTING.exec(attributes?.usagetype ?? '')?.[1];
    const dimensions = Object.values(offer.terms.OnDemand?.[sku] ?? {}).flatMap(({ priceDimensions }) => Object.values(priceDimensions));
    const hourly = dimensions.filter(({ unit }) => /^(hrs|hours?)$/i.test(unit)).map(({ pricePerUnit }) => Number(pricePerUnit.USD)).filter((price) => price > 0);
    if (type === undefined || !KNOWN.has(type) || hourly.length === 0) {
      continue;
    }
    if (new Set(hourly).size > 1 || (prices[type] !== undefined && prices[type] !== hourly[0])) {
      throw new Error(`the price list of ${offer.publicationDate} has several prices for ${type}: ${[prices[type], ...hourly].join(', ')}`);
    }
    prices[type] = hourly[0];
  }
  return prices;
}

/** The prices, updated for one region from its price list; types missing from the list keep their price. */
export function withOffer(prices: Prices, region: string, offer: Offer): Prices {
  const found = hostingPrices(offer);
  if (Object.keys(found).length === 0) {
    throw new Error(`the price list of ${region} has no hosting price: has its form changed?`);
  }
  const source = `LIST_${region.toUpperCase().replace(/-/g, '_')}`;
  const rows = { ...prices.rows[region], ...Object.fromEntries(Object.entries(found).map(([type, price]) => [type, [price, source] as const])) };
  return withoutUnused({
    sources: {
      ...prices.sources,
      [source]: { date: offer.publicationDate.slice(0, 10), what: `AWS price list of AmazonSageMaker, ${region}, version ${offer.version}, hosting rows` },
    },
    rows: { ...prices.rows, [region]: rows },
  });
}

function withoutUnused({ sources, rows }: Prices): Prices {
  const used = new Set(Object.values(rows).flatMap((types) => Object.values(types).map(([, source]) => source)));
  return { rows, sources: Object.fromEntries(Object.entries(sources).filter(([name]) => used.has(name))) };
}

/** The differences, one line each. */
export function changes(before: Prices, after: Prices): string[] {
  const regions = [...new Set([...Object.keys(before.rows), ...Object.keys(after.rows)])].sort();
  return regions.flatMap((region) => {
    const [was, is] = [before.rows[region] ?? {}, after.rows[region] ?? {}];
    return Object.keys(is).filter((type) => was[type]?.[0] !== is[type][0])
      .map((type) => `${region} ${type}: ${was[type] === undefined ? 'new' : was[type][0]} -> ${is[type][0]}`);
  });
}

const SIZES = ['xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '32xlarge', '36xlarge', '48xlarge'];

/** The fact file with new prices; everything written by hand is kept. */
export function rendered(file: string, { sources, rows }: Prices): string {
  const literal = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const order = (type: string) => [type.split('.')[1], String(SIZES.indexOf(type.split('.')[2])).padStart(2, '0')].join('.');
  const sourceLines = Object.entries(sources).map(([name, { date, what }]) => `  ${name}: { date: ${literal(date)}, what: ${literal(what)} },\n`);
  const rowLines = Object.keys(rows).sort().map((region) => {
    const types = Object.keys(rows[region]).sort((left, right) => order(left) < order(right) ? -1 : 1);
    return `  '${region}': {\n${types.map((type) => `    '${type}': [${rows[region][type][0]}, '${rows[region][type][1]}'],\n`).join('')}  },\n`;
  });
  return replaced(replaced(file, 'export const PRICE_SOURCES = {\n', '} as const', sourceLines.join('')), 'PriceRow } } = {\n', '};\n', rowLines.join(''));
}

function replaced(text: string, open: string, close: string, body: string): string {
  const from = text.indexOf(open) + open.length;
  const to = text.indexOf(close, from);
  if (from < open.length || to < 0) {
    throw new Error(`src/facts/prices.ts has no ${JSON.stringify(open)} to fill`);
  }
  return text.slice(0, from) + body + text.slice(to);
}
