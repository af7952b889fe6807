import { ByPart, Geometry, Part, PARTS, partsOf } from './geometry';
import { GIB } from './kv-cache';
import { BITS_PER_WEIGHT, BYTES_PER_WEIGHT, WeightFormatName } from './weight-formats';

/** Parts that stay at 16 bits regardless of the quantization. */
const UNQUANTIZED: readonly Part[] = ['embeddings', 'head', 'router', 'encoder'];

/** The format in which the engine loads a checkpoint; vLLM converts 32-bit checkpoints to 16 bits by default. */
export function checkpointFormat(geometry: Geometry): WeightFormatName {
  const { quantizationBits: bits, quantizationMethod: method = '' } = geometry;
  if (geometry.format !== undefined) {
    return geometry.format;
  }
  if (bits === undefined || bits >= 16) {
    return geometry.torchDtype === 'bfloat16' ? 'bf16' : 'fp16';
  }
  if (bits <= 4) {
    return /nvfp4/i.test(method) ? 'nvfp4' : /mxfp4/i.test(method) ? 'mxfp4' : 'int4';
  }
  return /mxfp8/i.test(method) ? 'mxfp8' : /fp8/i.test(method) ? 'fp8' : 'int8';
}

/** Cached results: a search needs the same ones again and again. */
const WEIGHTS = new WeakMap<Geometry, Map<string, number>>();

/** GiB of weights on one of `degree` accelerators, with what the engine adds to those of the checkpoint. */
export function weightsGib(geometry: Geometry, degree: number, format: WeightFormatName): number {
  return storedGib(geometry, degree, format) + (geometry.absorbedBytes ?? 0) / degree / GIB;
}

function storedGib(geometry: Geometry, degree: number, format: WeightFormatName): number {
  let known = WEIGHTS.get(geometry);
  if (known === undefined) {
    known = new Map();
    WEIGHTS.set(geometry, known);
  }
  const key = `${degree}/${format}`;
  let gib = known.get(key);
  if (gib === undefined) {
    gib = computeGib(geometry, degree, format);
    known.set(key, gib);
  }
  return gib;
}

function computeGib(geometry: Geometry, degree: number, format: WeightFormatName): number {
  const parts = partsOf(geometry);
  const bytes = bytesByPart(geometry, format);
  const total = PARTS.reduce((sum, part) => sum + (parts[part] ?? 0) * bytes[part] * padding(geometry, part, format, degree), 0);
  const copied = (geometry.replicated ?? 0) * bytes.attention * (degree - 1);
  return (total + copied) / degree / GIB;
}

/** GiB of a checkpoint on disk; a 32-bit checkpoint is loaded at 16 bits, but read in full. */
export function checkpointGib(geometry: Geometry): number {
  const isQuantized = geometry.quantizationBits !== undefined && geometry.quantizationBits < 16;
  const format = geometry.torchDtype === 'float32' && !isQuantized ? 'fp32' : checkpointFormat(geometry);
  return storedGib(geometry, 1, format);
}

/** Bytes of one weight by part. A checkpoint that is requested with its own number of bits keeps its own layout. */
function bytesByPart(geometry: Geometry, format: WeightFormatName): Required<ByPart> {
  const bytes = BYTES_PER_WEIGHT[format];
  const isAsStored = BITS_PER_WEIGHT[format] === BITS_PER_WEIGHT[checkpointFormat(geometry)];
  const stored = isAsStored ? geometry.stored : undefined;
  return Object.fromEntries(PARTS.map((part) => [
    part, stored?.[part] ?? (UNQUANTIZED.includes(part) ? Math.max(2, bytes) : bytes),
  ])) as Required<ByPart>;
}

/**
 * Padding of the kernels for MXFP4 experts: the hidden size is rounded up to 256, and the share of an expert on one accelerator to 128.
 * Source: vLLM 0.22.1, fused_moe/oracle/mxfp4.py (Marlin), read 2026-11-25.
 */
function padding({ hiddenSize, intermediateSize, expertIntermediateSize = intermediateSize, quantizationMethod }: Geometry, part: Part,
  format: WeightFormatName, degree: number): number {
  if (part !== 'experts' || BITS_PER_WEIGHT[format] !== 4 || (quantizationMethod !== 'mxfp4' && quantizationMethod !== 'gpt_oss_mxfp4')) {
    return 1;
  }
  const share = expertIntermediateSize / degree;
  return (roundUp(hiddenSize, 256) / hiddenSize) * (roundUp(share, 128) / share);
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
