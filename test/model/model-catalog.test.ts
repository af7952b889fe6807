import { readFileSync } from 'fs';
import { join } from 'path';
import { modelArchitecture } from '../../projenrc/model-architecture';
import { INSTANCES } from '../../src/facts/instances';
import { MODEL_FAMILIES } from '../../src/facts/model-families';
import { ModelFact, MODELS } from '../../src/facts/models';
import { LmiModel } from '../../src/model/lmi-model';
import { ModelArchitecture } from '../../src/model/model-architecture';
import { propsOf } from '../assembly';

const ROWS = Object.entries(MODELS as { readonly [constant: string]: ModelFact });
const idsOf = (fact: ModelFact): string[] => [fact.modelId, ...fact.aliases ?? [], ...fact.openAliases ?? []];

describe('the model catalog', () => {
  test('has the samples of the LMI guide, and more than 150 others', () => {
    expect(ROWS.filter(([, fact]) => fact.sample).map(([constant]) => constant)).toEqual([
      'LLAMA_2_7B', 'LLAMA_2_13B', 'LLAMA_2_70B', 'LLAMA_2_70B_AWQ', 'MISTRAL_7B', 'MIXTRAL_8X7B', 'FLAN_T5_XXL', 'CODELLAMA_34B',
      'FALCON_7B', 'FALCON_40B', 'FALCON_180B',
    ]);
    expect(ROWS.length).toBeGreaterThanOrEqual(150);
  });

  test('has each Hub id once', () => {
    const ids = ROWS.flatMap(([, fact]) => idsOf(fact));
    expect(new Set(ids).size).toBe(ids.length);
    ids.forEach((id) => expect(id).toMatch(/^[\w.-]+\/[\w.-]+$/));
  });

  test.each(ROWS)('%s is a sound geometry', (constant, fact) => {
    const architecture = (ModelArchitecture as any)[constant] as ModelArchitecture;
    const props: any = Object.fromEntries(propsOf('ModelArchitectureProps').map((prop) => [prop, (architecture._geometry as any)[prop]]));
    expect(() => ModelArchitecture.of(props)).not.toThrow();
    expect(Object.keys(MODEL_FAMILIES)).toContain(architecture.modelType);
    expect((fact.config.architectures as string[])[0]).toBe(architecture.architectureClass);
    expect(architecture.attentionHeads % architecture.keyValueHeads).toBe(0);
    expect(String(architecture)).toBe(fact.modelId);
    expect((ModelArchitecture as any)[constant]).toBe(architecture);
    // The assumption about an encoder also applies to a file; a listed model may have no other assumptions.
    expect((architecture._geometry.assumptions ?? []).filter((note) => !/encoder/.test(note))).toEqual([]);
    if (fact.sampleInstanceType) {
      expect(Object.values(INSTANCES).map((row) => row.name)).toContain(fact.sampleInstanceType);
    }
  });

  test('is found only by exact id or alias', () => {
    expect(ModelArchitecture._forModelId('meta-llama/Llama-2-7b-hf')).toBe(ModelArchitecture.LLAMA_2_7B);
    expect(ModelArchitecture._forModelId('TheBloke/Llama-2-7B-fp16')).toBe(ModelArchitecture.LLAMA_2_7B);
    for (const id of ['TheBloke/LLAMA-2-7b-fp16', 'someone/Llama-2-7b-hf', 'constructor', '', '-FP8', '/-FP8', 'nvidia/-NVFP4']) {
      expect(ModelArchitecture._forModelId(id)).toBeUndefined();
    }
  });

  // Commonly deployed ids: vLLM's recipes, JumpStart, and AWS samples, read 2026-11.
  test.each([
    'Qwen/Qwen3-30B-A3B-Instruct-2507', 'Qwen/Qwen3-235B-A22B-Instruct-2507', 'Qwen/Qwen3-Coder-30B-A3B-Instruct', 'Qwen/Qwen3-8B-FP8', 'Qwen/Qwen3-8B-AWQ',
    'Qwen/Qwen2.5-7B-Instruct-AWQ', 'Qwen/Qwen2.5-32B-Instruct-GPTQ-Int4', 'Qwen/QwQ-32B', 'Qwen/Qwen3-Next-80B-A3B-Instruct', 'Qwen/Qwen3.6-27B',
    'Qwen/Qwen3-VL-8B-Instruct', 'Qwen/Qwen2.5-VL-7B-Instruct', 'Qwen/Qwen3-Embedding-8B', 'BAAI/bge-m3', 'deepseek-ai/DeepSeek-V3-0324',
    'deepseek-ai/DeepSeek-R1-0528-Qwen3-8B', 'deepseek-ai/DeepSeek-V3.2', 'mistralai/Mistral-Small-3.2-24B-Instruct-2506', 'zai-org/GLM-4.5-Air', 'zai-org/GLM-4.6',
    'moonshotai/Kimi-K2-Instruct', 'MiniMaxAI/MiniMax-M2.5', 'google/gemma-4-31B-it', 'openai/gpt-oss-20b', 'nvidia/Llama-3.3-70B-Instruct-FP8',
    'RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16', 'nvidia/Qwen3-32B-NVFP4', 'unsloth/Llama-3.3-70B-Instruct',
    'meta-llama/Meta-Llama-3-8B', 'meta-llama/Llama-3.2-11B-Vision-Instruct', 'microsoft/Phi-4-reasoning',
  ])('knows %s', (id) => {
    expect(LmiModel.fromHuggingFace(id).architecture?.parameters).toBeGreaterThan(1e8);
  });

  test.each([
    ['Qwen/Qwen3-8B-FP8', 'fp8', 8, 'QWEN3_8B'],
    ['Qwen/Qwen3-8B-AWQ', 'awq', 4, 'QWEN3_8B'],
    ['Qwen/Qwen2.5-32B-Instruct-GPTQ-Int8', 'gptq', 8, 'QWEN2_5_32B_INSTRUCT'],
    ['nvidia/Llama-3.3-70B-Instruct-FP8', 'modelopt', 8, 'LLAMA_3_3_70B_INSTRUCT'],
    ['nvidia/Llama-3.3-70B-Instruct-NVFP4', 'modelopt', 4, 'LLAMA_3_3_70B_INSTRUCT'],
    ['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'compressed-tensors', 8, 'LLAMA_3_3_70B_INSTRUCT'],
    ['RedHatAI/Llama-3.3-70B-Instruct-quantized.w8a8', 'compressed-tensors', 8, 'LLAMA_3_3_70B_INSTRUCT'],
  ] as const)('%s is %s with %i bits of its base', (id, method, bits, base) => {
    const copy = ModelArchitecture._forModelId(id)!;
    expect([copy.quantizationMethod, copy.quantizationBits, copy.name]).toEqual([method, bits, id]);
    expect(copy.parameters).toBe(ModelArchitecture[base].parameters);
    expect(copy._geometry.cache).toEqual(ModelArchitecture[base]._geometry.cache);
    expect(ModelArchitecture._forModelId(id)).toBe(copy);
  });

  test('a copy by an owner that is not listed is unknown', () => {
    expect(ModelArchitecture._forModelId('someone/Qwen3-8B-FP8')).toBeUndefined();
    expect(ModelArchitecture._forModelId('Qwen/Qwen3-8B-quantized.w4a16')).toBeUndefined();
    // The base itself is quantized.
    expect(ModelArchitecture._forModelId('openai/gpt-oss-20b-AWQ')).toBeUndefined();
  });

  test('matches the generated class', () => {
    const written = readFileSync(join(__dirname, '../../src/model/model-architecture.ts'), 'utf-8');
    expect(written.split('\n').slice(1).join('\n').trimEnd()).toBe(modelArchitecture(MODELS).join('\n'));
  });
});
