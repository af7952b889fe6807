import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Container } from './container';
import { memoryLoad, MemoryLoad } from './memory-load';
import { LmiBackend } from '../backend/lmi-backend';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiSizing } from '../sizing/lmi-sizing';
import { MemoryFit } from '../sizing/memory-fit';

/** On what a container is to run, and what it must be able to serve. */
export interface FitRequest {
  readonly backend: LmiBackend;
  /** Every type that the fleet may consist of, the one to report first. */
  readonly instanceTypes: readonly LmiInstanceType[];
  /** GPUs or NeuronCores of one container. Default: all of the instance. */
  readonly acceleratorCount?: number;
  readonly sizing?: LmiSizing;
}

const REMEDY = 'if you know better, turn the check off with LmiSizing.skip()';

/**
 * Checks whether a container finds the memory that it needs. An estimate that says no is a fault, one that says yes by less than its own
 * error is a warning. Returns the estimate for the first instance type; undefined when there is nothing to estimate, or `sizing` says to skip it.
 */
export function checkFit(scope: Construct, problems: Problems, container: Container, request: FitRequest): MemoryFit | undefined {
  const { architecture } = container.model;
  const sizing = request.sizing ?? LmiSizing.check();
  // Where another check has refused the degree already, an estimate would say so again in other words.
  const load = architecture && sizing.enabled && !problems.isReported('tensorParallelDegree', 'environment', 'sizing')
    ? memoryLoad(container.options, request.backend.version, architecture, request.acceleratorCount)
    : undefined;
  if (!load) {
    return undefined;
  }
  const fits = request.instanceTypes
    .filter((instanceType) => isEstimable(instanceType, container, load))
    .map((instanceType) => estimate(scope, problems, load, instanceType))
    .filter((fit) => fit !== undefined);
  fits.forEach((fit) => judge(scope, problems, container, sizing, fit));
  return fits[0];
}

/** Whether the type is known well enough, and no other check has refused it. */
function isEstimable(instanceType: LmiInstanceType, { backend }: Container, { tensorParallelDegree = 1 }: MemoryLoad): boolean {
  return instanceType.accelerator?.kind === backend.acceleratorKind
    && instanceType.coreCount !== undefined && tensorParallelDegree <= instanceType.coreCount;
}

function estimate(scope: Construct, problems: Problems, load: MemoryLoad, instanceType: LmiInstanceType): MemoryFit | undefined {
  const { region } = Stack.of(scope);
  const { hasAutoContext, ...props } = load;
  return problems.collect(() => {
    const asked = MemoryFit._estimateIn({ ...props, instanceType }, isUnresolved(region) ? undefined : region);
    return hasAutoContext && asked._isShortOfContext
      ? MemoryFit._estimateIn({ ...props, instanceType, maxModelLen: asked.maxModelLen }, isUnresolved(region) ? undefined : region)
      : asked;
  });
}

function judge(scope: Construct, problems: Problems, container: Container, sizing: LmiSizing, fit: MemoryFit): void {
  const [first, ...others] = sizing._problemsOf(fit);
  if (first !== undefined && fit._isShortOfContext && container.backend.contextVariable === undefined) {
    warn(scope, 'memory-context', `${first}; the backend has no option for the context in this version, so keep prompts and answers within that`);
  } else if (first !== undefined) {
    [first, ...others].forEach((sentence) => problems.add(`${sentence}; ${REMEDY}`));
  } else if (isTight(sizing, fit)) {
    warn(scope, 'memory-tight', `${fit.architecture} fits ${fit.instanceType.name} by less than the error of the estimate: the KV cache has about `
      + `${fit.kvCacheGib.toFixed(1)} GiB, and ${sizing._tokensOf(fit)} tokens are asked of about ${fit.kvCacheTokens}; try it before you rely on it, `
      + 'lower the context, or take a larger instance type');
  }
}

function isTight(sizing: LmiSizing, fit: MemoryFit): boolean {
  // What the estimate says of TensorRT-LLM and Neuron was not measured, so its error is not known either.
  return fit._engine === SizingEngine.VLLM && fit._promisedTokens < sizing._tokensOf(fit);
}
