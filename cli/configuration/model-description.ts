import { doubt } from './finding';
import { MODEL_DATA, Setting, Settings, Source } from './source';

/** Reads the containers of a model that have variables. If there are several, each has its own name. */
export function fromContainers(value: any): readonly Source[] {
  const containers: readonly any[] = Array.isArray(value?.Containers) ? value.Containers : [value];
  return containers.flatMap((container, index): Source[] => {
    const source = fromModel(container);
    return source === undefined || source.settings.length + (source.deferred ?? []).length === 0 ? []
      : [containers.length === 1 ? source : { ...source, resource: nameOf(container, index) }];
  });
}

function nameOf({ ContainerHostname: name }: any, index: number): string {
  return typeof name === 'string' ? name : `Containers[${index}]`;
}

/** Reads a model in the format of DescribeModel, CreateModel, DescribeInferenceComponent or CloudFormation, or its container alone; undefined if it has no variables. */
export function fromModel(value: any): Source | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const container = [value.PrimaryContainer, value.primaryContainer, value.Containers?.[0], value.Specification?.Container, value].find(
    (each) => isObject(environmentOf(each)));
  if (container === undefined) {
    return undefined;
  }
  const data = container.ModelDataSource?.S3DataSource?.S3Uri ?? container.ModelDataUrl ?? container.ArtifactUrl;
  const { settings, deferred, findings } = settingsOf(environmentOf(container));
  return {
    settings, findings,
    deferred: isObject(data) ? [...deferred, MODEL_DATA] : deferred,
    image: [container.Image, container.DeployedImage?.SpecifiedImage].map(textOf).find((image) => image !== undefined),
    modelData: typeof data === 'string' ? data : undefined,
    notes: isObject(container.Image) && textOf(container.Image) === undefined
      ? ['the image is known only at deployment, so that the LMI version does not follow from it: pass it with --version'] : [],
  };
}

export function isObject(value: unknown): value is { readonly [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function environmentOf(container: any): any {
  return container?.Environment ?? container?.environment ?? container?.Env ?? container?.env;
}

/** The variables of a container. */
export function settingsOf(environment: { readonly [name: string]: unknown }): Required<Pick<Settings, 'settings' | 'deferred' | 'findings'>> {
  const entries = Object.entries(environment);
  return {
    settings: entries.flatMap(([name, value]): Setting[] => isScalar(value) ? [{ written: name, variable: name, value: String(value) }] : []),
    deferred: entries.filter(([, value]) => !isScalar(value) && value !== null).map(([name]) => name),
    findings: entries.filter(([, value]) => value === null).map(([name]) => doubt(name, `${name} has no value and was skipped. Write "" for an empty one.`)),
  };
}

/** A string, or the known part of one that CloudFormation joins: the URI of an image ends with its tag even if account and region follow at deployment. */
function textOf(value: any): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const [separator, parts] = Array.isArray(value?.['Fn::Join']) ? value['Fn::Join'] : [];
  if (typeof separator === 'string' && Array.isArray(parts)) {
    return parts.map((part) => textOf(part) ?? '').join(separator);
  }
  const substituted = value?.['Fn::Sub'];
  return substituted === undefined ? undefined : textOf(Array.isArray(substituted) ? substituted[0] : substituted);
}
