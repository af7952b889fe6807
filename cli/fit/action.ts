import { candidates, leftOut, NO_IMAGE } from './candidates';
import { grouped, headingOfDoubtful, Judged, judged, sentenceOfDoubt, TypeFit } from './fits';
import { quantizationNamed, refusalOf } from './quantization';
import { plural } from '../../src/checks/plural';
import { familyOf, otherSizes } from '../../src/facts/instance-families';
import { HOSTING_REGIONS } from '../../src/facts/instances';
import { HOURS_PER_MONTH } from '../../src/facts/prices';
import { architectureOf } from '../configuration/architecture';
import { instanceTypeNamed } from '../configuration/instance';
import { ordinalOf } from '../configuration/target';
import { EXIT, Failure } from '../failure';
import { Library, refusing, theLibrary } from '../library';
import { count, dollars, hourlyDollars, renderTable, styled, Terminal } from '../terminal';
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

/** Runs `fit` and returns its exit code. */
export function runFit(terminal: Terminal, model: string, options: FitOptions): number {
  const library = theLibrary();
  const architecture = architectureOf(library, model);
  const version = options.version === undefined ? library.LmiVersion.LATEST : (library.LmiVersion as any)[`V${ordinalOf(options.version)}`];
  const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  const types = typesOf(library, options, options.region);
  const quantization = options.quantize === undefined ? undefined : quantizationNamed(options.quantize);
  const result = refusing(() => judged(library, types, {
    architecture, version, region, offeredIn: options.region, context: options.context, concurrency: options.concurrency,
    weightFormat: quantization && library.WeightFormat[quantization.format],
    refusal: quantization && ((backend, ordinal, instanceType) => refusalOf(quantization, { architecture, backend, version: ordinal, instanceType })),
  }));
  const within = options.among === undefined ? (sentence: string) => sentence : (sentence: string) => withoutOthers(sentence, types);
  const rows = result.map(({ typeFit }) => typeFit.reason === undefined ? typeFit : { ...typeFit, reason: within(typeFit.reason) });
  if (options.json) {
    terminal.out(`${JSON.stringify({ model, version: version.lmiVersion, region, types: rows, ...omitted(library, options) }, undefined, 2)}\n`);
  } else {
    show(terminal, { model, region, options, all: result, within });
  }
  return rows.some((each) => each.fits) ? EXIT.FINE : EXIT.FINDINGS;
}

/** The types that are left out, unless the user specifies the types. */
function omitted(
  library: Library, { among }: FitOptions,
): { readonly leftOut?: readonly { readonly instanceType: string; readonly reason: string }[] } {
  return among === undefined ? { leftOut: leftOut(library).map(({ name }) => ({ instanceType: name, reason: NO_IMAGE })) } : {};
}

