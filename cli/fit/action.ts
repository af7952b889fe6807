import { candidates, leftOut, NO_IMAGE } from './candidates';
import { fits, TypeFit } from './fits';
import { HOSTING_REGIONS } from '../../src/facts/instances';
import { HOURS_PER_MONTH } from '../../src/facts/prices';
import { architectureOf } from '../configuration/architecture';
import { instanceTypeNamed } from '../configuration/instance';
import { ordinalOf } from '../configuration/target';
import { EXIT, Failure } from '../failure';
import { Library, refusing, theLibrary } from '../library';
import { count, dollars, renderTable, styled, Terminal } from '../terminal';
import type { LmiInstanceType, WeightFormat } from 'cdk-sagemaker-lmi';

interface FitOptions {
  readonly context?: number;
  readonly concurrency?: number;
  readonly quantize?: string;
  readonly version?: string;
  readonly region?: string;
  readonly among?: readonly string[];
  readonly all: boolean;
  readonly json: boolean;
}

/** The region with the most complete prices. */
export const DEFAULT_REGION = 'us-east-1';

const FORMATS: { readonly [word: string]: 'FP32' | 'FP16' | 'BF16' | 'FP8' | 'INT8' | 'INT4' } = {
  fp32: 'FP32', fp16: 'FP16', bf16: 'BF16', fp8: 'FP8', int8: 'INT8', int4: 'INT4',
  awq: 'INT4', gptq: 'INT4', mxfp4: 'INT4', smoothquant: 'INT8', bitsandbytes: 'INT4', bitsandbytes8: 'INT8',
};

/** Runs `fit` and returns its exit code. */
export function runFit(terminal: Terminal, model: string, options: FitOptions): number {
  const library = theLibrary();
  const architecture = architectureOf(library, model);
  const version = options.version === undefined ? library.LmiVersion.LATEST : (library.LmiVersion as any)[`V${ordinalOf(options.version)}`];
  const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  const types = typesOf(library, options, options.region);
  const result = refusing(() => fits(library, types, {
    architecture, version, region, context: options.context, concurrency: options.concurrency, weightFormat: formatOf(library, options.quantize),
  })).map((each) => options.among === undefined ? each : within(each, types));
  if (options.json) {
    terminal.out(`${JSON.stringify({ model, version: version.lmiVersion, region, types: result, ...omitted(library, options) }, undefined, 2)}\n`);
  } else {
    show(terminal, model, region, result, options);
  }
  return result.some((each) => each.fits) ? EXIT.FINE : EXIT.FINDINGS;
}

/** The types that are left out, unless the user specifies the types. */
function omitted(
  library: Library, { among }: FitOptions,
): { readonly leftOut?: readonly { readonly instanceType: string; readonly reason: string }[] } {
  return among === undefined ? { leftOut: leftOut(library).map(({ name }) => ({ instanceType: name, reason: NO_IMAGE })) } : {};
}

/** The same fit, but without advice to use a type that the user excluded. */
function within(typeFit: TypeFit, types: readonly LmiInstanceType[]): TypeFit {
  const isNamed = (other: string) => types.some(({ name }) => name === other);
  const reason = typeFit.reason?.replace(/\buse (ml\.[\w-]+\.\w+)/g, (advice, other) => isNamed(other) ? advice : 'allow other types with --among');
  return reason === undefined ? typeFit : { ...typeFit, reason };
}

function formatOf(library: Library, word: string | undefined): WeightFormat | undefined {
  if (word === undefined) {
    return undefined;
  }
  if (!Object.hasOwn(FORMATS, word.toLowerCase())) {
    throw new Failure(`${JSON.stringify(word)} is not a known quantization`, `Use one of ${Object.keys(FORMATS).join(', ')}`);
  }
  return library.WeightFormat[FORMATS[word.toLowerCase()]];
}

