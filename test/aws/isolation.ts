/**
 * An isolated container has no network access, not even to S3, and no credentials (SageMaker developer guide, "Run training and inference containers in internet-free mode",
 * read 2026-11). Whatever its variables refer to must be in the container.
 */
import { array, flat, ofType, Template } from './template';

const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
/** Variables whose value is a model or a tokenizer, so that a value that looks like a Hub id is one. */
const MODELS = /^(HF_MODEL_ID|OPTION_MODEL_ID|OPTION_TOKENIZER|OPTION_SPECULATIVE_(DRAFT_)?MODEL|OPTION_HF_CONFIG_PATH|OPTION_DRAFT_MODEL\w*)$/;

function networkUses(environment: { readonly [name: string]: any }): string[] {
  return Object.entries(environment).filter(([, value]) => typeof value === 'string').flatMap(([name, text]: [string, string]) => {
    const nested = [...text.matchAll(/"(?:model|tokenizer)"\s*:\s*"([^"]+)"/g)].map(([, id]) => id);
    const ids = [...MODELS.test(name) ? [text] : [], ...nested].filter((id) => HUB_ID.test(id) && !id.startsWith('/'));
    return [
      ...ids.map((id) => `${name} names ${id} on the Hub`),
      ...[...text.matchAll(/\b(?:s3|https?):\/\/[^\s",]+/g)].map(([uri]) => `${name} names ${uri}`),
    ];
  });
}

export function isolationViolations(template: Template): string[] {
  const isOn = (value: any) => value === true || value === 'true';
  const models = ofType(template, 'AWS::SageMaker::Model').filter(([, { EnableNetworkIsolation }]) => isOn(EnableNetworkIsolation))
    .flatMap(([id, { PrimaryContainer }]) => networkUses(PrimaryContainer?.Environment ?? {}).map((use) => `${id} is isolated, but ${use}`));
  const isolated = ofType(template, 'AWS::SageMaker::EndpointConfig').filter(([, { EnableNetworkIsolation }]) => isOn(EnableNetworkIsolation)).map(([id]) => id);
  const endpoints = ofType(template, 'AWS::SageMaker::Endpoint').filter(([, { EndpointConfigName }]) => isolated.includes(flat(EndpointConfigName).replace(/^<(\w+).*>$/, '$1')))
    .map(([id]) => id);
  const components = ofType(template, 'AWS::SageMaker::InferenceComponent')
    .filter(([, { EndpointName }]) => endpoints.includes(flat(EndpointName).replace(/^<(\w+).*>$/, '$1')))
    .flatMap(([id, { Specification, Specifications }]) => array<any>(Specifications ?? Specification)
      .flatMap(({ Container }) => networkUses(Container?.Environment ?? {})).map((use) => `${id} is isolated, but ${use}`));
  return [...models, ...components];
}
