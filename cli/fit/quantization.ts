import { checkOptions } from '../../src/backend/option-check';
import { OPTION_RULES } from '../../src/backend/option-rules';
import { QUANTIZATION_RULES } from '../../src/backend/quantization-rules';
import { appliesTo, type Rule, type Situation } from '../../src/backend/rule';
import { Problems } from '../../src/checks/problems';
import { BackendName } from '../../src/facts/backends';
import { familyOf } from '../../src/facts/instance-families';
import { optionsOf } from '../../src/options/tables';
import { Failure } from '../failure';
import type { LmiInstanceType, ModelArchitecture } from 'cdk-sagemaker-lmi';

/** The meaning of a value of `--quantize`: the format of the weights, and the option of a backend that requests it; without an option, the checkpoint has that format. */
export interface Quantization {
  readonly word: string;
  readonly format: 'FP32' | 'FP16' | 'BF16' | 'FP8' | 'INT8' | 'INT4';
  readonly option: (backend: BackendName) => { readonly dtype?: string; readonly quantize?: string };
}

const DTYPES = { fp32: 'FP32', fp16: 'FP16', bf16: 'BF16' } as const;
const METHODS = {
  fp8: 'FP8', awq: 'INT4', gptq: 'INT4', mxfp4: 'INT4', smoothquant: 'INT8', bitsandbytes: 'INT4', bitsandbytes8: 'INT8', static_int8: 'INT8',
} as const;
/** vLLM reads weights of these widths from the checkpoint, by whichever method; Transformers NeuronX has its own method. */
const WIDTHS = { int8: 'INT8', int4: 'INT4' } as const;
const NEURON_METHODS: { readonly [width: string]: string } = { int8: 'static_int8' };

/** The meaning of a value of `--quantize`. */
export function quantizationNamed(text: string): Quantization {
  const word = text.toLowerCase();
  if (Object.hasOwn(DTYPES, word)) {
    return { word, format: DTYPES[word as keyof typeof DTYPES], option: () => ({ dtype: word }) };
  }
  if (Object.hasOwn(METHODS, word)) {
    return { word, format: METHODS[word as keyof typeof METHODS], option: () => ({ quantize: word }) };
  }
  if (Object.hasOwn(WIDTHS, word)) {
    return { word, format: WIDTHS[word as keyof typeof WIDTHS], option: (backend) => backend === 'Neuronx' ? { quantize: NEURON_METHODS[word] ?? word } : {} };
  }
  throw new Failure(`${JSON.stringify(text)} is not a known quantization`, `Use one of ${[DTYPES, WIDTHS, METHODS].flatMap((words) => Object.keys(words)).join(', ')}`);
}

/** A backend in a version, on an instance type, with a model. */
export interface Served {
  readonly architecture: ModelArchitecture;
  readonly backend: BackendName;
  readonly version: number;
  readonly instanceType: LmiInstanceType;
}

/** Rules about a quantization that make it fail or have no effect. */
const RULES: readonly Rule[] = [...OPTION_RULES, ...QUANTIZATION_RULES].filter(({ id }) => ['quant-gpu', 'quant-mismatch', 'quant-ignored'].includes(id));

/** Why a backend rejects a quantization, as worded by the library; undefined if it accepts it. */
export function refusalOf({ option }: Quantization, { architecture, backend, version, instanceType }: Served): string | undefined {
  const given = option(backend);
  const problems = new Problems('fit');
  checkOptions(problems, optionsOf(backend), given, version);
  const [first] = problems.all;
  if (first !== undefined || given.quantize === undefined) {
    return first;
  }
  const method = given.quantize;
  const { name, accelerator } = instanceType;
  const { modelType, quantizationMethod } = architecture._geometry;
  const situation = {
    backend,
    version,
    // The same sentence for all sizes of a family.
    instanceType: familyOf(name),
    accelerator: accelerator?.name,
    computeCapability: accelerator?._fact.computeCapability,
    modelType,
    quantizationMethod,
    environment: { OPTION_QUANTIZE: method },
    literal: () => method,
    nameOf: () => 'quantize',
    shown: () => `quantize is ${JSON.stringify(method)}`,
  } as Partial<Situation> as Situation;
  return RULES.filter((rule) => appliesTo(rule, situation)).map((rule) => rule.violation(situation)).find((each) => each !== undefined);
}
