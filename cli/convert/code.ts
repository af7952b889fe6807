import { Duration } from 'aws-cdk-lib';
import { AppCode, Language } from './language';
import { QUANTIZATIONS } from '../../src/facts/quantizations';
import { modelConstant } from '../../src/model/listed-models';
import { configFileOf, isConfigFile } from '../configuration/architecture';
import { environmentOf, PLACEHOLDER_BUCKET, TOKEN_SECRET } from '../configuration/endpoint';
import { classOf, TranslatedProp, Translation } from '../configuration/translation';

/** A value in the syntax of a language. */
interface Code {
  readonly text: string;
  /** Names to import from the library and the CDK. */
  readonly library?: readonly string[];
  readonly cdk?: readonly string[];
}

export interface CodeOptions {
  /** Constant or name of the instance type. */
  readonly instanceType: { readonly constant: string } | { readonly name: string };
  /** Variables that the library sets to the same value anyway. */
  readonly without: readonly string[];
}

/** The code of an endpoint, without the app around it. */
export function codeOf(translation: Translation, language: Language, options: CodeOptions): AppCode {
  const props = translation.props.map((prop) => [prop.prop, valueOf(prop, language)] as const);
  const environment = environmentOf(translation, { keepTokens: false, without: options.without });
  const architecture = translation.architecture === undefined ? undefined : architectureIn(translation.architecture, language);
  const model = modelOf(translation, architecture, language);
  const backendClass = classOf(translation.target.backend);
  const library = new Set(['LmiEndpoint', 'LmiInstanceType', 'LmiModel', 'LmiVersion', backendClass, ...props.flatMap(([, code]) => code.library ?? [])]);
  if (translation.mode !== undefined) {
    library.add('VllmMode');
  }
  if (architecture !== undefined) {
    library.add('ModelArchitecture');
  }
  const instanceType = 'constant' in options.instanceType
    ? `LmiInstanceType.${language.constant(options.instanceType.constant)}` : `LmiInstanceType.of(${language.string(options.instanceType.name)})`;
  return {
    region: translation.region,
    library: [...library].sort(),
    needsDuration: props.some(([, code]) => code.cdk?.includes('Duration')),
    needsBucket: translation.weights.kind !== 'hub',
    needsSecret: model.includes('Secret.'),
    model,
    backendClass,
    backendProps: [
      ['version', `LmiVersion.V${translation.target.ordinal}`],
      ...(translation.mode === undefined ? [] : [['mode', `VllmMode.${translation.mode}`] as const]),
      ...props.map(([name, code]) => [name, code.text] as const),
    ],
    endpointProps: [
      ['instanceType', instanceType],
      ...((translation.instanceCount ?? 1) > 1 ? [['initialInstanceCount', String(translation.instanceCount)] as const] : []),
      ...(Object.keys(environment).length > 0 ? [['environment', language.value(environment)] as const] : []),
    ],
  };
}

function valueOf({ value, row }: TranslatedProp, language: Language): Code {
  if (value instanceof Duration) {
    const [unit, amount] = row.unit === 'milliseconds' ? ['millis', value.toMilliseconds()]
      : row.unit === 'minutes' ? ['minutes', value.toMinutes({ integral: false })] : ['seconds', value.toSeconds({ integral: false })];
    return { text: `Duration.${unit}(${amount})`, cdk: ['Duration'] };
  }
  if (row.kind === 'quantization') {
    const word = (value as { readonly value: string }).value;
    const constant = (Object.keys(QUANTIZATIONS) as (keyof typeof QUANTIZATIONS)[]).find((name) => QUANTIZATIONS[name].value === word);
    return {
      text: constant === undefined ? `LmiQuantization.of(${language.string(word)})` : `LmiQuantization.${language.constant(constant)}`,
      library: ['LmiQuantization'],
    };
  }
  return { text: language.value(value) };
}

/** The code of an architecture, by the Hub id of a model or its config.json; undefined for a quantized copy, which has no constant. */
export function architectureIn(model: string, language: Language): string | undefined {
  if (isConfigFile(model)) {
    return language.call('ModelArchitecture', 'fromConfigFile', [language.string(configFileOf(model))]);
  }
  const constant = modelConstant(model);
  return constant === undefined ? undefined : `ModelArchitecture.${language.constant(constant)}`;
}

function modelOf({ weights, hasToken }: Translation, architecture: string | undefined, language: Language): string {
  const geometry = architecture === undefined ? [] : [['architecture', architecture] as const];
  switch (weights.kind) {
    case 'hub': {
      const options = [
        ...(weights.revision === undefined ? [] : [['revision', language.string(weights.revision)] as const]),
        ...geometry,
        ...(hasToken ? [['token', secret(language)] as const] : []),
      ];
      return language.call('LmiModel', 'fromHuggingFace', [language.string(weights.modelId)], options);
    }
    case 'unknown':
      return language.call('LmiModel', 'fromS3', [bucket(PLACEHOLDER_BUCKET, language), language.string('model/')], geometry);
    default:
      return language.call('LmiModel', weights.kind === 'tarball' ? 'fromTarball' : 'fromS3',
        [bucket(weights.bucket, language), language.string(weights.key)], geometry);
  }
}

function secret(language: Language): string {
  return language.call('Secret', 'fromSecretNameV2', ['stack', language.string('HubToken'), language.string(TOKEN_SECRET)]);
}

function bucket(name: string, language: Language): string {
  return language.call('Bucket', 'fromBucketName', ['stack', language.string('Weights'), language.string(name)]);
}
