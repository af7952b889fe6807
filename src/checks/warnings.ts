import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Every warning of this library by its id, with the headline that the documentation shows. A user silences one with
 * `Annotations.of(scope).acknowledgeWarning('cdk-sagemaker-lmi:<id>')`.
 */
export const WARNINGS = {
  'unknown-option': 'A variable looks like an option but no known LMI version reads it; the container ignores it silently.',
  'unknown-word': 'The engine of the LMI version does not know a word unless a plugin adds it.',
  'default-replaced': 'A variable in `environment` replaces a default of the backend that has a prop.',
  'other-library': 'A variable chooses an inference library other than that of the backend.',
  'placeholder': 'A variable that should hold a secret holds a placeholder for one.',
  'image-unconfirmed': 'The lists of images disagree on whether the region has the image.',
  'instance-region': 'The price list does not offer the instance type in the region.',
  'unknown-instance-size': 'The family of the instance type is known, but not the size.',
  'bf16-unsupported': 'The accelerator does not compute in bfloat16.',
  'old-gpu': 'The GPU lacks the kernels of the quantization.',
  'immutable-role': 'The role cannot be changed, so the permissions it needs must be added manually.',
  'endpoint-name-case': 'The ARN of the endpoint contains its name in lowercase, while requests need it with its uppercase letters.',
  'role-trust': 'SageMaker cannot assume the role that is set.',
  'role-policies': 'An update that changes every model needs more policies on the role than IAM attaches by default.',
  'foreign-bucket': 'The bucket is of another account, whose bucket policy must allow what the role does.',
  'isolated-subnets': 'The subnets have no route to S3, so neither the model nor the image can be loaded.',
  'public-subnets': 'The subnets are public, but containers have no public IP address and therefore no internet access.',
  'option-ignored': 'The container ignores an option because another option is missing or conflicts with it.',
  'chat-requests': 'The LMI version fails chat requests in a rolling batch.',
  'rolling-batch': 'The LMI version serves asynchronously, and may not start with the rolling batch that a variable names.',
  'async-handler': 'A handler of your own runs in asynchronous mode, in which it must be declared with `async def`.',
  'draft-model': 'The LMI version starts only with some draft models.',
  'false-ignored': 'The LMI version drops `false` for options that it passes to the engine.',
  'office-hours': 'A real-time variant keeps an instance outside office hours.',
  'component-endpoint': 'The endpoint of an imported inference component is not known, so invoking the endpoint is not granted.',
  'fleet-too-small': 'The minimum number of copies of the inference components needs more than the fleet has at its maximum size.',
  'fleet-isolation': 'A model from the Hugging Face Hub disables network isolation for all other models of the fleet.',
  'copies-below-minimum': 'A deployment starts fewer copies than scaling keeps.',
  'no-copies': 'SageMaker is reported to refuse a component that is created without a copy.',
  'scaled-without-type': 'The library chooses the instance type of a variant that scales, and the choice can change with the model or the library.',
  'scaling-bounds': 'The initial number of instances is greater than scaling allows.',
  'no-policy': 'Scaling has bounds but no policy, so nothing changes the number of instances or copies.',
  'scaling-target': 'The target of a scaling policy is more than an instance or copy processes at the same time.',
  'unknown-time-zone': 'A time zone is not in the time zone database.',
  'gated-model': 'The model is gated on the Hugging Face Hub, and there is no token.',
  'secret-parameter': 'A secret comes from a parameter of the stack that everyone can read.',
  'idle-accelerators': 'Some accelerators stay idle.',
  'embedding-task': 'The model is for embeddings, but the endpoint does not embed with it as it is configured.',
  'no-route': 'The model returns scores, for which the handler of the container has no route.',
  'untested-model': 'The guide of the LMI version does not list the model type for the backend.',
  'needless-quantization': 'The checkpoint already specifies its quantization; setting it again costs speed.',
  'scales-lost': 'The backend reads the weights of a quantized checkpoint without their scales.',
  'unquantized-checkpoint': 'The checkpoint is not quantized by the method that is set.',
  'no-parsers': 'Information: a backend of your own sets no parsers for tool calls and reasoning, which the model would have by default.',
  'short-context': 'The default of the LMI version is too short for nearly every use.',
  'long-context': 'The context is longer than the architecture that is passed allows, unless the positions of the model are scaled.',
  'memory-tight': 'The model fits its instance type, but by less than the error of the estimate.',
  'memory-context': 'The context of the model is longer than the KV cache, and the backend has no option to shorten it.',
  'slow-staging': 'The weights may take longer to copy than a deployment waits.',
  'staged-in-another-stack': 'The weights of a revision are deleted before an endpoint in another stack has moved to the next one.',
  'staged-pickles': 'The weights to copy are in a format that can run code when they are loaded.',
  'memory-unchecked': 'Information: whether the model fits the memory of the instance type was not checked.',
  'slow-start': 'The weights may take longer to load than SageMaker waits.',
  'serving-properties': 'A serving.properties in the model directory overrides a prop.',
  'unknown-property': 'A property in serving.properties is unknown to the LMI version; the container ignores it silently.',
  'handler-ignored': 'The backend names its own handler, so that the model.py next to the weights is not run.',
  'package-weights': 'The role gets no access to the weights of the model package, because their bucket is not known.',
  'isolation-off': 'A variable names something that the container loads over the network, so it is not isolated by default.',
  'isolated-requirements': 'The container cannot install requirements.txt, because it is isolated from the network.',
  'openai-streaming': 'It is uncertain whether the container streams for OpenAI clients.',
  'startup-timeout': 'SageMaker stops waiting before the container stops loading.',
  'host-driver': 'The image is reported to fail on the driver of the instance type.',
  'unknown-host-image': 'The host image is unknown to this library.',
} as const;

export type WarningId = keyof typeof WARNINGS;

/** Adds information that a user can acknowledge by its stable id. */
export function inform(scope: IConstruct, id: WarningId, message: string): void {
  Annotations.of(scope).addInfoV2(`cdk-sagemaker-lmi:${id}`, message);
}

/** Adds a warning that a user can acknowledge by its stable id. */
export function warn(scope: IConstruct, id: WarningId, message: string): void {
  Annotations.of(scope).addWarningV2(`cdk-sagemaker-lmi:${id}`, message);
}
