/** When a fleet gives an instance up. */
export enum LmiScaleInStrategy {
  /** Once no copy is left on it. */
  IDLE_RELEASE = 'IDLE_RELEASE',
  /** Copies are moved together first, so that instances become free. */
  CONSOLIDATION = 'CONSOLIDATION',
}
