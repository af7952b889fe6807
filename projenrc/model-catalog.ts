import { geometryOf } from './model-architecture';
import { AcceleratorFact, AcceleratorKind, ACCELERATORS } from '../src/facts/accelerators';
import { compareInstances } from '../src/facts/instance-order';
import { InstanceFact, INSTANCES } from '../src/facts/instances';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { ModelFact, MODELS } from '../src/facts/models';
import { SizingEngine } from '../src/facts/sizing-engine';
import { rangesOf } from '../src/facts/vllm-architectures';
import { isReportedToFail, whyNot } from '../src/memory/can-run';
import { Geometry } from '../src/memory/geometry';
import { defaultKvCacheBytes, estimateMemory, isDivisible } from '../src/memory/memory-model';
import { vllmRules } from '../src/memory/vllm-rules';
import { checkpointFormat, checkpointGib } from '../src/memory/weights';

const RELEASE = LMI_RELEASES[LMI_RELEASES.length - 1];
const ROWS = MODELS as { readonly [constant: string]: ModelFact };

/** The lines of the catalog in docs/models.md. */
export function modelCatalog(): string[] {
  return [
    '## Catalog',
    '',
    `The ${Object.keys(ROWS).length} models whose geometry the library knows: their endpoints are checked for memory, and get an instance type by themselves. Each is a constant of `
      + '`ModelArchitecture` and is found by its exact id; further ids share the geometry of one (`aliases` in `src/facts/models-*.ts`). Quantized copies are derived from '
      + 'their base by the names of their owners: `-FP8`, `-AWQ`, `-GPTQ-Int4` and `-GPTQ-Int8` of the owner of the base, `-FP8` and `-NVFP4` of `nvidia`, and `-FP8`, '
      + '`-FP8-dynamic`, `-quantized.w8a8`, `-quantized.w8a16`, `-quantized.w4a16` and `-NVFP4` of `RedHatAI` and `neuralmagic`.',
    '',
    `The instance type is the cheapest by list price (us-east-1) that holds one sequence of the context, with LMI V${RELEASE.ordinal} and default options; in brackets, the `
      + 'one for a context of 8,192 tokens, where it is another. LMI is the first version whose vLLM has the class.',
    '',
    '| model | context | weights | LMI | instance type |',
    '| --- | --- | --- | --- | --- |',
    ...Object.values(ROWS).map((fact) => row(fact)),
    '',
  ];
}

function row(fact: ModelFact): string {
  const geometry = geometryOf(fact);
  const ranges = rangesOf(geometry.architectureClass ?? '');
  const since = ranges[0] === undefined ? '–' : `V${ranges[0].since}${ranges[ranges.length - 1].until === undefined ? '+' : `–V${ranges[ranges.length - 1].until}`}`;
  const whole = cheapest(geometry, geometry.maxPositionEmbeddings);
  const short = geometry.maxPositionEmbeddings > 8192 ? cheapest(geometry, 8192) : whole;
  const type = short === whole ? whole ?? '–' : `${whole ?? '–'} (${short ?? '–'})`;
  return `| \`${fact.modelId}\` | ${geometry.maxPositionEmbeddings.toLocaleString('en-US')} | ${checkpointGib(geometry).toFixed(1)} GiB | ${since} | ${type} |`;
}

const TYPES = (Object.values(INSTANCES) as readonly InstanceFact[])
  .map(({ accelerator, ...rest }) => ({ ...rest, accelerator: ACCELERATORS[accelerator] as AcceleratorFact }))
  .filter(({ accelerator, arm64 }) => accelerator.kind === AcceleratorKind.GPU && arm64 !== true)
  .sort((a, b) => compareInstances(a, b));

function cheapest(geometry: Geometry, maxModelLen: number): string | undefined {
  const workload = { geometry, engine: SizingEngine.VLLM, ordinal: RELEASE.ordinal };
  const format = checkpointFormat(geometry);
  return TYPES.find(({ name, accelerator, count }) => {
    const rules = vllmRules(RELEASE.vllm, accelerator.computeCapability);
    return whyNot(workload, accelerator) === undefined && !isReportedToFail(name, workload) && isDivisible(geometry, count, 'vllm') && estimateMemory({
      geometry,
      engine: 'vllm',
      ordinal: RELEASE.ordinal,
      rules,
      memoryGib: accelerator.memoryGib,
      degree: count,
      format,
      kvCacheBytes: defaultKvCacheBytes(geometry, format, rules),
      utilization: rules.utilization,
      maxModelLen,
    }).fits;
  })?.name;
}
