import { readFileSync } from 'fs';
import { join } from 'path';
import { modelArchitecture } from '../../projenrc/model-architecture';
import { INSTANCES } from '../../src/facts/instances';
import { MODEL_FAMILIES } from '../../src/facts/model-families';
import { ModelFact, MODELS } from '../../src/facts/models';
import { countParameters } from '../../src/memory/parameter-count';
import { ModelArchitecture } from '../../src/model/model-architecture';

const ROWS = Object.entries(MODELS as { readonly [constant: string]: ModelFact });
const COMPUTED = ROWS.filter(([, fact]) => !fact.parametersStated);

describe('the model catalogue', () => {
  test('has the samples of the LMI guide', () => {
    expect(ROWS.filter(([, fact]) => fact.sample).map(([constant]) => constant)).toEqual([
      'LLAMA_2_7B', 'LLAMA_2_13B', 'LLAMA_2_70B', 'LLAMA_2_70B_AWQ', 'MISTRAL_7B', 'MIXTRAL_8X7B', 'FLAN_T5_XXL', 'CODELLAMA_34B',
      'FALCON_7B', 'FALCON_40B', 'FALCON_180B',
    ]);
    expect(ROWS).toHaveLength(52);
  });

  test('names each hub id once', () => {
    const ids = ROWS.flatMap(([, fact]) => [fact.modelId, ...fact.aliases ?? [], ...fact.openAliases ?? []]);
    expect(new Set(ids).size).toBe(ids.length);
    ids.forEach((id) => expect(id).toMatch(/^[\w.-]+\/[\w.-]+$/));
  });

  test.each(ROWS)('%s is a sound geometry', (constant, fact) => {
    const architecture = (ModelArchitecture as any)[constant] as ModelArchitecture;
    expect(() => ModelArchitecture.of({ ...architecture._geometry })).not.toThrow();
    expect(MODEL_FAMILIES[fact.modelType].classes).toContain(fact.architecture);
    expect(fact.attentionHeads % fact.keyValueHeads).toBe(0);
    expect(architecture.parameters).toBe(fact.parameters);
    expect(String(architecture)).toBe(fact.modelId);
    if (fact.sampleInstanceType) {
      expect(Object.values(INSTANCES).map((row) => row.name)).toContain(fact.sampleInstanceType);
    }
  });

  test.each(COMPUTED)('%s has the parameters that its geometry gives', (_constant, fact) => {
    const family = MODEL_FAMILIES[fact.modelType];
    const computed = countParameters({
      ...fact,
      gated: fact.modelType === 't5' ? true : undefined,
      normsPerLayer: fact.modelType === 'falcon' && fact.keyValueHeads > 1 ? 2 : undefined,
    }, family);
    expect(Math.abs(computed / fact.parameters - 1)).toBeLessThan(0.005);
  });

  test('is found by exact id, alias included, and by nothing else', () => {
    expect(ModelArchitecture._forModelId('meta-llama/Llama-2-7b-hf')).toBe(ModelArchitecture.LLAMA_2_7B);
    expect(ModelArchitecture._forModelId('TheBloke/Llama-2-7B-fp16')).toBe(ModelArchitecture.LLAMA_2_7B);
    expect(ModelArchitecture._forModelId('TheBloke/llama-2-7b-fp16')).toBeUndefined();
    expect(ModelArchitecture._forModelId('someone/Llama-2-7b-hf')).toBeUndefined();
    expect(ModelArchitecture._forModelId('constructor')).toBeUndefined();
    expect(ModelArchitecture._forModelId('')).toBeUndefined();
  });

  test('is what the generated class was written from', () => {
    const written = readFileSync(join(__dirname, '../../src/model/model-architecture.ts'), 'utf-8');
    expect(written.split('\n').slice(1).join('\n').trimEnd()).toBe(modelArchitecture(MODELS).join('\n'));
  });
});
