import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageTables, newImages } from './images';
import { changes, CURRENT, Offer, rendered, withOffer } from './price-list';

const FACTS = join(__dirname, '..', '..', 'src', 'facts', 'prices.ts');
const PRICE_LIST = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current';
/** Regions whose prices are kept. */
const REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'ap-northeast-1', 'ap-northeast-2',
  'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'sa-east-1',
];

async function offerOf(region: string): Promise<Offer> {
  const response = await fetch(`${PRICE_LIST}/${region}/index.json`, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return await response.json() as Offer;
}

/** The image tables of the newest SageMaker SDK, through pip. */
function imageTables(): ImageTables {
  const directory = mkdtempSync(join(tmpdir(), 'sagemaker-sdk-'));
  try {
    execFileSync('pip', ['install', '--quiet', '--no-deps', '--target', directory, 'sagemaker-core'], { stdio: 'inherit' });
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => /image_uri_config[\\/]djl-[\w-]+\.json$/.test(path));
    return Object.fromEntries(files.map((path) => [path.split(/[\\/]/).pop()!.replace('.json', ''), JSON.parse(readFileSync(join(directory, path), 'utf8'))]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Reads the public sources, writes the prices that changed, and prints what changed. With `--check` it writes nothing. */
async function main(): Promise<void> {
  let prices = CURRENT;
  const failures: string[] = [];
  for (const region of REGIONS) {
    try {
      prices = withOffer(prices, region, await offerOf(region));
    } catch (error) {
      failures.push(`prices of ${region}: ${(error as Error).message}`);
    }
  }
  let images: string[] = [];
  try {
    images = newImages(imageTables());
  } catch (error) {
    failures.push(`images: ${(error as Error).message}`);
  }
  const changed = changes(CURRENT, prices);
  if (!process.argv.includes('--check') && changed.length > 0) {
    writeFileSync(FACTS, rendered(readFileSync(FACTS, 'utf8'), prices));
  }
  console.log([
    '## Prices', ...(changed.length > 0 ? changed.map((line) => `- ${line}`) : ['- no change']),
    '', '## Images to add by hand', ...(images.length > 0 ? images.map((line) => `- ${line}`) : ['- none']),
    ...(failures.length > 0 ? ['', '## Not read', ...failures.map((line) => `- ${line}`)] : []),
  ].join('\n'));
  // One source that is away does not stop the others; all of them away is a failure.
  process.exitCode = failures.length > REGIONS.length ? 1 : 0;
}

void main();
