import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, Project } from 'projen';
import { fileName } from './backend-props';
import { writeDocument } from './generated-file';
import { describeOpen } from './option-text';
import { BackendName, BACKENDS, imageFamilyOf, versionsOf } from '../src/facts/backends';
import {
  ASYNC_SERVING, CapabilityFact, EMBEDDING, INT8_CHECKPOINTS, LMI_DIST_LIBRARY, QUANTIZATIONS_OF_VLLM,
} from '../src/facts/capabilities';
import { LISTED_BY_AWS, LMI_RELEASES, LmiReleaseFact } from '../src/facts/lmi-releases';
import { QUANTIZATIONS } from '../src/facts/quantizations';
import { COMMON_OPTIONS } from '../src/options/common';
import { atVersion, covers, OptionTable } from '../src/options/option';
import { BACKEND_TABLES } from '../src/options/tables';

const NAMES = Object.keys(BACKENDS) as BackendName[];
const START = '<!-- backends:start -->';
const END = '<!-- backends:end -->';

/** Writes the tables of the README and of `docs/versions.md` that derive from facts and options. */
export function writeBackendTable(project: Project): void {
  new BackendTableInReadme(project);
  writeDocument(project, 'docs/versions.md', versionsPage());
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
  ];
}

/** The page about the LMI versions: what they contain, and which ones AWS still patches. */
export function versionsPage(): string[] {
  return [
    '# LMI versions',
    '',
    'The contents of the images of each LMI version. The default is the newest version that this library knows and that has an image for the backend; it changes only with a release of this '
      + 'library whose [changelog](../CHANGELOG.md) mentions it, and you can pin it with the context key `cdk-sagemaker-lmi:defaultLmiVersion`.',
    '',
    '## Libraries',
    '',
    `| LMI | DJL Serving | ${NAMES.map((name) => BACKENDS[name].title).join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(NAMES.length)}`,
    ...NEWEST_FIRST.map((release) => `| V${release.ordinal} | ${release.djlVersion} | `
      + `${NAMES.map((name) => libraryVersion(name, release) ?? '–').join(' | ')} |`),
    '',
    '## Images',
    '',
    'Tags of the `djl-inference` repository, with the newest known patch and its release date. The plain tag follows the patches; `LmiImage` uses it unless you '
      + 'pin one.',
    '',
    '| LMI | tag | newest patch | released |',
    '| --- | --- | --- | --- |',
    ...NEWEST_FIRST.flatMap((release) => Object.values(release.images).map((image) => `| V${release.ordinal} | \`${image.tag}\` | `
      + `${image.patch === undefined ? '–' : `\`v1.${image.patch}\``} | ${image.patched ?? '–'} |`)),
    '',
    '## Support',
    '',
    `AWS promises no date until which it patches an LMI image: its [support policy for containers](${SUPPORT_POLICY}) has such dates for other frameworks, and none for LMI. What AWS does can `
      + `be seen from its lists and release tags, read ${LISTED_BY_AWS.read}:`,
    '',
    '| LMI | what AWS does |',
    '| --- | --- |',
    `| ${span(PATCHED)} | the newest versions: they get patches |`,
    `| ${span(LISTED)} | listed as available; a patch after the next version has come out is an exception (the last ones: `
      + `${LATE_PATCHES}) |`,
    `| ${span(UNLISTED)} | not listed since ${LISTED_BY_AWS.changed}; the last patch was released on ${newestPatch(UNLISTED)}. The images can still be pulled |`,
    '',
    'So plan to move to a new LMI version every few months. Before you do, `npx cdk-sagemaker-lmi check` shows which of your options the new version reads differently, and '
      + '[a canary update](updating.md#deployment-policies) rolls back if its containers fail.',
    '',
    'This library keeps the constants of old versions, so that what is deployed can be updated in its own time; it deprecates a constant only with the reason. Before 1.0, '
      + '[only the newest minor version](../SECURITY.md) of this library gets fixes.',
    '',
    'Sources: aws/deep-learning-containers and djl-serving, read 2026-08-21 and 2026-11-25. LMI\'s own code of V28 and V29 was not public then: the options that LMI reads itself are those of V27.',
  ];
}

const SUPPORT_POLICY = 'https://aws.github.io/deep-learning-containers/reference/support_policy/';
const NEWEST_FIRST = [...LMI_RELEASES].reverse();
/** Patches that came out after the next version, according to the release tags. */
const LATE_PATCHES = 'V24 on 2026-05-22, V19 on 2026-02-26, V14 until 2025-12-15';
/** The newest version among the release tags, and all that are newer. */
const PATCHED = LMI_RELEASES.filter((_, index) => index >= newestWithPatch());
const UNLISTED = LMI_RELEASES.filter(({ ordinal }) => ordinal < LISTED_BY_AWS.since);
const LISTED = LMI_RELEASES.filter((release) => !PATCHED.includes(release) && !UNLISTED.includes(release));

function newestWithPatch(): number {
  return LMI_RELEASES.map(({ images }) => Object.values(images).some(({ patched }) => patched !== undefined)).lastIndexOf(true);
}

function span(releases: readonly LmiReleaseFact[]): string {
  return `V${releases[0].ordinal} ${releases.length > 2 ? 'to' : 'and'} V${releases[releases.length - 1].ordinal}`;
}

function newestPatch(releases: readonly LmiReleaseFact[]): string {
  return releases.flatMap(({ images }) => Object.values(images).map(({ patched }) => patched ?? '')).sort().reverse()[0];
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

/** Methods whose result is 8-bit integers. */
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

/** The version of the inference library in an image, or undefined if no image of the release has it. */
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

/** Replaces the text between the markers, which may be moved but not removed. */
class BackendTableInReadme extends Component {
  public synthesize(): void {
    const path = join(this.project.outdir, 'README.md');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const start = text.indexOf(START);
    const end = text.indexOf(END);
    if (start < 0 || end < start) {
      throw new Error(`README.md must contain the lines ${START} and ${END}, which enclose the table of backends`);
    }
    const spliced = `${text.slice(0, start + START.length)}\n\n${backendTable().join('\n')}\n\n${text.slice(end)}`;
    if (spliced !== text) {
      writeFileSync(path, spliced);
    }
  }
}
