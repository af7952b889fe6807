import { Construct } from 'constructs';
import { ServedOptions } from './served-options';
import { Problems } from '../checks/problems';
import { instanceOf } from '../checks/prop-kinds';
import { AcceleratorKind } from '../facts/accelerators';
import { BackendName } from '../facts/backends';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiImage } from '../image/lmi-image';
import { LmiVersion } from '../image/lmi-version';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { LmiModelConfig } from '../model/lmi-model-config';

/** Options for binding a backend to a container. */
export interface LmiBackendBindOptions {
  /** The location of the weights. */
  readonly model: LmiModelConfig;

  /** The instance type that the container runs on. */
  readonly instanceType: LmiInstanceType;

  /**
   * Number of accelerators that the container can use: GPUs, or NeuronCores.
   *
   * @default - all of the instance
   */
  readonly acceleratorCount?: number;

  /**
   * Variables that the user adds. They replace defaults of the backend, so a default can depend on them.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** Configuration of the container for a backend. */
export interface LmiBackendConfig {
  /** Variables of the container. */
  readonly environment: { [name: string]: string };

  /**
   * The prop that each variable comes from, for error messages: the user cannot set them to other values.
   *
   * @default - the variables are named without their props
   */
  readonly props?: { [name: string]: string };

  /**
   * Names of the variables in `environment` that are defaults. A value in the `environment` of the user replaces them.
   *
   * @default - none; a variable with another value raises an error
   */
  readonly defaults?: string[];

  /**
   * The prop for each variable that has one, so that messages can suggest it.
   *
   * @default - messages name the variable
   */
  readonly variableProps?: { [name: string]: string };

  /**
   * Other names that the container reads for the same setting, each with the variable it stands for.
   *
   * @default - none
   */
  readonly aliases?: { [alias: string]: string };

  /**
   * Every variable that the container reads in some version, to detect misspelled ones.
   *
   * @default - unknown; `environment` is not checked for misspelled names
   */
  readonly knownVariables?: string[];

  /** The image. */
  readonly image: LmiImage;

  /** The family of AWS images that holds the backend: `djl-deepspeed`, `djl-lmi`, `djl-tensorrtllm` or `djl-neuronx`. */
  readonly imageFamily: string;

  /** The kind of accelerator that the image runs on. */
  readonly acceleratorKind: AcceleratorKind;

  /**
   * Engine whose memory model is used.
   *
   * @default - unknown, and memory is not checked
   */
  readonly sizingEngine?: SizingEngine;

  /**
   * The variable that limits the context, such as `OPTION_MAX_MODEL_LEN`.
   *
   * @default - no such variable; a context that is longer than the KV cache is then a warning, because it cannot be limited
   */
  readonly contextVariable?: string;
}

/** A container with its final variables. */
export interface BoundContainer extends LmiBackendBindOptions {
  /** The result of `bind`. */
  readonly config: LmiBackendConfig;
  /** The user's variables that reach the container. */
  readonly added: { readonly [name: string]: string };
  /** The final variables, read once. */
  readonly options: ServedOptions;
}

/**
 * How the container serves: an inference library with its options.
 *
 * A backend is a construct because its warnings need a place in the tree. It creates no SageMaker resource, so one backend can serve several
 * endpoints.
 */
export abstract class LmiBackend extends Construct {
  /** The LMI version against which the options are checked. */
  public abstract readonly version: LmiVersion;

  /**
   * The option table that the backend follows.
   *
   * @default - none; the backend is not part of this library
   * @internal
   */
  public get _name(): BackendName | undefined {
    return undefined;
  }

  /**
   * Whether the version is known to be that of the image, not just assumed.
   *
   * @internal
   */
  public get _isVersionKnown(): boolean {
    return true;
  }

  /**
   * Maps the options to variables of the container.
   *
   * @param options what the container serves, and on what
   */
  public abstract bind(options: LmiBackendBindOptions): LmiBackendConfig;

  /**
   * Checks the final variables of a container: those of `bind` merged with the user's.
   *
   * @internal
   */
  public _inspect(_scope: Construct, _problems: Problems, _container: BoundContainer): void {}
}

/** Kind of a prop that takes a backend. */
export const BACKEND = instanceOf(LmiBackend, 'create it with new VllmBackend or another backend');
