import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema, schemaChanges, schemaFile, schemaTypes } from './cloudformation';
import { ImageTables, newImages } from './images';
import { changes, CURRENT, Offer, Prices, rendered, withOffer } from './price-list';
import { Distribution, isRead, vllmChanges } from './vllm';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';

const ROOT = join(__dirname, '..', '..');
const PRICE_FACTS = join(ROOT, 'src', 'facts', 'prices.ts');
const SCHEMA = join(ROOT, 'test', 'golden', 'cloudformation.json');
const PRICE_LIST = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current';
/** Regions whose prices the library has. */
const REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'ap-northeast-1', 'ap-northeast-2',
  'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'sa-east-1',
];
/** The first LMI version whose container passes options on to vLLM by argument name. */
const FIRST_HANDED_OVER = 14;
const WRITES = !process.argv.includes('--check');
/** Also reads the newest vLLM on PyPI, and reports what an LMI version with it would change. */
const LOOKS_AHEAD = process.argv.includes('--ahead');
const TODAY = new Date().toISOString().slice(0, 10);

/** The result of reading a source. */
interface Finding {
  readonly changed: readonly string[];
  readonly byHand?: readonly string[];
  /** Parts of the source that could not be read. */
  readonly failures?: readonly string[];
}

function write(path: string, text: string): void {
  if (WRITES) {
    writeFileSync(path, text);
  }
}

/** Runs with a temporary folder, which is deleted afterwards. */
function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'lmi-facts-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const output = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });

async function offerOf(region: string): Promise<Offer> {
  const response = await fetch(`${PRICE_LIST}/${region}/index.json`, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return await response.json() as Offer;
}

async function prices(): Promise<Finding> {
  let found: Prices = CURRENT;
  const failures: string[] = [];
  for (const region of REGIONS) {
    try {
      found = withOffer(found, region, await offerOf(region));
    } catch (error) {
      failures.push(`${region}: ${(error as Error).message}`);
    }
  }
  if (failures.length === REGIONS.length) {
    throw new Error(`no region could be read; ${failures[0]}`);
  }
  const changed = changes(CURRENT, found);
  if (changed.length > 0) {
    write(PRICE_FACTS, rendered(readFileSync(PRICE_FACTS, 'utf8'), found));
  }
  return { changed, failures };
}

/** The image tables of the newest SageMaker SDK, through pip. */
function images(): Finding {
  return inFolder((folder) => {
    output('pip', 'install', '--quiet', '--no-deps', '--target', folder, 'sagemaker-core');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /image_uri_config[\\/]djl-[\w-]+\.json$/.test(path));
    const tables: ImageTables = Object.fromEntries(files.map((path) => [
      path.split(/[\\/]/).pop()!.replace('.json', ''), JSON.parse(readFileSync(join(folder, path), 'utf8')),
    ]));
    return { changed: [], byHand: newImages(tables) };
  });
}

/** The schemas of CloudFormation in the newest aws-cdk-lib, through npm. */
function cloudFormation(): Finding {
  const before: Schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const version = output('npm', 'view', 'aws-cdk-lib', 'version').trim();
  if (before.source === `aws-cdk-lib ${version}`) {
    return { changed: [] };
  }
  const types = inFolder((folder) => {
    const archive = output('npm', 'pack', `aws-cdk-lib@${version}`, '--silent', '--pack-destination', folder).trim();
    return schemaTypes(output('tar', '-xzOf', join(folder, archive), 'package/aws-sagemaker/lib/sagemaker.generated.js'));
  });
  const changed = schemaChanges(before.types, types);
  if (changed.length > 0) {
    write(SCHEMA, schemaFile(before, version, types, TODAY));
  }
  return { changed, byHand: changed.length > 0 ? ['test/aws/properties.test.ts names the properties that the library neither writes nor leaves out for a reason'] : [] };
}

/** The registries of a vLLM distribution, through pip. */
function distribution(version: string): Distribution {
  return inFolder((folder) => {
    output('pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder, `vllm==${version}`);
    return JSON.parse(output('python3', join(__dirname, 'vllm-distribution.py'), join(folder, readdirSync(folder)[0])));
  });
}

/** The vLLM of the first LMI version that has not been read, and the newest vLLM on PyPI. */
function vllm(): Finding {
  const unread = LMI_RELEASES.filter((release) => release.ordinal >= FIRST_HANDED_OVER && !isRead(release.ordinal));
  const { ordinal, vllm: ours } = unread[0] ?? LMI_RELEASES[LMI_RELEASES.length - 1];
  const newest = /\(([\d.]+)\)/.exec(output('pip', 'index', 'versions', 'vllm'))?.[1];
  const news = newest === undefined || newest === ours ? [] : [`vLLM ${newest} is on PyPI; LMI V${ordinal} has ${ours}`];
  const ahead = LOOKS_AHEAD && newest !== undefined && newest !== ours
    ? vllmChanges(ordinal + 1, newest, distribution(newest), TODAY).lines.map((line) => `with vLLM ${newest}, ${line}`) : [];
  if (unread.length === 0) {
    return { changed: [], byHand: [...news, ...ahead] };
  }
  const { lines, files } = vllmChanges(ordinal, ours, distribution(ours), TODAY);
  files.forEach((text, file) => write(join(ROOT, file), text));
  const later = unread.slice(1).map((release) => `run this again for V${release.ordinal}`);
  return { changed: lines, byHand: ['words of options (src/options/vllm-words.ts), which the argument parser of vLLM has', ...later, ...news, ...ahead] };
}

const SOURCES: { readonly [title: string]: () => Finding | Promise<Finding> } = {
  Prices: prices, Images: images, CloudFormation: cloudFormation, vLLM: vllm,
};

/** Reads the public sources, writes what changed, and prints it. With `--check` it writes nothing. */
async function main(): Promise<void> {
  let unreachable = 0;
  for (const [title, read] of Object.entries(SOURCES)) {
    const list = (items: readonly string[]) => items.forEach((item) => console.log(`- ${item}`));
    console.log(`## ${title}\n`);
    try {
      const { changed, byHand = [], failures = [] } = await read();
      list(changed.length > 0 ? changed : ['no change']);
      for (const [heading, items] of [['To do by hand', byHand], ['Not read', failures]] as const) {
        if (items.length > 0) {
          console.log(`\n${heading}:\n`);
          list(items);
        }
      }
    } catch (error) {
      unreachable += 1;
      list([`not read: ${(error as Error).message.split('\n')[0]}`]);
    }
    console.log();
  }
  // One unreachable source does not stop the others; the run fails only if all of them are unreachable.
  process.exitCode = unreachable === Object.keys(SOURCES).length ? 1 : 0;
}

void main();
