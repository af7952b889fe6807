import { ServedOptions } from '../../src/backend/served-options';
import { LmiInstanceType } from '../../src/instance/lmi-instance-type';
import { endpointCapacity } from '../../src/operate/served-requests';

const capacity = (environment: { readonly [name: string]: string }, type: LmiInstanceType, accelerators?: number) =>
  endpointCapacity(new ServedOptions({ backend: 'Vllm', version: 12, environment, config: {} }), type, accelerators);

test.each<[string, { readonly [name: string]: string }, LmiInstanceType, number | undefined, object]>([
  ['one copy over all accelerators', { TENSOR_PARALLEL_DEGREE: 'max' }, LmiInstanceType.G5_12XLARGE, undefined, { concurrentRequests: 256, modelCopies: 1, gpuCount: 4 }],
  ['copies that fill the instance', { TENSOR_PARALLEL_DEGREE: '2', OPTION_MAX_ROLLING_BATCH_SIZE: '10' }, LmiInstanceType.G5_12XLARGE, undefined, { concurrentRequests: 20, modelCopies: 2, gpuCount: 4 }],
  // Two copies of three accelerators leave two of eight: no third copy.
  ['copies that leave accelerators', { TENSOR_PARALLEL_DEGREE: '3', OPTION_MAX_ROLLING_BATCH_SIZE: '10' }, LmiInstanceType.G5_48XLARGE, undefined, { concurrentRequests: 20, modelCopies: 2, gpuCount: 8 }],
  ['a degree beyond the instance', { TENSOR_PARALLEL_DEGREE: '8', OPTION_MAX_ROLLING_BATCH_SIZE: '10' }, LmiInstanceType.G5_12XLARGE, undefined, { concurrentRequests: 10, modelCopies: 1, gpuCount: 4 }],
  ['a part of the accelerators', { TENSOR_PARALLEL_DEGREE: '1', OPTION_MAX_ROLLING_BATCH_SIZE: '10' }, LmiInstanceType.G5_12XLARGE, 2, { concurrentRequests: 20, modelCopies: 2, gpuCount: 4 }],
  ['a batch size that is not a number', { OPTION_MAX_ROLLING_BATCH_SIZE: 'many' }, LmiInstanceType.G5_12XLARGE, undefined, { concurrentRequests: undefined, modelCopies: 1, gpuCount: 4 }],
  ['no GPUs', { TENSOR_PARALLEL_DEGREE: 'max' }, LmiInstanceType.INF2_48XLARGE, undefined, { concurrentRequests: 256, modelCopies: 1, gpuCount: undefined }],
  ['an unknown type', { TENSOR_PARALLEL_DEGREE: '1' }, LmiInstanceType.of('ml.g9.xlarge'), undefined, { concurrentRequests: undefined, modelCopies: undefined, gpuCount: undefined }],
])('%s', (_, environment, type, accelerators, expected) => {
  expect(capacity(environment, type, accelerators)).toEqual(expected);
});
