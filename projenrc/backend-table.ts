import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, Project } from 'projen';
import { fileName } from './backend-props';
import { describeOpen } from './option-text';
import { BackendName, BACKENDS, imageFamilyOf, versionsOf } from '../src/facts/backends';
import {
  ASYNC_SERVING, CapabilityFact, EMBEDDING, INT8_CHECKPOINTS, LMI_DIST_LIBRARY, QUANTIZATIONS_OF_VLLM,
} from '../src/facts/capabilities';
import { LMI_RELEASES, LmiReleaseFact } from '../src/facts/lmi-releases';
import { QUANTIZATIONS } from '../src/facts/quantizations';
import { COMMON_OPTIONS } from '../src/options/common';
import { atVersion, covers, OptionTable } from '../src/options/option';
import { BACKEND_TABLES } from '../src/options/tables';

const NAMES = Object.keys(BACKENDS) as BackendName[];
const START = '<!-- backends:start -->';
const END = '<!-- backends:end -->';

/** Keeps the tables of the README that follow from facts and options. */
export function writeBackendTable(project: Project): void {
  new BackendTableInReadme(project);
}

/** What each backend can do in which LMI version, and which version has an image for it. */
export function backendTable(): string[] {
  return [
    `| | ${NAMES.map((name) => `[${BACKENDS[name].title}](docs/options/${fileName(name)}.md)`).join(' | ')} |`,
    `| --- |${' --- |'.repeat(NAMES.length)}`,
    `| accelerators | ${NAMES.map((name) => ACCELERATOR_WORDS[BACKENDS[name].accelerator]).join(' | ')} |`,
    ...CAPABILITIES.map(([capability, has]) => `| ${capability} | ${NAMES.map((name) => versionsWith(name, has)).join(' | ')} |`),
    '',
    'Cells list the LMI versions; – means never. FP8 and int8 also need a GPU that supports them. Quantized checkpoints that vLLM detects by '
      + 'itself count as well. In V7, a rolling batch streams with '
      + '`outputFormatter: \'jsonlines\'`. Async: the engine schedules the requests itself, instead of the model server\'s rolling batch; before V17, vLLM '
      + 'does so only if configured, and in V15 not with LoRA adapters.',
    '',
    'Library versions in the images:',
    '',
    `| LMI | DJL Serving | ${NAMES.map((name) => BACKENDS[name].title).join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(NAMES.length)}`,
    ...[...LMI_RELEASES].reverse().map((release) => `| V${release.ordinal} | ${release.djlVersion} | `
      + `${NAMES.map((name) => libraryVersion(name, release) ?? '–').join(' | ')} |`),
  ];
}

const ACCELERATOR_WORDS: { readonly [kind: string]: string } = { gpu: 'NVIDIA GPU', neuron: 'Inferentia2, Trainium' };

type Has = (backend: BackendName, version: number) => boolean;

const CAPABILITIES: readonly (readonly [string, Has])[] = [
  ['image', () => true],
  ['continuous batching', reads('maxRollingBatchSize')],
  ['streaming', reads('outputFormatter')],
  ['AWQ', quantizesTo((value) => value === 'awq')],
  ['GPTQ', quantizesTo((value) => value === 'gptq')],
  ['SmoothQuant', quantizesTo((value) => value === 'smoothquant')],
  ['FP8', quantizesTo((value) => value === 'fp8')],
  ['int8', (backend, version) => quantizesTo((value) => INTEGERS.includes(value))(backend, version) || states(INT8_CHECKPOINTS)(backend, version)],
  ['tensor parallelism', reads('tensorParallelDegree')],
  ['LoRA adapters', reads('enableLora')],
  ['speculative decoding', reads('speculativeDraftModel', 'speculativeModel', 'speculativeConfig')],
  ['async', states(Object.values(ASYNC_SERVING))],
  ['embedding', states(EMBEDDING)],
];

/** Methods that leave 8-bit integers. */
const INTEGERS: readonly string[] = [
  QUANTIZATIONS.BITSANDBYTES8, QUANTIZATIONS.DYNAMIC_INT8, QUANTIZATIONS.SMOOTHQUANT, QUANTIZATIONS.STATIC_INT8,
].map((fact) => fact.value);

function optionsOf(backend: BackendName): OptionTable {
  return { ...COMMON_OPTIONS, ...BACKEND_TABLES[backend].options };
}

/** Whether the container reads one of the options. */
function reads(...props: string[]): Has {
  return (backend, version) => props.some((prop) => {
    const row = optionsOf(backend)[prop];
    return row !== undefined && covers(version, row.since, row.until);
  });
}

function quantizesTo(accepts: (value: string) => boolean): Has {
  return (backend, version) => {
    const row = optionsOf(backend).quantize;
    if (!row || !covers(version, row.since, row.until)) {
      return false;
    }
    const refused = atVersion(row.refused, version) ?? [];
    return (atVersion(row.values, version) ?? QUANTIZATIONS_OF_VLLM).filter((method) => !refused.includes(method)).some(accepts);
  };
}

function states(facts: readonly CapabilityFact[]): Has {
  return (backend, version) => facts.some((fact) => fact.backend === backend && covers(version, fact.since, fact.until));
}

function versionsWith(backend: BackendName, has: Has): string {
  const versions = versionsOf(backend).filter((version) => has(backend, version));
  return versions.length > 0 ? describeOpen(versions) : '–';
}

/** The version of the inference library in an image; undefined when the release has no image with it. */
function libraryVersion(backend: BackendName, release: LmiReleaseFact): string | undefined {
  const imageFamily = imageFamilyOf(backend, release);
  if (!imageFamily) {
    return undefined;
  }
  const { tag } = release.images[imageFamily]!;
  switch (backend) {
    case 'Vllm':
      return release.vllm;
    case 'LmiDist':
      return LMI_DIST_LIBRARY[release.ordinal];
    case 'Neuronx':
      return `SDK ${/sdk([\d.]+)/.exec(tag)![1]}`;
    default:
      return /(?:deepspeed|tensorrtllm)([\d.]+)/.exec(tag)![1];
  }
}

/** Replaces what stands between the markers, which people may move but not remove. */
class BackendTableInReadme extends Component {
  public synthesize(): void {
    const path = join(this.project.outdir, 'README.md');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const start = text.indexOf(START);
    const end = text.indexOf(END);
    if (start < 0 || end < start) {
      throw new Error(`README.md must hold the lines ${START} and ${END}, between which the table of the backends goes`);
    }
    const spliced = `${text.slice(0, start + START.length)}\n\n${backendTable().join('\n')}\n\n${text.slice(end)}`;
    if (spliced !== text) {
      writeFileSync(path, spliced);
    }
  }
}
