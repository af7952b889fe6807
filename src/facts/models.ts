import { ModelFact } from './model-fact';
import { MODELS_2025 } from './models-2025';
import { MODELS_2026 } from './models-2026';
import { EMBEDDING_MODELS } from './models-embedding';
import { SAMPLE_MODELS } from './models-samples';

export { ModelFact } from './model-fact';

/** The models whose geometry this library knows, by constant name; sources are in the tables. */
export const MODELS = {
  ...SAMPLE_MODELS,
  ...MODELS_2025,
  ...MODELS_2026,
  ...EMBEDDING_MODELS,
} as const satisfies { readonly [constant: string]: ModelFact };
