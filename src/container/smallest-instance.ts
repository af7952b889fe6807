import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { joinVariables } from './join-variables';
import { isEstimated, memoryLoad, MemoryLoad, NotEstimated } from './memory-load';
import { LmiBackend, LmiBackendConfig } from '../backend/lmi-backend';
import { Environment, ServedOptions } from '../backend/served-options';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiVersion } from '../image/lmi-version';
import { Accelerator } from '../instance/accelerator';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModel } from '../model/lmi-model';
import { ModelArchitecture } from '../model/model-architecture';
import { LmiSizing } from '../sizing/lmi-sizing';
import { MemoryFit } from '../sizing/memory-fit';

/** What an instance type is needed for. */
interface InstanceRequest {
  readonly model: LmiModel;
  readonly backend?: LmiBackend;
  readonly environment?: Environment;
  readonly sizing?: LmiSizing;
}

const REMEDY = 'set instanceType';

/** The cheapest instance type in the region that fits the model and backend; otherwise a problem reports what is missing. */
export function smallestInstance(scope: Construct, problems: Problems, request: InstanceRequest): LmiInstanceType | undefined {
  const { architecture } = request.model;
  if (architecture === undefined) {
    problems.add(`instanceType is missing, and cannot be derived because the architecture of the model is unknown: ${REMEDY}, or pass `
      + 'architecture: ModelArchitecture.fromConfigFile(\'config.json\') to the model.');
    return undefined;
  }
  const before = problems.count;
  const load = problems.collect(() => loadOf(request, architecture));
  if (!isEstimated(load)) {
    if (problems.count === before) {
      problems.add(`instanceType is missing, and cannot be derived${load === undefined ? ` from the backend: ${REMEDY}` : ` because ${load.why}: ${REMEDY}, or ${load.fix}`}.`);
    }
    return undefined;
  }
  const { region } = Stack.of(scope);
  const { hasAutoContext, insistsOnContext, notes, copies, tensorParallelDegree, ...engine } = load;
  if (copies > 1) {
    problems.add(`instanceType is missing, and cannot be derived because dataParallelSize is ${copies}: ${REMEDY}.`);
    return undefined;
  }
  const wish = request.sizing ?? LmiSizing.check();
  return problems.collect(() => MemoryFit._smallest({
    ...engine,
    // An engine that uses the longest context that fits needs room only for what the user asks for.
    maxModelLen: hasAutoContext ? wish.maxModelLen : engine.maxModelLen,
    fixedDegree: STAND_INS.some(({ coreCount }) => coreCount === tensorParallelDegree) ? undefined : tensorParallelDegree,
    concurrency: wish.concurrency,
    concurrencyAtTokens: wish.maxModelLen,
    region: isUnresolved(region) ? undefined : region,
  }));
}

/** The config of the default backend. */
const DEFAULT_BACKEND: Pick<LmiBackendConfig, 'environment' | 'sizingEngine' | 'contextVariable'> = {
  environment: {},
  sizingEngine: SizingEngine.VLLM,
  contextVariable: 'OPTION_MAX_MODEL_LEN',
};

/**
 * Instance types to bind a backend to before the real one is chosen. No real type has this many devices, so a degree of exactly this number was not
 * set but follows from the type.
 */
const STAND_INS: readonly LmiInstanceType[] = [Accelerator.H200, Accelerator.TRAINIUM1]
  .map((accelerator) => LmiInstanceType.of('ml.stand-in.xlarge', { accelerator, acceleratorCount: 9973 }));

function loadOf({ backend, environment }: InstanceRequest, architecture: ModelArchitecture): MemoryLoad | NotEstimated | undefined {
  const config = backend ? bindToStandIn(backend, architecture, environment) : DEFAULT_BACKEND;
  const version = backend?.version ?? LmiVersion.LATEST;
  const options = new ServedOptions({
    backend: backend?._name,
    version: version._ordinal,
    environment: joinVariables({ backend: config, model: {}, added: environment }).environment,
    config,
  });
  return memoryLoad(options, version, architecture);
}

function bindToStandIn(backend: LmiBackend, architecture: ModelArchitecture, environment?: Environment): LmiBackendConfig {
  const model = { modelId: 'stand-in/model', architecture };
  const bound = STAND_INS.map((instanceType) => {
    try {
      const config = backend.bind({ model, instanceType, environment });
      return instanceType.accelerator!.kind === config.acceleratorKind ? config : undefined;
    } catch (error) {
      if (error instanceof LmiError) {
        return undefined;
      }
      throw error;
    }
  }).find((config) => config !== undefined);
  return bound ?? backend.bind({ model, instanceType: STAND_INS[0], environment });
}