/** The types to evaluate: all that an LMI image runs on, or the user's types and families; only those offered in the region, if there is one. */
function typesOf(library: Library, { among }: FitOptions, region: string | undefined): LmiInstanceType[] {
  const known = candidates(library);
  if (region !== undefined && !HOSTING_REGIONS.some((regions) => regions.includes(region))) {
    throw new Failure(`${JSON.stringify(region)} is not a known region`, 'Write its code, such as us-east-1, or leave --region out');
  }
  const offered = known.filter((type) => region === undefined || isOffered(type, region));
  if (among === undefined) {
    return offered;
  }
  const chosen = among.flatMap((word) => {
    const family = word.replace(/^ml\./, '');
    const ofFamily = offered.filter(({ name }) => name.split('.')[1] === family);
    const name = ofFamily.length > 0 || !word.includes('.') ? undefined : instanceTypeNamed(word);
    const found = ofFamily.length > 0 ? ofFamily : known.filter((type) => type.name === name);
    if (found.every((type) => !offered.includes(type)) && known.some((type) => type.name === name || type.name.split('.')[1] === family)) {
      throw new Failure(`${name ?? `the family ${family}`} is not listed for ${region}`, 'Leave it out of --among, or choose another region');
    }
    if (leftOut(library).some((type) => type.name === name || type.name.split('.')[1] === family)) {
      throw new Failure(`no LMI image runs on ml.${family}: ${NO_IMAGE}`, 'Leave it out of --among');
    }
    if (found.length === 0) {
      throw new Failure(`${JSON.stringify(word)} is neither an instance type nor a family with known accelerators`, 'Write one such as ml.g5.2xlarge or g6');
    }
    return found;
  });
  return [...new Set(chosen)];
}

function isOffered(type: LmiInstanceType, region: string): boolean {
  const { regions } = type._fact;
  return regions === undefined || HOSTING_REGIONS[regions].includes(region);
}

function show(terminal: Terminal, model: string, region: string, all: readonly TypeFit[], options: FitOptions): void {
  const good = all.filter((each) => each.fits);
  const wish = `${options.context === undefined ? 'its own context' : `a context of ${count(options.context)} tokens`}`
    + `${options.concurrency === undefined ? '' : `, ${options.concurrency} requests at once`}${options.quantize === undefined ? '' : `, weights as ${options.quantize}`}`;
  terminal.out(`${model} with ${wish} (prices of ${region}) fits ${good.length} of ${all.length} instance types.\n\n`);
  if (good.length > 0) {
    terminal.out(renderTable(terminal, [
      { head: 'instance type' }, { head: 'backend' },
      ...['weights', 'KV cache', 'cache tokens', 'longest context', 'at once', '$/hour', '$/month'].map((head) => ({ head, figures: true })),
    ], good.map((each, index) => [
      index === 0 && each.doubt === undefined ? styled(terminal, 'green', each.instanceType) : each.instanceType,
      `${each.backend}, LMI ${each.version}${each.doubt === undefined ? '' : ' (see notes)'}`,
      `${each.weightsGib.toFixed(1)} GiB`, `${each.kvCacheGib.toFixed(1)} GiB`, count(each.kvCacheTokens), count(each.maxModelLen), count(each.concurrency),
      each.hourlyPrice === undefined ? '-' : dollars(each.hourlyPrice), each.hourlyPrice === undefined ? '-' : dollars(each.hourlyPrice * HOURS_PER_MONTH),
    ])));
    terminal.out('\nMemory is for one accelerator. -: no public source gives the price there.\n');
  }
  const noted = [...notesOf(good.length > 0 ? good : all), ...(options.among === undefined ? [`ml.inf1 types are left out: ${NO_IMAGE}`] : [])];
  if (noted.length > 0) {
    terminal.out(`\nNotes:\n${noted.map((note) => `  ${note.replace(/\.$/, '')}.\n`).join('')}`);
  }
  const bad = all.filter((each) => !each.fits);
  const shown = options.all || good.length === 0 ? bad : bad.slice(0, 5);
  if (shown.length > 0) {
    terminal.out(`\nDoes not fit:\n${shown.map(({ instanceType, reason }) => `  ${instanceType}: ${reason}\n`).join('')}`);
    terminal.out(bad.length > shown.length ? `  and ${bad.length - shown.length} more; --all shows them\n` : '');
  }
}

/** The notes about all types, each sentence once, doubts first; sentences about only some types name them. */
function notesOf(types: readonly TypeFit[]): string[] {
  const about = new Map<string, string[]>();
  const say = (sentence: string, { instanceType }: TypeFit) => about.set(sentence, [...about.get(sentence) ?? [], instanceType]);
  types.forEach((each) => each.doubt !== undefined && say(`${each.backend}: ${each.doubt}`, each));
  types.forEach((each) => each.notes?.forEach((note) => say(note, each)));
  return [...about].map(([sentence, names]) => names.length === types.length ? sentence
    : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}: ${sentence}`);
}
