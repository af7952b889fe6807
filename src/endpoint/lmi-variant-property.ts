/** A variant property that an update of a scaling endpoint either keeps or takes from the template. */
export enum LmiVariantProperty {
  /** The number of instances. */
  DESIRED_INSTANCE_COUNT = 'DesiredInstanceCount',
  /** The weight of a variant. */
  DESIRED_WEIGHT = 'DesiredWeight',
  /** Whether and how requests and responses are captured. */
  DATA_CAPTURE_CONFIG = 'DataCaptureConfig',
}
