import { hasOwnHandler, ModelRule, ModelSituation, Rule } from './rule';
import { BACKENDS } from '../facts/backends';
import {
  DEEPSPEED_DOCUMENTED, DEEPSPEED_KERNEL_INJECTION, DEEPSPEED_SMOOTHQUANT, LMI_DIST_DOCUMENTED, LMI_DIST_EXCLUDED, ModelTypeList,
  NEURONX_DOCUMENTED, NEURONX_LOADED, NEURONX_OPTIMUM, NEURONX_OPTIMUM_ROLLING, NEURONX_VLLM, T5_BACKENDS, TRTLLM_DOCUMENTED,
} from '../options/model-types';
import { atVersion } from '../options/option';

const DOCUMENTED: { readonly [backend: string]: ModelTypeList } = {
  LmiDist: LMI_DIST_DOCUMENTED,
  TrtLlm: TRTLLM_DOCUMENTED,
  Neuronx: NEURONX_DOCUMENTED,
  DeepSpeed: DEEPSPEED_DOCUMENTED,
};

/** Whether the version's list includes the model; undefined if there is no list, or the model is unknown. */
function isListed(list: ModelTypeList | undefined, { modelType, version }: ModelSituation): boolean | undefined {
  const listed = list && atVersion(list, version);
  return modelType === undefined || listed === undefined ? undefined : listed.includes(modelType);
}

function types(list: ModelTypeList, { version }: ModelSituation): string {
  return (atVersion(list, version) ?? []).join(', ');
}

/** Whether the model is known to be a decoder. */
function isDecoder({ architectures }: ModelSituation): boolean {
  return architectures.some((name) => name.includes('CausalLM'));
}

/** The loader of Transformers NeuronX that loads the model; undefined if it is not known. */
function neuronLoader(container: ModelSituation): 'tnx' | 'optimum' | 'vllm' | undefined {
  const { version } = container;
  if (hasOwnHandler(container) || container.isUnknown('OPTION_MODEL_LOADER') || container.isUnknown('OPTION_PARTITION_SCHEMA')) {
    return undefined;
  }
  const [loader, schema] = [container.literal('OPTION_MODEL_LOADER'), container.literal('OPTION_PARTITION_SCHEMA')];
  if (version >= 9 && (loader ?? schema) !== undefined) {
    const chosen = loader ?? (schema === 'optimum' ? 'optimum' : 'tnx');
    return (['tnx', 'optimum', 'vllm'] as const).find((name) => name === chosen);
  }
  // Otherwise it may be optimum, which has other tasks.
  const isTransformersNeuronx = version === 7 || version >= 10 || isDecoder(container) || (version === 8 && container.literal('OPTION_ROLLING_BATCH') !== 'disable');
  return isTransformersNeuronx ? 'tnx' : undefined;
}

/** Which types of models each backend serves. */
export const MODEL_TYPE_RULES: readonly ModelRule[] = [
  {
    id: 't5',
    backends: ['Vllm', 'TrtLlm', 'Neuronx'],
    violation: (container) => container.modelType === 't5'
      && !T5_BACKENDS.some((row) => row.backend === container.backend && container.version >= row.from && container.version <= row.to)
      ? `the model is of type t5, which ${BACKENDS[container.backend].title} does not serve in LMI V${container.version}. Use LmiDistBackend (LMI V7 to V14) or `
        + 'TrtLlmBackend (LMI V9 to V14).'
      : undefined,
  },
  {
    id: 'excluded-model-type',
    backends: ['LmiDist'],
    violation: (container) => isListed(LMI_DIST_EXCLUDED, container)
      ? `the model is of type ${container.modelType}, which LMI-Dist does not serve. Use VllmBackend.`
      : undefined,
  },
  {
    id: 'tnx-types',
    backends: ['Neuronx'],
    violation: (container) => container.modelType !== 't5' && isListed(NEURONX_LOADED, container) === false && neuronLoader(container) === 'tnx'
      ? `the model is of type ${container.modelType}, but Transformers NeuronX in LMI V${container.version} loads ${types(NEURONX_LOADED, container)} only. Use another model, or `
        + 'VllmBackend on GPUs.'
      : undefined,
  },
  {
    id: 'tnx-optimum-types',
    backends: ['Neuronx'],
    violation: (container) => {
      const isOptimum = neuronLoader(container) === 'optimum' && isDecoder(container);
      const needsRolling = container.literal('OPTION_ROLLING_BATCH') === 'disable' && NEURONX_OPTIMUM_ROLLING.includes(container.modelType ?? '');
      return isOptimum && (isListed(NEURONX_OPTIMUM, container) === false || (container.version >= 10 && needsRolling))
        ? `the model is of type ${container.modelType}, but the loader optimum of LMI V${container.version} loads ${types(NEURONX_OPTIMUM, container)} only, and `
          + `${NEURONX_OPTIMUM_ROLLING.join(' and ')} with a rolling batch only. Use modelLoader: "tnx".`
        : undefined;
    },
  },
  {
    id: 'tnx-vllm-types',
    backends: ['Neuronx'],
    violation: (container) => neuronLoader(container) === 'vllm' && container.literal('OPTION_ROLLING_BATCH') === 'vllm' && isListed(NEURONX_VLLM, container) === false
      ? `the model is of type ${container.modelType}, but the loader vllm of LMI V${container.version} loads ${types(NEURONX_VLLM, container)} only. Use modelLoader: "tnx".`
      : undefined,
  },
  {
    id: 'untested-model',
    warning: 'untested-model',
    violation: (container) => isListed(DOCUMENTED[container.backend], container) === false
      ? `the model is of type ${container.modelType}, which the guide of LMI V${container.version} does not name for ${BACKENDS[container.backend].title}; it names `
        + `${types(DOCUMENTED[container.backend], container)}. Test it before you rely on it, or use another backend.`
      : undefined,
  },
];

