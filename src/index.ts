export { LmiError } from './lmi-error';
export { AcceleratorKind } from './facts/accelerators';
export { LmiImage, LmiImageBindOptions, LmiImageConfig, LmiImageOptions, LmiImageVersionOptions } from './image/lmi-image';
export { LmiVersion } from './image/lmi-version';
export { Accelerator } from './instance/accelerator';
export { AcceleratorProps } from './instance/accelerator-props';
export { LmiInstanceType } from './instance/lmi-instance-type';
export { LmiInstanceTypeFacts } from './instance/lmi-instance-type-facts';
export { LmiHuggingFaceModelOptions, LmiModel, LmiModelConfig, LmiModelData, LmiModelOptions } from './model/lmi-model';
export { LmiBackend, LmiBackendBindOptions, LmiBackendConfig } from './backend/lmi-backend';
export { LmiBackendProps } from './backend/lmi-backend-props';
export { LmiQuantization } from './backend/lmi-quantization';
export { VllmBackend } from './backend/vllm-backend';
export { VllmBackendProps } from './backend/vllm-backend-props';
export { VllmMode } from './backend/vllm-mode';
export { LmiCapacityReservation } from './capacity/lmi-capacity-reservation';
export { LmiInstancePool } from './capacity/lmi-instance-pool';
export { LmiPrefixAwareOptions, LmiRouting } from './capacity/lmi-routing';
export { LmiScalableInstanceCount } from './scaling/lmi-scalable-instance-count';
export {
  LmiBacklogScalingProps, LmiConcurrencyScalingProps, LmiCooldownProps, LmiInstanceScalingProps, LmiInvocationScalingProps, LmiMetricTrackingProps,
  LmiUtilizationScalingProps,
} from './scaling/lmi-scaling-props';
export {
  LmiAllAtOnceOptions, LmiBlueGreenOptions, LmiCanaryOptions, LmiLinearOptions, LmiRollingOptions, LmiUpdateOptions,
} from './deployment/lmi-deployment-options';
export { LmiDeploymentPolicy } from './deployment/lmi-deployment-policy';
export { LmiAsyncInference } from './async/lmi-async-inference';
export { LmiAsyncInferenceConfig, LmiAsyncInferenceOptions } from './async/lmi-async-inference-options';
export { LmiDataCapture } from './capture/lmi-data-capture';
export { LmiCaptureMode, LmiDataCaptureConfig, LmiDataCaptureOptions } from './capture/lmi-data-capture-options';
export { LmiEndpoint } from './endpoint/lmi-endpoint';
export { ILmiEndpoint, LmiEndpointAttributes, LmiEndpointBase } from './endpoint/lmi-endpoint-base';
export { LmiEndpointProps } from './endpoint/lmi-endpoint-props';
export { LmiVariant } from './endpoint/lmi-variant';
export { LmiVariantProps } from './endpoint/lmi-variant-props';
export { ModelArchitecture } from './model/model-architecture';
export { ModelArchitectureProps } from './model/model-architecture-props';
export { ModelConfigFileOptions } from './model/model-config-file-options';
