import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { architectureOf } from './architecture';
import { doubt, Finding } from './finding';
import { Setting } from './source';
import { classOf, isToken, Translation } from './translation';
import { Library, theLibrary } from '../library';
import type { LmiBackend, LmiEndpoint, LmiModel } from 'cdk-sagemaker-lmi';

/** An endpoint created in memory, and its problems. */
interface Tried {
  readonly endpoint?: LmiEndpoint;
  readonly findings: readonly Finding[];
  /** Why the library did not check the memory. */
  readonly unchecked?: string;
}

/** Name of the secret that the generated code uses for a Hub token. */
export const TOKEN_SECRET = 'hugging-face-token';
/** A bucket for weights whose location is unknown. */
export const PLACEHOLDER_BUCKET = 'amzn-s3-demo-bucket';
// An instance type without known accelerators, so that no rule about them applies.
const NO_INSTANCE_TYPE = 'ml.unknown.xlarge';

/** Creates the endpoint of a translation with the library's own constructs, and collects their errors and warnings. */
export function tryEndpoint(translation: Translation, options: { readonly keepTokens: boolean; readonly without?: readonly string[] }): Tried {
  const stack = emptyStack(translation.region);
  const findings: Finding[] = [];
  let endpoint: LmiEndpoint | undefined;
  try {
    const library = theLibrary();
    endpoint = new library.LmiEndpoint(stack, 'Endpoint', {
      ...containerIn(stack, translation, options),
      instanceType: library.LmiInstanceType.of(translation.instanceType ?? NO_INSTANCE_TYPE),
    });
  } catch (error) {
    const { name, faults } = error as any;
    if (name !== 'LmiError') {
      throw error;
    }
    findings.push(...(faults as string[]).map((message): Finding => ({ level: 'error', name: nameIn(message, translation), message })));
  }
  findings.push(...warningsOf(stack).map((message) => doubt(nameIn(message, translation), message)));
  return { endpoint, findings, unchecked: messagesOf(stack, 'aws:cdk:info').find(({ id }) => id === 'memory-unchecked')?.message };
}

/** The cheapest type that the library finds for a translation; undefined if there is none. */
export function smallestTypeFor(translation: Translation): string | undefined {
  const stack = emptyStack(translation.region);
  try {
    const { cfnEndpointConfig } = new (theLibrary().LmiEndpoint)(stack, 'Endpoint', containerIn(stack, translation, { keepTokens: false }));
    return stack.resolve(cfnEndpointConfig.productionVariants)[0].instanceType;
  } catch (error) {
    if ((error as Error).name !== 'LmiError') {
      throw error;
    }
    return undefined;
  }
}

/** A stack that is never deployed. */
export function emptyStack(region = 'us-east-1'): Stack {
  return new Stack(new App({ analyticsReporting: false }), 'Stack', { env: { region, account: '123456789012' } });
}

/** The container of a translation, as props that endpoints and inference components share. */
export function containerIn(
  stack: Stack, translation: Translation, options: { readonly keepTokens: boolean; readonly without?: readonly string[] },
): { readonly model: LmiModel; readonly backend: LmiBackend; readonly environment?: { [name: string]: string } } {
  const library = theLibrary();
  const environment = environmentOf(translation, options);
  const props: any = Object.fromEntries(translation.props.map(({ prop, value, row }) =>
    [prop, row.kind === 'quantization' ? library.LmiQuantization.of((value as any).value) : value]));
  return {
    backend: new library[classOf(translation.target.backend)](stack, 'Backend', {
      ...props,
      version: versionOf(library, translation.target.ordinal),
      ...(translation.mode === undefined ? {} : { mode: library.VllmMode[translation.mode] }),
    }),
    model: modelOf(library, stack, translation, translation.environment.some((setting) => isToken(setting) && setting.variable in environment)),
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
  };
}

