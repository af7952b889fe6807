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
export { LmiHostingProps } from './hosting/lmi-hosting-props';
export { LmiCopyScalingProps, LmiScalableCopyCount } from './scaling/lmi-scalable-copy-count';
export { LmiAdapterComponent } from './component/lmi-adapter-component';
export { LmiAdapterComponentProps } from './component/lmi-adapter-component-props';
export { LmiComponentEndpoint } from './component/lmi-component-endpoint';
export { LmiComponentEndpointProps } from './component/lmi-component-endpoint-props';
export { LmiComponentSpecification, LmiCopyResources } from './component/lmi-component-specification';
export { LmiInferenceComponent } from './component/lmi-inference-component';
export {
  ILmiInferenceComponent, LmiInferenceComponentAttributes, LmiInferenceComponentBase,
} from './component/lmi-inference-component-base';
export { LmiInferenceComponentProps } from './component/lmi-inference-component-props';
export { LmiPlacementStrategy } from './component/lmi-placement-strategy';
export { LmiScaleInStrategy } from './component/lmi-scale-in-strategy';
export { LoraAdapter, LoraAdapterConfig } from './component/lora-adapter';
export { LmiObservabilityProps } from './hosting/lmi-observability-props';
export { LmiVpcEndpoints, LmiVpcEndpointsProps } from './hosting/lmi-vpc-endpoints';
export { LmiAlarm, LmiAlarmKind } from './monitoring/lmi-alarm';
export { LmiAlarmOptions, LmiCommonAlarmOptions } from './monitoring/lmi-alarm-options';
export { LmiComponentAlarmOptions } from './monitoring/lmi-component-alarm-options';
export { LmiComponentAlarms } from './monitoring/lmi-component-alarms';
export { LmiComponentMetrics } from './monitoring/lmi-component-metrics';
export { LmiDashboardOptions } from './monitoring/lmi-dashboard-options';
export { LmiDashboardRows } from './monitoring/lmi-dashboard-rows';
export { LmiEndpointAlarms } from './monitoring/lmi-endpoint-alarms';
export { LmiMetricOptions } from './monitoring/lmi-metric-options';
export { LmiMetrics } from './monitoring/lmi-metrics';
export { LmiMetricsOptions } from './monitoring/lmi-metrics-options';
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
export { LmiInstancesProps } from './endpoint/lmi-instances-props';
export { LmiVariant } from './endpoint/lmi-variant';
export { LmiVariantProps } from './endpoint/lmi-variant-props';
export { ModelArchitecture } from './model/model-architecture';
export { ModelArchitectureProps } from './model/model-architecture-props';
export { ModelConfigFileOptions } from './model/model-config-file-options';
export { LmiSizing } from './sizing/lmi-sizing';
export { LmiSizingOptions } from './sizing/lmi-sizing-options';
export { MemoryFit } from './sizing/memory-fit';
export { MemoryFitProps } from './sizing/memory-fit-props';
export { SizingEngine } from './sizing/sizing-engine';
export { SmallestInstanceTypeProps } from './sizing/smallest-instance-type-props';
export { WeightFormat } from './sizing/weight-format';
