import { Project } from 'projen';
import { docComment, writeTypeScript } from './generated-file';
import { ACCELERATORS, AcceleratorFact, AcceleratorKind } from '../src/facts/accelerators';
import { InstanceFact, INSTANCES } from '../src/facts/instances';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { QUANTIZATIONS } from '../src/facts/quantizations';

/** Writes the enum-like classes whose constants are rows of a fact table. */
export function writeConstants(project: Project): void {
  writeTypeScript(project, 'src/image/lmi-version.ts', lmiVersion());
  writeTypeScript(project, 'src/instance/accelerator.ts', accelerator());
  writeTypeScript(project, 'src/instance/lmi-instance-type.ts', instanceType());
  writeTypeScript(project, 'src/backend/lmi-quantization.ts', quantization());
}

function lmiVersion(): string[] {
  const newest = LMI_RELEASES[LMI_RELEASES.length - 1];
  return [
    'import { LmiRelease } from \'./lmi-release\';',
    'import { djlVersionOf, ordinalIn, parseOrdinal } from \'./ordinal\';',
    'import { instanceOf, PropKind } from \'../checks/prop-kinds\';',
    'import { NEWEST_ORDINAL } from \'../facts/lmi-releases\';',
    '',
    ...docComment('', [
      'A version of the LMI (Large Model Inference) containers.',
      'LMI V7 ships DJL Serving 0.25.0, V8 ships 0.26.0, and so on to 0.36.0 in V18, which several versions share. The README lists the backends ' +
      'for which each version has an image.',
    ]),
    'export class LmiVersion extends LmiRelease {',
    ...LMI_RELEASES.flatMap((release) => [
      ...docComment('  ', [
        `LMI V${release.ordinal}: DJL Serving ${release.djlVersion}, vLLM ${release.vllm}.`,
        ...(release.codeOf === undefined ? [] : [
          `The code of LMI in this version is not public: what LMI reads itself is checked as in V${release.codeOf}, what it passes to vLLM against vLLM `
          + `${release.vllm}.`,
        ]),
        `Images: ${Object.values(release.images).map((image) => `\`${image.tag}\``).join(', ')}.`,
      ]),
      `  public static readonly V${release.ordinal} = new LmiVersion('V${release.ordinal}', '${release.djlVersion}');`,
      '',
    ]),
    ...docComment('  ', [
      `The newest LMI version that this library knows: V${newest.ordinal}.`,
      'It changes when you upgrade the library, and the containers change with it; specify a version to prevent that.',
    ]),
    `  public static readonly LATEST = LmiVersion.V${newest.ordinal};`,
    '',
    ...docComment('  ', [
      'A version that this library does not know yet. Its options are checked as those of the newest known version, and its image must come ' +
      'from `LmiImage.fromEcrRepository` or `LmiImage.fromAsset`.',
      `@param lmiVersion the LMI version, such as \`V${newest.ordinal + 1}\` or \`${newest.ordinal + 1}.0.0\`; anything else raises an error`,
      '@param djlVersion the version of DJL Serving in it, the first part of the image tag; it may skip numbers, as from 0.36.0 to 0.38.0',
    ]),
    '  public static of(lmiVersion: string, djlVersion: string): LmiVersion {',
    '    return new LmiVersion(lmiVersion, djlVersionOf(djlVersion));',
    '  }',
    '',
    '  /**',
    '   * Number of the LMI version, by which versions are ordered.',
    '   *',
    '   * @internal',
    '   */',
    '  public readonly _ordinal: number;',
    '',
    '  private constructor(lmiVersion: string, djlVersion: string) {',
    '    super(lmiVersion, djlVersion);',
    '    this._ordinal = parseOrdinal(lmiVersion);',
    '  }',
    '',
    '  /** The version in words: `LMI V8 (DJL Serving 0.26.0)`. */',
    '  public toString(): string {',
    '    return `LMI V${this._ordinal} (DJL Serving ${this.djlVersion})`;',
    '  }',
    '}',
    '',
    '/** Kind of a prop that takes a version. */',
    'export const VERSION: PropKind = {',
    '  ...instanceOf(LmiVersion, `use a constant such as LmiVersion.V${NEWEST_ORDINAL}, or LmiVersion.of`),',
    '  fixOf: (value) => {',
    '    const constant = `V${ordinalIn(value)}`;',
    '    return constant in LmiVersion ? `use LmiVersion.${constant}` : undefined;',
    '  },',
    '};',
  ];
}

