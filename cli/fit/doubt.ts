import { ARCHITECTURE_RULES } from '../../src/backend/architecture-rules';
import { MODEL_TYPE_RULES } from '../../src/backend/model-rules';
import { CHECKPOINT_RULES } from '../../src/backend/quantization-rules';
import { appliesTo, type ModelSituation } from '../../src/backend/rule';
import { BackendName } from '../../src/facts/backends';
import type { ModelArchitecture } from 'cdk-sagemaker-lmi';

const RULES = [...CHECKPOINT_RULES, ...MODEL_TYPE_RULES, ...ARCHITECTURE_RULES];

/** Why a backend may not serve a model, as an endpoint would report it; undefined if no reason is known. */
export function doubtOf(architecture: ModelArchitecture, backend: BackendName, version: number): string | undefined {
  const { modelType, architectureClass, quantizationMethod } = architecture._geometry;
  const situation: ModelSituation = {
    backend, version, modelType, architectures: architectureClass === undefined ? [] : [architectureClass], quantizationMethod, isFromHub: true,
    environment: {}, literal: () => undefined, isUnknown: () => false,
  };
  return RULES.filter((rule) => appliesTo(rule, situation)).map((rule) => rule.violation(situation)).find((each) => each !== undefined);
}
