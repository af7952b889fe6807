import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  DeepSpeedBackend, LmiBackend, LmiDistBackend, LmiEndpoint, LmiEndpointProps, LmiError, LmiInstanceType, LmiModel, LmiVersion, ModelArchitecture,
  NeuronxBackend, TrtLlmBackend, VllmBackend,
} from '../../src';
import { BackendName } from '../../src/facts/backends';
import { testStack } from '../stacks';

const CLASSES = { Vllm: VllmBackend, TrtLlm: TrtLlmBackend, Neuronx: NeuronxBackend, LmiDist: LmiDistBackend, DeepSpeed: DeepSpeedBackend };

/** Options of a test; everything else has the simplest value that works. */
export interface Request {
  readonly backend?: BackendName;
  readonly version: number;
  readonly props?: { readonly [prop: string]: unknown };
  readonly environment?: { readonly [name: string]: string };
  readonly architecture?: ModelArchitecture;
  readonly modelType?: string;
  /** Whether the weights are model data. */
  readonly local?: boolean;
  readonly instanceType?: LmiInstanceType;
  readonly endpoint?: Partial<LmiEndpointProps>;
}

/** The result of creating the endpoint. */
export interface Outcome {
  readonly environment: { readonly [name: string]: string };
  readonly faults: readonly string[];
  /** Warnings, each with its id at the end. */
  readonly warnings: readonly string[];
}

function versionOf(ordinal: number): LmiVersion {
  return (LmiVersion as any)[`V${ordinal}`];
}

export function backendOf(scope: Stack, backend: BackendName, version: number, props: object = {}): LmiBackend {
  return new (CLASSES[backend] as any)(scope, 'Backend', { version: versionOf(version), ...props });
}

/** A small architecture of a model type. */
export function architectureOf(modelType: string, more: object = {}): ModelArchitecture {
  return ModelArchitecture.of({
    parameters: 7e9, layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 32, intermediateSize: 11008, vocabularySize: 32000,
    maxPositionEmbeddings: 4096, modelType, ...more,
  });
}

/** Creates an endpoint with a backend, and returns the result. */
export function serve(request: Request): Outcome {
  const stack = testStack();
  const name = request.backend ?? 'Vllm';
  const architecture = request.architecture ?? (request.modelType === undefined ? undefined : architectureOf(request.modelType));
  let environment = {};
  let faults: readonly string[] = [];
  try {
    environment = new LmiEndpoint(stack, 'Llm', {
      model: request.local
        ? LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'model/', { architecture })
        : LmiModel.fromHuggingFace('org/model', { architecture }),
      backend: backendOf(stack, name, request.version, request.props),
      instanceType: request.instanceType ?? (name === 'Neuronx' ? LmiInstanceType.INF2_24XLARGE : LmiInstanceType.G5_12XLARGE),
      environment: request.environment,
      ...request.endpoint,
    }).environment;
  } catch (error) {
    if (!(error instanceof LmiError)) {
      throw error;
    }
    faults = error.faults;
  }
  // Without synthesis, which would take most of the time of the tests.
  const warnings = stack.node.findAll().flatMap((construct) => construct.node.metadata).filter((entry) => entry.type === 'aws:cdk:warning')
    .map((entry) => String(entry.data));
  return { environment, faults, warnings };
}