function accelerator(): string[] {
  const rows = Object.entries(ACCELERATORS as { readonly [constant: string]: AcceleratorFact });
  const words = { [AcceleratorKind.GPU]: 'NVIDIA', [AcceleratorKind.NEURON]: 'AWS', [AcceleratorKind.GAUDI]: 'Intel' };
  return [
    'import { Size } from \'aws-cdk-lib\';',
    'import { acceleratorFact } from \'./accelerator-fact\';',
    'import { AcceleratorProps } from \'./accelerator-props\';',
    'import { instanceOf } from \'../checks/prop-kinds\';',
    'import { AcceleratorFact, AcceleratorKind, ACCELERATORS } from \'../facts/accelerators\';',
    '',
    ...docComment('', ['An accelerator of a SageMaker hosting instance type: a GPU, or a Neuron device.']),
    'export class Accelerator {',
    ...rows.flatMap(([constant, fact]) => [
      ...docComment('  ', [
        `${words[fact.kind]} ${fact.name} with ${fact.memoryGib} GiB as the device reports it` +
        `${fact.cores ? `, shared by ${fact.cores} NeuronCores` : ''}.`,
      ]),
      `  public static readonly ${constant} = new Accelerator(ACCELERATORS.${constant});`,
      '',
    ]),
    ...docComment('  ', ['An accelerator that this library does not know yet.', '@param props its name, memory and features']),
    '  public static of(props: AcceleratorProps): Accelerator {',
    '    return new Accelerator(acceleratorFact(props));',
    '  }',
    '',
    '  /** Name of the accelerator, such as `A10G`. */',
    '  public readonly name: string;',
    '  /** Family of the accelerator: NVIDIA GPU, Neuron, or Gaudi. */',
    '  public readonly kind: AcceleratorKind;',
    '  /**',
    '   * @internal',
    '   */',
    '  public readonly _fact: AcceleratorFact;',
    '',
    '  private constructor(fact: AcceleratorFact) {',
    '    this.name = fact.name;',
    '    this.kind = fact.kind;',
    '    this._fact = fact;',
    '  }',
    '',
    '  /** Memory of one device as it reports it, which is less than the nominal size. */',
    '  public get memory(): Size {',
    '    return Size.mebibytes(Math.round(this._fact.memoryGib * 1024));',
    '  }',
    '}',
    '',
    '/** Kind of a prop that takes an accelerator. */',
    'export const ACCELERATOR = instanceOf(Accelerator, \'use a constant such as Accelerator.A10G, or Accelerator.of\');',
  ];
}

