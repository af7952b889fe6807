import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { typedProps } from './typed';
import {
  DeepSpeedBackend, LmiBackend, LmiDistBackend, LmiEndpoint, LmiError, LmiInstanceType, LmiModel, LmiVersion, ModelArchitecture, NeuronxBackend, TrtLlmBackend,
  VllmBackend,
} from '../../src';

export type BackendName = 'Vllm' | 'TrtLlm' | 'Neuronx' | 'LmiDist' | 'DeepSpeed';

/**
 * A published deployment, with every LMI version that it is for.
 *
 * Sources, read 2026-11-25: the integration tests, benchmarks, workflows and guides of deepjavalibrary/djl-serving at its release branches, notebooks of
 * aws-samples and AWS, JumpStart specifications, and public repositories that use LMI. `OPTION_`, `SERVING_` and bare names are as a container gets them;
 * properties from a serving.properties are written as the corresponding variables.
 */
export interface PublishedConfiguration {
  readonly backend: BackendName;
  readonly versions: readonly number[];
  /** `accepted`: it ran. `refused`: the release does not read it, or fails. `no image`: that release has no image of the backend. `unclear`: conflicting evidence, such as a test that no known job runs and whose model needs more memory than it has. */
  readonly expected: 'accepted' | 'refused' | 'no image' | 'unclear';
  readonly group: 'benchmark' | 'ci' | 'docs' | 'jumpstart' | 'nocode' | 'notebook' | 'third';
  /** Id on the Hub, an S3 URL, or a directory of the container. */
  readonly model: string;
  readonly instanceType: string;
  readonly variables: { readonly [name: string]: string };
  readonly source: string;
}

export const CONFIGURATIONS: readonly PublishedConfiguration[] =
  JSON.parse(readFileSync(join(__dirname, 'configurations.json'), 'utf8'));

/** The form in which a configuration is written with this library: settings as props, or every variable pasted into `environment`. */
export type Form = 'typed' | 'verbatim';

export interface Outcome {
  readonly configuration: PublishedConfiguration;
  readonly version: number;
  readonly form: Form;
  /** Undefined if it synthesizes. */
  readonly errors?: readonly string[];
  readonly endpoint?: LmiEndpoint;
}

const BACKENDS: { readonly [backend in BackendName]: new (scope: Construct, id: string, props: any) => LmiBackend } = {
  Vllm: VllmBackend, TrtLlm: TrtLlmBackend, Neuronx: NeuronxBackend, LmiDist: LmiDistBackend, DeepSpeed: DeepSpeedBackend,
};

/** Geometry of the weights under an S3 prefix, if its name is that of a model in the catalog. */
const ARCHITECTURES: { readonly [prefix: string]: ModelArchitecture } = {
  'llama-2-7b': ModelArchitecture.LLAMA_2_7B,
  'llama-2-7b-hf': ModelArchitecture.LLAMA_2_7B,
  'meta-llama-Llama-2-7b-chat-hf': ModelArchitecture.LLAMA_2_7B,
  'llama-2-13b': ModelArchitecture.LLAMA_2_13B,
  'llama-2-13b-hf': ModelArchitecture.LLAMA_2_13B,
  'llama-3.1-8b-hf': ModelArchitecture.LLAMA_3_1_8B_INSTRUCT,
  'llama-3.1-8b-instruct': ModelArchitecture.LLAMA_3_1_8B_INSTRUCT,
  'llama-3.1-8b-instruct-hf': ModelArchitecture.LLAMA_3_1_8B_INSTRUCT,
  'llama-3-2-1b-instruct': ModelArchitecture.LLAMA_3_2_1B_INSTRUCT,
  'llama-3-2-3b-instruct': ModelArchitecture.LLAMA_3_2_3B_INSTRUCT,
  'mistral-7b': ModelArchitecture.MISTRAL_7B,
  'mistral-7b-instruct-v02': ModelArchitecture.MISTRAL_7B,
  'mistral-7b-instruct-v03': ModelArchitecture.MISTRAL_7B_INSTRUCT_V0_3,
  'mixtral-8x7b': ModelArchitecture.MIXTRAL_8X7B,
  'falcon-40b': ModelArchitecture.FALCON_40B,
  'CodeLlama-34b-Instruct-hf': ModelArchitecture.CODELLAMA_34B,
};

/** Names of variables for an access token, which the corpus does not contain; a reference to a secret replaces it. */
const TOKENS = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];

/** Creates a configuration with this library in a separate stack, and returns the result. */
export function tryOut(app: App, configuration: PublishedConfiguration, version: number, form: Form, id: string): Outcome {
  const stack = new Stack(app, id, { env: { region: 'us-east-1', account: '123456789012' } });
  const token = TOKENS.some((name) => name in configuration.variables) ? Secret.fromSecretNameV2(stack, 'Token', 'hub-token') : undefined;
  const variables = Object.fromEntries(Object.entries(configuration.variables)
    .map(([name, value]) => [name, TOKENS.includes(name) ? token!.secretValue.unsafeUnwrap() : isUrl(value) ? withBucket(value) : value]));
  const { props, environment } = form === 'typed'
    ? typedProps(configuration.backend, version, variables)
    : { props: {}, environment: variables };
  try {
    const endpoint = new LmiEndpoint(stack, 'Endpoint', {
      model: modelOf(stack, configuration.model, form === 'typed' ? token : undefined),
      backend: new BACKENDS[configuration.backend](stack, 'Backend', { version: versionOf(version), ...props }),
      instanceType: LmiInstanceType.of(configuration.instanceType),
      environment,
    });
    return { configuration, version, form, endpoint };
  } catch (error) {
    app.node.tryRemoveChild(id);
    // Anything else is a bug in the library, whatever the configuration.
    if (!(error instanceof LmiError)) {
      throw new Error(`${configuration.source} (V${version}, ${form}): ${(error as Error).stack}`);
    }
    return { configuration, version, form, errors: error.faults };
  }
}

function versionOf(version: number): LmiVersion {
  return (LmiVersion as any)[`V${version}`];
}

function isUrl(value: string): boolean {
  return value.startsWith('s3://');
}

/** Guides use placeholders for buckets, which are not valid bucket names. */
function withBucket(url: string): string {
  return url.replace(/^s3:\/\/([^/]*)/, (whole, bucket) => /^[a-z0-9][a-z0-9.-]+$/.test(bucket) ? whole : 's3://bucket').replace(/^(s3:\/\/[^/]+)\/?$/, '$1/model/');
}

function modelOf(scope: Construct, location: string, token?: ISecret): LmiModel {
  if (location.startsWith('/')) {
    return LmiModel.fromS3(Bucket.fromBucketName(scope, 'Weights', 'bucket'), 'model/');
  }
  const [, bucket, path] = /^s3:\/\/([^/]*)\/(.*)$/.exec(withBucket(location)) ?? [];
  if (bucket === undefined) {
    return LmiModel.fromHuggingFace(location.replace(/\/$/, ''), { token });
  }
  const name = path.split('/').filter((part) => part !== '').pop()!;
  return LmiModel.fromS3(Bucket.fromBucketName(scope, 'Weights', bucket), path, { architecture: ARCHITECTURES[name] });
}
