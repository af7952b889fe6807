import { LoraAdapter } from './lora-adapter';

/** Props of a LoRA adapter on a model of a shared fleet. */
export interface LmiAdapterComponentProps {
  /** Where the adapter is. */
  readonly adapter: LoraAdapter;

  /**
   * Name of the component, which requests give as `InferenceComponentName`: at most 63 small letters, digits and inner hyphens; capitals raise an
   * error. A change of name replaces the component.
   *
   * @default - a name made of the construct's path and the id of the stack, which stays the same for as long as the construct stays in its place
   */
  readonly inferenceComponentName?: string;
}
