import { docComment } from './generated-file';
import { ModelFact } from '../src/facts/models';
import { readConfig } from '../src/memory/config/read-config';
import { Geometry } from '../src/memory/geometry';

/** Attributes that return a field of the geometry. */
const ATTRIBUTES: readonly (readonly [name: string, declaration: string, doc: string])[] = [
  ['name', 'string', 'Exact id on the Hugging Face Hub, or the name passed to `of`.'],
  ['architectureClass', 'string', 'Class under `architectures`, such as `LlamaForCausalLM`.'],
  ['modelType', 'string', 'The `model_type`, such as `llama`.'],
  ['parameters', 'number', 'Number of weights, all experts included, as if nothing were quantized.'],
  ['layers', 'number', 'Layers that keep a KV cache or a state.'],
  ['hiddenSize', 'number', 'Width of the hidden state.'],
  ['attentionHeads', 'number', 'Query heads.'],
  ['keyValueHeads', 'number', 'Key-value heads.'],
  ['headDimension', 'number', 'Width of one head.'],
  ['intermediateSize', 'number', 'Width of the feed-forward block.'],
  ['vocabularySize', 'number', 'Entries of the vocabulary.'],
  ['maxPositionEmbeddings', 'number', 'Longest context that the model was trained for, in tokens.'],
  ['tiedEmbeddings', 'boolean', 'Whether input and output share one embedding matrix.'],
  ['torchDtype', 'string', 'Data type of the checkpoint.'],
  ['quantizationMethod', 'string', 'Quantization method of a quantized checkpoint.'],
  ['quantizationBits', 'number', 'Bits per weight of a quantized checkpoint.'],
  ['experts', 'number', 'Experts of one layer.'],
  ['expertsPerToken', 'number', 'Experts per layer that process a token.'],
  ['expertIntermediateSize', 'number', 'Width of one expert, if it differs from the feed-forward block.'],
  ['kvLoraRank', 'number', 'Rank of the compressed KV cache of multi-head latent attention.'],
  ['qkRopeHeadDimension', 'number', 'Width of the part of a key that encodes the position, with multi-head latent attention.'],
  ['slidingWindow', 'number', 'Maximum number of tokens that sliding-window layers attend to.'],
  ['encoderLayers', 'number', 'Layers of the encoder of an encoder-decoder model.'],
  ['multimodal', 'boolean', 'Whether the model has a vision or audio encoder.'],
];

const ALWAYS = [
  'parameters', 'layers', 'hiddenSize', 'attentionHeads', 'keyValueHeads', 'headDimension', 'intermediateSize', 'vocabularySize',
  'maxPositionEmbeddings', 'tiedEmbeddings',
];