/** Problems of a model with a backend or an instance type, if `architecture` is known. */
export const MODEL_RULES: readonly Rule[] = [
  {
    id: 'ds-rb-types',
    backends: ['DeepSpeed'],
    violation: (container) => isListed(DEEPSPEED_KERNEL_INJECTION, container) === false && container.literal('OPTION_ROLLING_BATCH') !== 'disable'
      ? `the model is of type ${container.modelType}, but the rolling batch of DeepSpeed serves ${types(DEEPSPEED_KERNEL_INJECTION, container)} only. Set `
        + 'rollingBatch: "disable", or use another backend.'
      : undefined,
  },
  {
    id: 'ds-smoothquant-types',
    backends: ['DeepSpeed'],
    violation: (container) => container.literal('OPTION_QUANTIZE') === 'smoothquant' && isListed(DEEPSPEED_SMOOTHQUANT, container) === false
      ? `${container.shown('OPTION_QUANTIZE')}, but the model is of type ${container.modelType}, and DeepSpeed has SmoothQuant for `
        + `${types(DEEPSPEED_SMOOTHQUANT, container)} only. Use dynamic_int8, or omit it.`
      : undefined,
  },
  {
    id: 'trt-chatglm',
    backends: ['TrtLlm'],
    from: 8,
    to: 11,
    violation: (container) => container.modelType === 'chatglm' && container.environment.OPTION_CHATGLM_MODEL_VERSION === undefined
      ? `chatglmModelVersion is missing, but LMI V${container.version} does not build the engine of a ChatGLM model without it. Set it.`
      : undefined,
  },
  {
    id: 'tp-heads',
    backends: ['Vllm', 'LmiDist', 'TrtLlm'],
    violation: (container) => {
      const degree = container.tensorParallelDegree;
      const { attentionHeads } = container;
      return degree !== undefined && attentionHeads !== undefined && attentionHeads % degree !== 0
        ? `tensorParallelDegree is ${degree}; it must divide the ${attentionHeads} attention heads of the model. Pass a divisor of both that and the number of `
          + `GPUs of ${container.instanceType}, or choose another instance type.`
        : undefined;
    },
  },
  {
    id: 'bf16-g4dn',
    backends: ['Vllm', 'LmiDist'],
    warning: 'bf16-unsupported',
    violation: (container) => {
      const dtype = container.literal('OPTION_DTYPE') ?? (container.environment.OPTION_DTYPE === undefined ? 'auto' : undefined);
      // Up to V8 the default of LMI-Dist is fp16.
      const followsModel = dtype === 'auto' && (container.backend === 'Vllm' || container.version >= 9 || container.environment.OPTION_DTYPE === 'auto');
      return followsModel && container.torchDtype === 'bfloat16' && container.computesBf16 === false
        ? `the weights are in bfloat16, in which the ${container.accelerator} of ${container.instanceType} does not compute. Pass dtype: "fp16", or choose a `
          + 'newer instance type.'
        : undefined;
    },
  },
  {
    // model_loader.py reads the settings from on_device_embedding_config, which tnx_properties.py has no more (djl-serving 0.30.0-dlc, read 2026-11-26).
    id: 'tnx-odg',
    backends: ['Neuronx'],
    from: 12,
    violation: (container) => container.environment.OPTION_ON_DEVICE_GENERATION !== undefined && neuronLoader(container) === 'tnx'
      ? `${container.nameOf('OPTION_ON_DEVICE_GENERATION')} is set, but the loader of LMI V${container.version} looks for its settings under another name and fails. Omit it.`
      : undefined,
  },
  {
    id: 'inferentia1',
    backends: ['Neuronx'],
    violation: (container) => container.accelerator === 'Inferentia1'
      ? `instanceType is ${container.instanceType}, but Transformers NeuronX runs on Inferentia2 and Trainium only. Choose an Inf2 or Trn1 instance type.`
      : undefined,
  },
];