export function environmentOf(
  { environment }: Translation, { keepTokens, without = [] }: { readonly keepTokens: boolean; readonly without?: readonly string[] },
): { [name: string]: string } {
  return Object.fromEntries(environment.filter((setting) => (keepTokens || !isToken(setting)) && !without.includes(setting.variable))
    .map(({ variable, value }) => [variable, value]));
}

function versionOf(library: Library, ordinal: number) {
  return (library.LmiVersion as any)[`V${ordinal}`];
}

function modelOf(library: Library, stack: Stack, { weights, hasToken, architecture: model }: Translation, isTokenInVariable: boolean): LmiModel {
  const architecture = model === undefined ? undefined : architectureOf(library, model);
  switch (weights.kind) {
    case 'hub':
      return library.LmiModel.fromHuggingFace(weights.modelId, {
        revision: weights.revision,
        architecture,
        // As in the generated code, in which the secret replaces the variable.
        token: hasToken && !isTokenInVariable ? Secret.fromSecretNameV2(stack, 'HubToken', TOKEN_SECRET) : undefined,
      });
    case 'tarball':
      return library.LmiModel.fromTarball(Bucket.fromBucketName(stack, 'Weights', weights.bucket), weights.key, { architecture });
    case 'prefix':
      return library.LmiModel.fromS3(Bucket.fromBucketName(stack, 'Weights', weights.bucket), weights.key, { architecture });
    default:
      return library.LmiModel.fromS3(Bucket.fromBucketName(stack, 'Weights', PLACEHOLDER_BUCKET), 'model/', { architecture });
  }
}

/** The warnings of a construct tree, except those about things that the configuration does not contain, such as the account and the network. */
function warningsOf(stack: Stack): string[] {
  return [...new Set(messagesOf(stack, 'aws:cdk:warning').filter(({ id }) => !NOT_OF_THE_CONFIGURATION.includes(id)).map(({ message }) => message))];
}

/** The messages of a construct tree, each with the id that acknowledges it. */
function messagesOf(stack: Stack, type: string): { readonly id: string; readonly message: string }[] {
  return stack.node.findAll().flatMap((construct) => construct.node.metadata).filter((entry) => entry.type === type).map(({ data }) => {
    const [, message, id] = /^([^]*?)(?: ?\[ack: cdk-sagemaker-lmi:([\w-]+)\])?$/.exec(String(data))!;
    return { id: id ?? '', message };
  });
}

const NOT_OF_THE_CONFIGURATION = ['immutable-role', 'isolated-subnets', 'image-unconfirmed', 'instance-region'];

/** The setting that a message is about, as the user wrote it. */
function nameIn(message: string, translation: Translation): string {
  // A message about the model itself begins with its id.
  if (/ does not fit ml\.|^[\w.-]+\/[\w.-]+ /.test(message)) {
    return translation.ofModel[0]?.written ?? '--model';
  }
  const written: { readonly pattern: RegExp; readonly name: string }[] = [
    ...translation.props.flatMap(({ prop, row, setting }) =>
      [prop, setting.variable, row.env].map((word) => ({ pattern: wholeWord(word), name: setting.written }))),
    ...translation.environment.map((setting: Setting) => ({ pattern: wholeWord(setting.variable), name: setting.written })),
    ...translation.ofModel.map((setting) => ({ pattern: wholeWord('model'), name: setting.written })),
    { pattern: wholeWord('version'), name: '--version' },
    { pattern: wholeWord('instanceType'), name: '--instance' },
  ];
  const found = written.map(({ pattern, name }) => ({ at: message.search(pattern), name })).filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at);
  // Otherwise, a message that begins with a prop or a variable is about it; one that begins with an ordinary word names none.
  return found[0]?.name ?? /^(?:environment\.)?([a-z]+[A-Z]\w*|[A-Z]+_\w*)\b/.exec(message)?.[1] ?? '';
}

function wholeWord(word: string): RegExp {
  return new RegExp(`(?<![\\w])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`);
}
