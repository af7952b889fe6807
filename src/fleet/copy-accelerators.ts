import { workersPerDevice } from './copy-resources';
import { LmiBackend } from '../backend/lmi-backend';
import { LmiError } from '../checks/lmi-error';
import { isLiteral } from '../checks/tokens';
import { Container } from '../container/container';
import { Environment } from '../container/environment';
import { memoryLoad } from '../container/memory-load';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { MemoryFit } from '../sizing/memory-fit';

/** What is asked for a copy, and the container that serves it. */
export interface AcceleratorRequest {
  readonly given?: number;
  readonly container: Container;
  readonly backend: LmiBackend;
  readonly instanceType: LmiInstanceType;
  /** What the user adds to the variables. */
  readonly added?: Environment;
}

/** The accelerator devices of a copy, and the container that is split over them. */
export interface CopyAccelerators {
  /** Undefined when the instance type is not known either. */
  readonly devices?: number;
  readonly container: Container;
}

const DEGREES = ['OPTION_TENSOR_PARALLEL_DEGREE', 'TENSOR_PARALLEL_DEGREE'];

/** What was asked for, or what the tensor parallel degree needs, or the fewest that the model fits, or all of the instance. */
export function chooseAccelerators(request: AcceleratorRequest): CopyAccelerators {
  const { given, container, instanceType, added } = request;
  const { environment } = container;
  const variable = DEGREES.find((name) => environment[name] !== undefined);
  const degree = variable && environment[variable];
  if (given !== undefined) {
    return { devices: given, container };
  }
  if (isLiteral(degree) && /^[1-9]\d*$/.test(degree)) {
    return { devices: Math.ceil(Number(degree) / workersPerDevice(instanceType)), container };
  }
  const isOpen = !DEGREES.some((name) => added?.[name] !== undefined);
  const fewest = isOpen ? fewestThatFit(request) : undefined;
  if (variable === undefined || fewest === undefined) {
    return { devices: instanceType.acceleratorCount, container };
  }
  const workers = String(fewest * workersPerDevice(instanceType));
  return { devices: fewest, container: { ...container, environment: { ...environment, [variable]: workers } } };
}

function fewestThatFit({ container, backend, instanceType }: AcceleratorRequest): number | undefined {
  const { architecture } = container.model;
  const isKnown = instanceType.accelerator?.kind === container.backend.acceleratorKind && instanceType.coreCount !== undefined;
  const counts = Array.from({ length: instanceType.acceleratorCount ?? 0 }, (_, index) => index + 1);
  return architecture && isKnown ? counts.find((devices) => fits(devices * workersPerDevice(instanceType))) : undefined;

  function fits(workers: number): boolean {
    const load = memoryLoad(container, backend.version, architecture!, workers);
    try {
      return load !== undefined && MemoryFit.estimate({ ...load, instanceType }).fits;
    } catch (error) {
      // The heads of the model cannot be split over so many.
      if (error instanceof LmiError) {
        return false;
      }
      throw error;
    }
  }
}
