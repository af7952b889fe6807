export { LmiError } from './lmi-error';
export { AcceleratorKind } from './facts/accelerators';
export { LmiImage, LmiImageBindOptions, LmiImageConfig, LmiImageOptions, LmiImageVersionOptions } from './image/lmi-image';
export { LmiVersion } from './image/lmi-version';
export { Accelerator } from './instance/accelerator';
export { AcceleratorProps } from './instance/accelerator-props';
export { LmiInstanceType } from './instance/lmi-instance-type';
export { LmiInstanceTypeFacts } from './instance/lmi-instance-type-facts';
export { LmiModel } from './model/lmi-model';
export { LmiModelConfig, LmiModelData } from './model/lmi-model-config';
export { LmiAssetModelOptions, LmiHuggingFaceModelOptions, LmiModelOptions } from './model/lmi-model-options';
export { LmiBackend, LmiBackendBindOptions, LmiBackendConfig } from './backend/lmi-backend';
export { LmiBackendProps } from './backend/lmi-backend-props';
export { LmiQuantization } from './backend/lmi-quantization';
export { VllmBackend } from './backend/vllm-backend';
export { VllmBackendProps } from './backend/vllm-backend-props';
export { VllmMode } from './backend/vllm-mode';
export {
  LmiConcurrencyScalingProps, LmiCooldownProps, LmiInstanceScalingProps, LmiInvocationScalingProps, LmiScalableInstanceCount,
} from './scaling/lmi-scalable-instance-count';
export { LmiEndpoint } from './endpoint/lmi-endpoint';
export { ILmiEndpoint, LmiEndpointAttributes, LmiEndpointBase } from './endpoint/lmi-endpoint-base';
export { LmiEndpointProps } from './endpoint/lmi-endpoint-props';
export { ModelArchitecture } from './model/model-architecture';
export { ModelArchitectureProps } from './model/model-architecture-props';
export { ModelConfigFileOptions } from './model/model-config-file-options';
