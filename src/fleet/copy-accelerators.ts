import { workersPerDevice } from './copy-resources';
import { LmiBackend } from '../backend/lmi-backend';
import { Environment } from '../backend/served-options';
import { LmiError } from '../checks/lmi-error';
import { Container, withVariable } from '../container/container';
import { isEstimated, memoryLoad } from '../container/memory-load';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { MemoryFit } from '../sizing/memory-fit';

/** A container, and the user's props that determine its accelerators. */
interface AcceleratorRequest {
  readonly given?: number;
  readonly container: Container;
  readonly backend: LmiBackend;
  readonly instanceType: LmiInstanceType;
  /** Variables that the user adds. */
  readonly added?: Environment;
}

/** The accelerator devices of a copy, and the container configured for them. */
interface CopyAccelerators {
  /** Undefined if the instance type is unknown too. */
  readonly devices?: number;
  readonly container: Container;
}

/** The number that the user sets, or that the parallel degree requires, or the smallest that the model fits on, or all of the instance. */
export function chooseAccelerators(request: AcceleratorRequest): CopyAccelerators {
  const { given, container, instanceType, added } = request;
  const { options } = container;
  if (given !== undefined) {
    return { devices: given, container };
  }
  const degree = options.count(options.degreeVariable);
  if (degree) {
    return { devices: Math.ceil(degree * options.stages / workersPerDevice(instanceType)), container };
  }
  const variable = options.degreeVariable;
  const isOpen = !Object.keys(added ?? {}).some((name) => name === variable || options.config.aliases?.[name] === variable);
  const fewest = isOpen && options.environment[variable] !== undefined ? fewestThatFit(request) : undefined;
  return fewest === undefined
    ? { devices: instanceType.acceleratorCount, container }
    : { devices: fewest, container: withVariable(container, variable, String(fewest * workersPerDevice(instanceType))) };
}

function fewestThatFit({ container, backend, instanceType }: AcceleratorRequest): number | undefined {
  const { architecture } = container.model;
  const isKnown = instanceType.accelerator?.kind === container.backend.acceleratorKind && instanceType.coreCount !== undefined;
  const counts = Array.from({ length: instanceType.acceleratorCount ?? 0 }, (_, index) => index + 1);
  return architecture && isKnown ? counts.find((devices) => fits(devices * workersPerDevice(instanceType))) : undefined;

  function fits(workers: number): boolean {
    const load = memoryLoad(container.options, backend.version, architecture!, workers);
    try {
      if (!isEstimated(load)) {
        return false;
      }
      const { hasAutoContext, insistsOnContext, notes, copies, ...props } = load;
      const fit = MemoryFit.estimate({ ...props, instanceType });
      return fit.fits || (!insistsOnContext && fit._isShortOfContext);
    } catch (error) {
      // The heads of the model cannot be split over this number.
      if (error instanceof LmiError) {
        return false;
      }
      throw error;
    }
  }
}