/** The lines of `src/model/model-architecture.ts`, without the projen marker. */
export function modelArchitecture(models: { readonly [constant: string]: ModelFact }): string[] {
  const optional = (name: string): boolean => !ALWAYS.includes(name);
  return [
    'import { listedGeometry, modelConstant, quantizedCopy } from \'./listed-models\';',
    'import { ModelArchitectureProps, ModelConfigFileOptions } from \'./model-architecture-props\';',
    'import { geometryFromConfigFile, geometryFromProps } from \'./model-geometry\';',
    'import { instanceOf } from \'../checks/prop-kinds\';',
    'import { Geometry } from \'../memory/geometry\';',
    '',
    '/** The models used so far, by constant, or by id for quantized copies. */',
    'const LISTED = new Map<string, ModelArchitecture>();',
    '',
    ...docComment('', [
      'Geometry of a model, from which its memory follows.',
      'The constants describe the checkpoints of that exact Hub id; a quantized copy of the same model is another architecture.',
    ]),
    'export class ModelArchitecture {',
    ...Object.entries(models).flatMap(([constant, fact]) => [
      ...docComment('  ', [describe(fact)]),
      `  public static readonly ${constant} = ModelArchitecture._listed('${constant}');`,
      '',
    ]),
    ...docComment('  ', [
      'Reads the `config.json` of a model on the Hugging Face Hub.',
      '@param path path of the file; a missing file, invalid JSON and missing fields raise an error ' +
      'with all problems',
      '@param options values that the file does not contain',
    ]),
    '  public static fromConfigFile(path: string, options: ModelConfigFileOptions = {}): ModelArchitecture {',
    '    const geometry = geometryFromConfigFile(path, options);',
    '    return new ModelArchitecture(() => geometry);',
    '  }',
    '',
    ...docComment('  ', [
      'A model that this library does not list.',
      '@param props its geometry; values that are not integers >= 1, or heads that do not divide, raise an error with all problems',
    ]),
    '  public static of(props: ModelArchitectureProps): ModelArchitecture {',
    '    const geometry = geometryFromProps(props);',
    '    return new ModelArchitecture(() => geometry);',
    '  }',
    '',
    '  /**',
    '   * The architecture of a Hub model in the catalog, or of a quantized copy of one, by its exact id.',
    '   *',
    '   * @internal',
    '   */',
    '  public static _forModelId(modelId: string): ModelArchitecture | undefined {',
    '    const constant = modelConstant(modelId);',
    '    if (constant !== undefined) {',
    '      return ModelArchitecture._listed(constant);',
    '    }',
    '    const copy = typeof modelId !== \'string\' || LISTED.has(modelId) ? undefined : quantizedCopy(modelId);',
    '    if (copy !== undefined) {',
    '      LISTED.set(modelId, new ModelArchitecture(() => copy));',
    '    }',
    '    return LISTED.get(modelId);',
    '  }',
    '',
    '  /**',
    '   * The architecture of a constant; always the same object. Its geometry is read on first use, so that an app does not read all of them.',
    '   *',
    '   * @internal',
    '   */',
    '  public static _listed(constant: string): ModelArchitecture {',
    '    let architecture = LISTED.get(constant);',
    '    if (architecture === undefined) {',
    '      architecture = new ModelArchitecture(() => listedGeometry(constant));',
    '      LISTED.set(constant, architecture);',
    '    }',
    '    return architecture;',
    '  }',
    '',
    '  private geometry?: Geometry;',
    '',
    '  private constructor(private readonly read: () => Geometry) {}',
    '',
    ...ATTRIBUTES.flatMap(([name, declaration, doc]) => [
      ...optional(name) ? ['  /**', `   * ${doc}`, '   *', `   * @default - ${absent(name)}`, '   */'] : [`  /** ${doc} */`],
      `  public get ${name}(): ${declaration}${optional(name) ? ' | undefined' : ''} {`,
      `    return this._geometry.${name};`,
      '  }',
      '',
    ]),
    '  /**',
    '   * @internal',
    '   */',
    '  public get _geometry(): Geometry {',
    '    return this.geometry ??= this.read();',
    '  }',
    '',
    '  /** The name, or else the architecture class. */',
    '  public toString(): string {',
    '    return this.name ?? this.architectureClass ?? \'the model\';',
    '  }',
    '}',
    '',
    '/** Kind of a prop that takes an architecture. */',
    'export const ARCHITECTURE = instanceOf(',
    '  ModelArchitecture, \'use a constant such as ModelArchitecture.LLAMA_2_7B, ModelArchitecture.fromConfigFile or ModelArchitecture.of\',',
    ');',
  ];
}

function absent(name: string): string {
  switch (name) {
    case 'experts': case 'expertsPerToken': return 'not a mixture of experts';
    case 'kvLoraRank': case 'qkRopeHeadDimension': return 'no latent attention';
    case 'encoderLayers': return 'a decoder-only model';
    case 'slidingWindow': return 'all layers attend to the whole context';
    case 'quantizationMethod': case 'quantizationBits': return 'the checkpoint is not quantized';
    case 'multimodal': return 'the model is text-only';
    case 'expertIntermediateSize': return 'the width of the feed-forward block';
    default: return 'unknown';
  }
}

function describe(fact: ModelFact): string {
  const geometry = geometryOf(fact);
  const format = geometry.quantizationMethod ? `${geometry.quantizationMethod} with ${geometry.quantizationBits} bits` : geometry.torchDtype;
  return `\`${fact.modelId}\`: ${geometry.architectureClass}, ${billions(geometry.parameters)} billion weights${format ? ` (${format})` : ''}, `
    + `context of ${geometry.maxPositionEmbeddings.toLocaleString('en-US')} tokens${geometry.experts ? `, ${geometry.experts} experts` : ''}`
    + `${fact.gated ? '; gated on the Hub' : ''}.`;
}

/** Geometry of a row of the catalog. */
export function geometryOf(fact: ModelFact): Geometry {
  return readConfig(fact.config).geometry!;
}

/** A number of weights in billions. */
function billions(weights: number): string {
  return (weights / 1e9).toFixed(1);
}
