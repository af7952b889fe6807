import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Container } from './container';
import { isEstimated, memoryLoad, MemoryLoad, NotEstimated } from './memory-load';
import { quantizationAdvice } from './quantization-advice';
import { mayExceedModel } from '../backend/context-rules';
import { LmiBackend } from '../backend/lmi-backend';
import { ServedOptions } from '../backend/served-options';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { inform, warn } from '../checks/warnings';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { meantModel } from '../model/listed-models';
import { variableProps } from '../options/tables';
import { LmiSizing } from '../sizing/lmi-sizing';
import { MemoryFit } from '../sizing/memory-fit';

/** The instance types that a container runs on, and what it must be able to serve. */
interface FitRequest {
  readonly backend: LmiBackend;
  /** Every type that the fleet may consist of; the fit of the first is returned. */
  readonly instanceTypes: readonly LmiInstanceType[];
  /** GPUs or NeuronCores of one container. Default: all of the instance. */
  readonly acceleratorCount?: number;
  readonly sizing?: LmiSizing;
}

const REMEDY = 'to disable the check, pass LmiSizing.skip()';

/**
 * Checks whether a container fits in memory. An estimate that does not fit is a problem; one that fits by less than its own error is a warning.
 * Returns the estimate for the first instance type; undefined if there is nothing to estimate, or `sizing` skips the check.
 */
export function checkFit(scope: Construct, problems: Problems, container: Container, request: FitRequest): MemoryFit | undefined {
  const sizing = request.sizing ?? LmiSizing.check();
  // If another check has refused the degree, an estimate would only repeat that in other words.
  if (!sizing.enabled || problems.isReported('tensorParallelDegree', 'environment', 'sizing')) {
    return undefined;
  }
  const { architecture } = container.model;
  const load = architecture && memoryLoad(container.options, request.backend.version, architecture, request.acceleratorCount);
  if (!isEstimated(load)) {
    reportUnchecked(scope, container, load);
    return undefined;
  }
  const fits = request.instanceTypes
    .filter((instanceType) => isEstimable(instanceType, container, load))
    .map((instanceType) => estimate(scope, problems, load, container, instanceType, sizing))
    .filter((fit) => fit !== undefined);
  fits.forEach((fit) => judge(scope, problems, load, sizing, fit));
  if (request.instanceTypes.some(({ accelerator, coreCount }) => accelerator === undefined || coreCount === undefined)) {
    reportUnchecked(scope, container, {
      why: 'the accelerators of the instance type are unknown', fix: 'pass accelerator and acceleratorCount to LmiInstanceType.of',
    });
  }
  return fits[0];
}

/** Reports once why memory was not checked, and what would enable the check. */
function reportUnchecked(scope: Construct, { model, backend }: Container, reason?: NotEstimated): void {
  if (backend.sizingEngine === undefined) {
    return;
  }
  const { why, fix } = reason ?? unknownArchitecture(model.modelId);
  inform(scope, 'memory-unchecked', `whether the model fits the memory of the instance type was not checked, because ${why}: ${fix}, or test the endpoint with the `
    + 'longest requests that you expect');
}

function unknownArchitecture(modelId: string | undefined): NotEstimated {
  const meant = isLiteral(modelId) ? meantModel(modelId) : undefined;
  return {
    why: `the architecture of ${isLiteral(modelId) ? modelId : 'the model'} is unknown`,
    fix: `${meant === undefined ? '' : `did you mean ${meant}? Otherwise `}pass architecture: ModelArchitecture.fromConfigFile('config.json') to the model`,
  };
}

/** Whether enough is known about the type, and no other check has refused it. */
function isEstimable(instanceType: LmiInstanceType, { backend }: Container, { tensorParallelDegree = 1 }: MemoryLoad): boolean {
  return instanceType.accelerator?.kind === backend.acceleratorKind
    && instanceType.coreCount !== undefined && tensorParallelDegree <= instanceType.coreCount;
}

function estimate(
  scope: Construct, problems: Problems, load: MemoryLoad, container: Container, instanceType: LmiInstanceType, sizing: LmiSizing,
): MemoryFit | undefined {
  const { region } = Stack.of(scope);
  const { hasAutoContext, insistsOnContext, notes, copies, ...engine } = load;
  const props = {
    ...engine,
    tensorParallelDegree: engine.tensorParallelDegree ?? (copies > 1 ? Math.max(1, Math.floor(instanceType.coreCount! / copies)) : undefined),
  };
  const advice = {
    region: isUnresolved(region) ? undefined : region,
    contextProp: contextPropOf(container.options),
    notes,
    concurrency: sizing.concurrency,
    concurrencyAtTokens: sizing.maxModelLen,
    mayExceedModel: mayExceedModel(container.options),
    quantize: quantizationAdvice(container.options, instanceType),
  };
  return problems.collect(() => {
    const asked = MemoryFit._estimateIn({ ...props, instanceType }, advice);
    return hasAutoContext && asked._isShortOfContext
      ? MemoryFit._estimateIn({ ...props, instanceType, maxModelLen: asked.maxModelLen }, advice)
      : asked;
  });
}

function judge(scope: Construct, problems: Problems, load: MemoryLoad, sizing: LmiSizing, fit: MemoryFit): void {
  const [first, ...others] = sizing._problemsOf(fit);
  if (first !== undefined && fit._isShortOfContext && fit._contextProp === undefined) {
    warn(scope, 'memory-context', `${first}; the backend has no option for the context in this version, so keep prompts and responses within this limit.`);
  } else if (first !== undefined && fit._isShortOfContext && !load.insistsOnContext) {
    warn(scope, 'memory-context', `${first}; the engine may start, but then fails for longer requests.`);
  } else if (first !== undefined) {
    [first, ...others].forEach((sentence) => problems.add(`${sentence}; ${REMEDY}.`));
  } else if (sizing._isTight(fit)) {
    warn(scope, 'memory-tight', `${fit.architecture} fits ${fit.instanceType.name} by less than the error of the estimate: about `
      + `${fit.kvCacheGib.toFixed(1)} GiB remain for the KV cache, which must hold ${sizing._wish(fit)}. Test it before you rely on it, `
      + 'lower the context, or use a larger instance type.');
  }
}

/** The prop that sets the context of a backend; null if it has none in its version. */
function contextPropOf(options: ServedOptions): string | null {
  const { contextVariable } = options.config;
  if (contextVariable === undefined) {
    return null;
  }
  return (options.backend && ownValue(variableProps(options.backend), contextVariable)) ?? contextVariable;
}