/** A sentence without the advice to use a type that the user excluded. */
function withoutOthers(sentence: string, types: readonly LmiInstanceType[]): string {
  const isNamed = (other: string) => types.some(({ name }) => name === other);
  return sentence.replace(/\buse (ml\.[\w-]+\.\w+)/g, (advice, other) => isNamed(other) ? advice : 'allow other types with --among');
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
    const sizes = name === undefined || found.length > 0 ? [] : otherSizes(name);
    if (sizes.length > 0) {
      throw new Failure(`${name} is not a known instance type`, `The sizes of ${familyOf(name!)} are ${sizes.join(', ')}`);
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

/** The result, for people. */
interface Shown {
  readonly model: string;
  readonly region: string;
  readonly options: FitOptions;
  readonly all: readonly Judged[];
  readonly within: (sentence: string) => string;
}

/** Number of types in a table, and of reasons, unless the user asks for all. */
const SHOWN_TYPES = 10;
const SHOWN_REASONS = 5;
const SHOWN_NAMES = 3;

function show(terminal: Terminal, { model, region, options, all, within }: Shown): void {
  const groups = grouped(all.map(({ typeFit }) => typeFit));
  const { good, doubtful } = groups;
  const fitting = [...good, ...doubtful];
  const wish = `${options.context === undefined ? 'its own context' : `a context of ${count(options.context)} tokens`}`
    + `${options.concurrency === undefined ? '' : `, ${plural(options.concurrency, 'request')} at once`}${options.quantize === undefined ? '' : `, weights as ${options.quantize}`}`;
  terminal.out(`${model} with ${wish} (prices of ${region}) fits ${good.length} of ${plural(all.length, 'instance type')}.\n`);
  if (good.length > 0) {
    terminal.out('\n');
    showTable(terminal, good, options.all);
  }
  if (doubtful.length > 0) {
    terminal.out(`\n${headingOfDoubtful(groups)}:\n\n`);
    showTable(terminal, doubtful, options.all);
  }
  if (fitting.length > 0) {
    terminal.out('\nMemory is for one accelerator. -: no public source gives the price there.\n');
  }
  const noted = [
    ...(good.length > 0 && new Set(good.map(({ backend }) => backend)).size > 1
      ? ['LmiEndpoint uses vLLM unless you pass another backend, such as a NeuronxBackend for the types with Transformers NeuronX'] : []),
    ...notesOf(fitting.length > 0 ? fitting : all.map(({ typeFit }) => typeFit)),
    ...(options.among === undefined ? [`ml.inf1 types are left out: ${NO_IMAGE}`] : []),
  ];
  if (noted.length > 0) {
    terminal.out(`\nNotes:\n${noted.map((note) => `  ${note.replace(/\.$/, '')}.\n`).join('')}`);
  }
  showMisfits(terminal, all.filter(({ typeFit }) => !typeFit.fits), { isComplete: options.all, hasHelp: fitting.length === 0, within });
}

function showTable(terminal: Terminal, types: readonly TypeFit[], isComplete: boolean): void {
  const shown = isComplete ? types : types.slice(0, SHOWN_TYPES);
  terminal.out(renderTable(terminal, [
    { head: 'instance type' }, { head: 'backend' },
    ...['weights', 'KV cache', 'cache tokens', 'longest context', 'at once', '$/hour', '$/month'].map((head) => ({ head, figures: true })),
  ], shown.map((each, index) => [
    index === 0 && each.doubt === undefined ? styled(terminal, 'green', each.instanceType) : each.instanceType,
    `${each.backend}, LMI ${each.version}${each.doubt === undefined ? '' : ' (see notes)'}`,
    `${each.weightsGib.toFixed(1)} GiB`, `${each.kvCacheGib.toFixed(1)} GiB`, count(each.kvCacheTokens), count(each.maxModelLen), count(each.concurrency),
    each.hourlyPrice === undefined ? '-' : hourlyDollars(each.hourlyPrice), each.hourlyPrice === undefined ? '-' : dollars(each.hourlyPrice * HOURS_PER_MONTH),
  ])));
  terminal.out(types.length > shown.length ? `and ${types.length - shown.length} more; --all shows them\n` : '');
}

/** The types that do not fit, grouped by the reason; with what would help if nothing fits. */
function showMisfits(
  terminal: Terminal, types: readonly Judged[], { isComplete, hasHelp, within }: { readonly isComplete: boolean; readonly hasHelp: boolean; readonly within: Shown['within'] },
): void {
  const words = { contextProp: '--context', quantize: (format: WeightFormat, instanceType: LmiInstanceType) => quantizeWith(format, instanceType, types) };
  const groups = new Map<string, { readonly names: string[]; readonly help: string }>();
  for (const { typeFit: { instanceType }, explain } of types) {
    const { cause, reason } = explain(words);
    const group = groups.get(cause) ?? { names: [], help: within(reason.slice(reason.indexOf(cause) + cause.length)) };
    group.names.push(instanceType);
    groups.set(cause, group);
  }
  const shown = [...groups].slice(0, isComplete ? undefined : SHOWN_REASONS);
  if (shown.length > 0) {
    terminal.out(`\nDoes not fit:\n${shown.map(([cause, { names, help }]) =>
      `  ${isComplete ? names.join(', ') : fewOf(names)}: ${cause.replace(/\.$/, '')}${hasHelp ? help : ''}\n`).join('')}`);
  }
  const left = types.length - shown.reduce((sum, [, { names }]) => sum + names.length, 0);
  terminal.out(left > 0 ? `  and ${plural(left, 'more type')}; --all shows them\n` : '');
}

/** The option that requests fewer bits, if the backend of the type accepts it. */
function quantizeWith(format: WeightFormat, instanceType: LmiInstanceType, types: readonly Judged[]): string | undefined {
  const { memoryFit: { architecture }, typeFit } = types.find((each) => each.instanceType === instanceType)!;
  const served = { architecture, backend: 'Vllm', version: Number(typeFit.version.slice(1)), instanceType } as const;
  const words: { readonly [format: string]: readonly string[] } = { fp8: ['fp8', 'int8'], int8: ['fp8', 'int8'], int4: ['awq', 'int4'] };
  const word = (words[format] ?? []).find((each) => refusalOf(quantizationNamed(each), served) === undefined);
  return word && `--quantize ${word}`;
}

/** The first names of a list, and how many more there are. */
function fewOf(names: readonly string[]): string {
  return names.length > SHOWN_NAMES + 1 ? `${names.slice(0, SHOWN_NAMES).join(', ')} and ${names.length - SHOWN_NAMES} more` : names.join(', ');
}

/** The notes about all types, each sentence once, doubts first; sentences about only some types name them. */
function notesOf(types: readonly TypeFit[]): string[] {
  const about = new Map<string, string[]>();
  const say = (sentence: string, { instanceType }: TypeFit) => about.set(sentence, [...about.get(sentence) ?? [], instanceType]);
  types.forEach((each) => each.doubt !== undefined && say(sentenceOfDoubt(each), each));
  types.forEach((each) => each.notes?.forEach((note) => say(note, each)));
  return [...about].map(([sentence, names]) => names.length === types.length ? sentence
    : `${fewOf(names)}: ${sentence}`);
}
