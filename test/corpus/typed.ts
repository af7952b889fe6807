import { Duration } from 'aws-cdk-lib';
import type { BackendName } from './corpus';
import { LmiQuantization, VllmMode } from '../../src';
import { OptionRow } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';

interface Typed {
  readonly props: { readonly [prop: string]: unknown };
  /** The variables without a prop. */
  readonly environment: { readonly [name: string]: string };
}

/** Variables that the model sets. */
const OF_THE_MODEL = ['HF_MODEL_ID', 'OPTION_MODEL_ID', 'OPTION_S3URL', 'SERVING_LOAD_MODELS', 'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];
/** Variables that the choice of a backend sets. */
const OF_THE_BACKEND = ['OPTION_ENGINE', 'OPTION_MPI_MODE', 'OPTION_ASYNC_MODE'];
/** The value of `OPTION_ROLLING_BATCH` that selects each backend. */
const ROLLING_BATCHES: { readonly [backend in BackendName]: string } = {
  Vllm: 'vllm', TrtLlm: 'trtllm', Neuronx: 'auto', LmiDist: 'lmi-dist', DeepSpeed: 'deepspeed',
};
const OWN_HANDLER = /^djl_python\./;

/** Converts every variable that has a prop, like a user who moves a configuration to props. */
export function typedProps(backend: BackendName, version: number, variables: { readonly [name: string]: string }): Typed {
  const options = Object.entries(optionsOf(backend));
  const props: { [prop: string]: unknown } = {};
  const environment: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(variables)) {
    if (OF_THE_MODEL.includes(name) || OF_THE_BACKEND.includes(name) || (name === 'OPTION_ENTRYPOINT' && OWN_HANDLER.test(value))) {
      continue;
    }
    if (name === 'OPTION_ROLLING_BATCH') {
      const prop = optionsOf(backend).rollingBatch === undefined || (backend === 'TrtLlm' && version >= 15) ? undefined : 'rollingBatch';
      if (backend === 'Vllm' && version >= 15 && (value === 'vllm' || value === 'disable')) {
        props.mode = value === 'vllm' ? VllmMode.ROLLING_BATCH : VllmMode.ASYNC;
      } else if (backend === 'TrtLlm' && version >= 15 && value === 'disable') {
        continue;
      } else if (value === 'disable' && prop) {
        props[prop] = value;
      } else if (value !== 'auto' && value !== ROLLING_BATCHES[backend]) {
        environment[name] = value;
      }
      continue;
    }
    const [prop, row] = options.find(([, each]) => each.env === name) ?? options.find(([, each]) => each.aliases?.includes(name)) ?? [];
    const parsed = row && parse(row, value);
    if (prop === undefined || parsed === undefined || name === 'ENABLE_CUDA_GRAPHS') {
      environment[name] = value;
    } else if (prop !== 'tensorParallelDegree' || value !== 'max') {
      props[prop] = parsed;
    }
  }
  return { props, environment };
}

/** A value as a user would write it in TypeScript; undefined if it is not of the kind. */
function parse(row: OptionRow, text: string): unknown {
  switch (row.kind) {
    case 'integer':
    case 'number':
    case 'duration': {
      const number = /^-?[\d.]+$/.test(text) ? Number(text) : undefined;
      return number === undefined || row.kind !== 'duration' ? number
        : row.unit === 'milliseconds' ? Duration.millis(number) : row.unit === 'minutes' ? Duration.minutes(number) : Duration.seconds(number);
    }
    case 'boolean':
      return { true: true, false: false }[text.toLowerCase()];
    case 'quantization':
      return LmiQuantization.of(text);
    case 'list':
      return list(row, text);
    case 'object':
      return object(text);
    default:
      return text;
  }
}

function list(row: OptionRow, text: string): unknown {
  const elements = text.replace(/^[[(]|[\])]$/g, '').split(',').map((element) => element.trim()).filter((element) => element !== '');
  return (row.elements ?? 'string') === 'string' ? elements : elements.map(Number);
}

function object(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /^\w+=\d+(,\w+=\d+)*$/.test(text) ? Object.fromEntries(text.split(',').map((pair) => pair.split('=')).map(([name, value]) => [name, Number(value)])) : undefined;
  }
}
