/** How SageMaker spreads the copies of an inference component over the instances. */
export enum LmiPlacementStrategy {
  /** Evenly over availability zones, so that one zone can fail. */
  SPREAD = 'SPREAD',
  /** Onto as few instances as possible, so that the others can be given up. */
  BINPACK = 'BINPACK',
}
