import { ARCHITECTURE_RULES } from '../../src/backend/architecture-rules';
import { MODEL_RULES } from '../../src/backend/model-rules';
import type { Situation } from '../../src/backend/rule';
import { BackendName } from '../../src/facts/backends';
import type { ModelArchitecture } from 'cdk-sagemaker-lmi';

/** Which rules of an endpoint are about whether a backend serves a model at all. */
const RULES = [...MODEL_RULES, ...ARCHITECTURE_RULES].filter(({ id }) => ['t5', 'untested-model', 'unsupported-architecture', 'unlisted-architecture'].includes(id));

/** Why a backend may not serve a model, in the words in which an endpoint with it would say so; undefined where nothing is known against it. */
export function doubtOf(architecture: ModelArchitecture, backend: BackendName, version: number): string | undefined {
  const { modelType, architectureClass } = architecture._geometry;
  const plain: Partial<Situation> = {
    backend, version, modelType, architectures: architectureClass === undefined ? [] : [architectureClass], environment: {}, literal: () => undefined,
  };
  return RULES.filter(({ backends = [backend] }) => backends.includes(backend))
    .map(({ violation }) => violation(plain as Situation)).find((each) => each !== undefined);
}