function instanceType(): string[] {
  const rows = Object.entries(INSTANCES as { readonly [constant: string]: InstanceFact });
  const accelerators = ACCELERATORS as { readonly [constant: string]: AcceleratorFact };
  return [
    'import { Accelerator } from \'./accelerator\';',
    'import { instanceFact } from \'./instance-fact\';',
    'import { LmiInstanceTypeFacts } from \'./lmi-instance-type-facts\';',
    'import { instanceOf } from \'../checks/prop-kinds\';',
    'import { AcceleratorKind } from \'../facts/accelerators\';',
    'import { InstanceFact, INSTANCES } from \'../facts/instances\';',
    'import { priceOf } from \'../facts/prices\';',
    '',
    ...docComment('', [
      'An instance type with accelerators for SageMaker hosting.',
      'Types without accelerators are not listed, because no LMI backend serves on a CPU.',
    ]),
    'export class LmiInstanceType {',
    ...rows.flatMap(([constant, fact]) => [
      ...docComment('  ', [
        `\`${fact.name}\`: ${fact.count} × ${accelerators[fact.accelerator].name} (${accelerators[fact.accelerator].memoryGib} GiB each), ` +
        `${fact.vcpus} vCPUs, ${fact.memoryGib} GiB of memory${fact.nvmeGb ? `, ${fact.nvmeGb} GB of local NVMe` : ''}.`,
      ]),
      `  public static readonly ${constant} = new LmiInstanceType(INSTANCES.${constant}, Accelerator.${fact.accelerator});`,
      '',
    ]),
    ...docComment('  ', [
      'An instance type by name. You can omit the facts for a type that this library lists.',
      '@param name the name, such as `ml.g5.2xlarge`; a name without `ml.` raises an error',
      '@param facts facts about a type that this library does not list; without them, memory and devices are not checked',
    ]),
    '  public static of(name: string, facts: LmiInstanceTypeFacts = {}): LmiInstanceType {',
    '    const known = Object.values(LmiInstanceType._known).find((candidate) => candidate.name === name);',
    '    if (known && (facts?.accelerator ?? undefined) === undefined && (facts?.acceleratorCount ?? undefined) === undefined) {',
    '      return known;',
    '    }',
    '    return new LmiInstanceType(instanceFact(name, facts), facts?.accelerator ?? known?.accelerator);',
    '  }',
    '',
    '  /**',
    '   * Every constant, by its name.',
    '   *',
    '   * @internal',
    '   */',
    '  public static get _known(): { readonly [constant: string]: LmiInstanceType } {',
    '    return Object.fromEntries(Object.keys(INSTANCES).map((constant) => [constant, (LmiInstanceType as any)[constant]]));',
    '  }',
    '',
    '  /** Name of the instance type, such as `ml.g5.2xlarge`. */',
    '  public readonly name: string;',
    '  /**',
    '   * Its accelerator.',
    '   *',
    '   * @default - unknown',
    '   */',
    '  public readonly accelerator?: Accelerator;',
    '  /**',
    '   * Number of accelerator devices; on Inferentia and Trainium, the chips, each of which has several NeuronCores.',
    '   *',
    '   * @default - unknown',
    '   */',
    '  public readonly acceleratorCount?: number;',
    '  /**',
    '   * @internal',
    '   */',
    '  public readonly _fact: Partial<InstanceFact>;',
    '',
    '  private constructor(fact: Partial<InstanceFact> & { readonly name: string }, accelerator?: Accelerator) {',
    '    this.name = fact.name;',
    '    this.accelerator = accelerator;',
    '    this.acceleratorCount = fact.count;',
    '    this._fact = fact;',
    '  }',
    '',
    '  /**',
    '   * Number of parallel workers that a model can be split over: the GPUs, or all NeuronCores.',
    '   *',
    '   * @default - unknown',
    '   */',
    '  public get coreCount(): number | undefined {',
    '    const cores = this.accelerator?.kind === AcceleratorKind.NEURON ? this.accelerator._fact.cores : 1;',
    '    return this.acceleratorCount === undefined || cores === undefined ? undefined : this.acceleratorCount * cores;',
    '  }',
    '',
    '  /**',
    '   * On-demand price of one instance in US dollars per hour, from the price list at the time of the release, without data transfer, volumes and Savings Plans.',
    '   *',
    '   * @param region the code of the region, such as `us-east-1`; a region that is known only at deployment has no price',
    '   * @returns the price, or `undefined` if it is not public',
    '   */',
    '  public hourlyPrice(region: string): number | undefined {',
    '    return priceOf(this.name, region)?.usdPerHour;',
    '  }',
    '',
    '  /** The name of the instance type. */',
    '  public toString(): string {',
    '    return this.name;',
    '  }',
    '}',
    '',
    '/** Kind of a prop that takes an instance type. */',
    'export const INSTANCE_TYPE = instanceOf(LmiInstanceType, \'use a constant such as LmiInstanceType.G5_2XLARGE, or LmiInstanceType.of\');',
  ];
}

function quantization(): string[] {
  return [
    ...docComment('', [
      'A way to quantize the weights, or the format in which they are quantized.',
      'The backend checks at synth that it supports the value in its LMI version.',
    ]),
    'export class LmiQuantization {',
    ...Object.entries(QUANTIZATIONS).flatMap(([constant, fact]) => [
      ...docComment('  ', [`${fact.summary} Written as \`${fact.value}\`.`]),
      `  public static readonly ${constant} = new LmiQuantization('${fact.value}');`,
      '',
    ]),
    ...docComment('  ', ['A value that this library does not list.', '@param value the value as the container reads it']),
    '  public static of(value: string): LmiQuantization {',
    '    return new LmiQuantization(value);',
    '  }',
    '',
    '  /** The value as the container reads it. */',
    '  public readonly value: string;',
    '',
    '  private constructor(value: string) {',
    '    this.value = value;',
    '  }',
    '',
    '  /** The value as the container reads it. */',
    '  public toString(): string {',
    '    return this.value;',
    '  }',
    '}',
  ];
}
