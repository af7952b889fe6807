import { CLASS_KIND, docComment } from './generated-file';
import { ModelFact } from '../src/facts/models';

/** Attributes that repeat a field of the geometry: name, type, and what it is. */
const ATTRIBUTES: readonly (readonly [name: string, declaration: string, doc: string])[] = [
  ['name', 'string', 'Exact id on the Hugging Face hub, or the name that was given.'],
  ['architectureClass', 'string', 'Class under `architectures`, such as `LlamaForCausalLM`.'],
  ['modelType', 'string', 'The `model_type`, such as `llama`.'],
  ['parameters', 'number', 'Number of weights, all experts included, as if nothing were quantized.'],
  ['layers', 'number', 'Layers that keep a KV cache.'],
  ['hiddenSize', 'number', 'Width of the hidden state.'],
  ['attentionHeads', 'number', 'Query heads.'],
  ['keyValueHeads', 'number', 'Key-value heads.'],
  ['headDimension', 'number', 'Width of one head.'],
  ['intermediateSize', 'number', 'Width of the feed-forward block.'],
  ['vocabularySize', 'number', 'Entries of the vocabulary.'],
  ['maxPositionEmbeddings', 'number', 'Longest context the model was made for, in tokens.'],
  ['tiedEmbeddings', 'boolean', 'Whether input and output share one embedding matrix.'],
  ['torchDtype', 'string', 'Data type of the checkpoint.'],
  ['quantizationMethod', 'string', 'Method of a checkpoint that is quantized already.'],
  ['quantizationBits', 'number', 'Bits of one weight of a checkpoint that is quantized already.'],
  ['experts', 'number', 'Experts of one layer.'],
  ['expertsPerToken', 'number', 'Experts that a token passes in one layer.'],
  ['expertIntermediateSize', 'number', 'Width of one expert, where it is not that of the feed-forward block.'],
  ['kvLoraRank', 'number', 'Rank of the compressed KV cache of multi-head latent attention.'],
  ['qkRopeHeadDimension', 'number', 'Width of the part of a key that carries the position, with multi-head latent attention.'],
  ['slidingWindow', 'number', 'Tokens that sliding-window layers look back at most.'],
  ['encoderLayers', 'number', 'Layers of the encoder of an encoder-decoder model.'],
  ['multimodal', 'boolean', 'Whether the model has a vision or audio encoder.'],
];

const ALWAYS = [
  'parameters', 'layers', 'hiddenSize', 'attentionHeads', 'keyValueHeads', 'headDimension', 'intermediateSize', 'vocabularySize',
  'maxPositionEmbeddings', 'tiedEmbeddings',
];

/** Lines of `src/model/model-architecture.ts`, without the marker. */
export function modelArchitecture(models: { readonly [constant: string]: ModelFact }): string[] {
  const optional = (name: string): boolean => !ALWAYS.includes(name);
  return [
    'import { ModelArchitectureProps, ModelConfigFileOptions } from \'./model-architecture-props\';',
    'import { geometryFromConfigFile, geometryFromFact, geometryFromProps, modelConstant } from \'./model-geometry\';',
    'import { instanceOf } from \'../checks/prop-kinds\';',
    'import { MODELS } from \'../facts/models\';',
    'import { Geometry } from \'../memory/memory-model\';',
    '',
    ...docComment('', [
      'Geometry of a model, from which its memory follows.',
      'The constants describe the checkpoints of that exact hub id; a quantized copy of the same model is another architecture.',
    ]),
    'export class ModelArchitecture {',
    ...Object.entries(models).flatMap(([constant, fact]) => [
      ...docComment('  ', [describe(fact)]),
      `  public static readonly ${constant} = new ModelArchitecture(geometryFromFact(MODELS.${constant}));`,
      '',
    ]),
    ...docComment('  ', [
      'Reads the `config.json` that lies beside a model\'s weights on the hub.',
      '@param path path of the file; one that is missing, is not JSON, lacks a field or describes a model of an unknown kind raises an error ' +
      'with all problems',
      '@param options what the file does not say',
    ]),
    '  public static fromConfigFile(path: string, options: ModelConfigFileOptions = {}): ModelArchitecture {',
    '    return new ModelArchitecture(geometryFromConfigFile(path, options));',
    '  }',
    '',
    ...docComment('  ', [
      'A model that this library does not list.',
      '@param props its geometry; values that are no whole numbers above 0, or heads that do not divide, raise an error with all problems',
    ]),
    '  public static of(props: ModelArchitectureProps): ModelArchitecture {',
    '    return new ModelArchitecture(geometryFromProps(props));',
    '  }',
    '',
    '  /**',
    '   * The architecture of a hub model that this library lists, by its exact id.',
    '   *',
    '   * @internal',
    '   */',
    '  public static _forModelId(modelId: string): ModelArchitecture | undefined {',
    '    const constant = modelConstant(modelId);',
    '    return constant === undefined ? undefined : (ModelArchitecture as any)[constant];',
    '  }',
    '',
    ...ATTRIBUTES.flatMap(([name, declaration, doc]) => [
      ...optional(name) ? ['  /**', `   * ${doc}`, '   *', `   * @default - ${absent(name)}`, '   */'] : [`  /** ${doc} */`],
      `  public readonly ${name}${optional(name) ? '?' : ''}: ${declaration};`,
    ]),
    '  /**',
    '   * @internal',
    '   */',
    '  public readonly _geometry: Geometry;',
    '',
    '  private constructor(geometry: Geometry) {',
    ...ATTRIBUTES.map(([name]) => `    this.${name} = geometry.${name};`),
    '    this._geometry = geometry;',
    '  }',
    '',
    '  /** The name, or what is known instead. */',
    '  public toString(): string {',
    '    return this.name ?? this.architectureClass ?? \'the model\';',
    '  }',
    '}',
    '',
    ...CLASS_KIND,
    'export const ARCHITECTURE = instanceOf(',
    '  ModelArchitecture, \'use a constant such as ModelArchitecture.LLAMA_2_7B, ModelArchitecture.fromConfigFile or ModelArchitecture.of\',',
    ');',
  ];
}

function absent(name: string): string {
  switch (name) {
    case 'experts': case 'expertsPerToken': return 'no mixture of experts';
    case 'kvLoraRank': case 'qkRopeHeadDimension': return 'no latent attention';
    case 'encoderLayers': return 'decoder only';
    case 'slidingWindow': return 'every layer sees the whole context';
    case 'quantizationMethod': case 'quantizationBits': return 'the checkpoint is not quantized';
    case 'multimodal': return 'text only';
    case 'expertIntermediateSize': return 'as wide as the feed-forward block';
    default: return 'not known';
  }
}

function describe(fact: ModelFact): string {
  const billions = (fact.parameters / 1e9).toFixed(1);
  const format = fact.quantization ? `${fact.quantization.method} with ${fact.quantization.bits} bits` : fact.torchDtype;
  return `\`${fact.modelId}\`: ${fact.architecture}, ${billions} billion weights${format ? ` (${format})` : ''}, `
    + `context of ${fact.maxPositionEmbeddings.toLocaleString('en-US')} tokens${fact.experts ? `, ${fact.experts} experts` : ''}`
    + `${fact.gated ? '; gated on the hub' : ''}.`;
}
