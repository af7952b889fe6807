import { Finding } from './finding';

/** A setting as the user wrote it, and the corresponding variable. */
export interface Setting {
  readonly written: string;
  readonly variable: string;
  readonly value: string;
}

/** Name of the property of a model that locates its weights. */
export const MODEL_DATA = 'ModelDataSource';

/** The settings of a container, as far as they were read. */
export interface Settings {
  readonly settings: readonly Setting[];
  /** Names of variables, and of the location of the weights, whose values are known only at deployment. */
  readonly deferred?: readonly string[];
  /** Properties that have no variable, so that only a serving.properties can hold them. */
  readonly withoutVariable?: readonly string[];
  /** Doubts about the file itself. */
  readonly findings?: readonly Finding[];
  /** Parts that could not be read. */
  readonly notes?: readonly string[];
}

/** A deployment as described by a file. */
export interface Source extends Settings {
  /** Logical id, if the file is a template. */
  readonly resource?: string;
  readonly image?: string;
  readonly modelData?: string;
  readonly instanceType?: string;
  readonly instanceCount?: number;
}
