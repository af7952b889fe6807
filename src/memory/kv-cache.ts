import { cacheGroups, CacheGroup, Geometry } from './geometry';
import { VllmRules } from './vllm-rules';

/** One GiB in bytes. */
export const GIB = 2 ** 30;

/** Tokens of one block of the cache, to which windows are rounded. */
const BLOCK = 16;

/** Everything that the size of a cache depends on except the model. */
interface CacheSetting {
  readonly degree: number;
  /** Bytes of one element. */
  readonly bytes: number;
  /** Tokens of one batch, which windows keep in addition. */
  readonly batchedTokens: number;
  readonly rules: VllmRules;
}

/** The KV cache on one accelerator. */
export class KvCache {
  /** Bytes of each additional token of a long sequence. */
  public readonly bytesPerToken: number;
  /** Bytes of a token in the layer that takes the most; the engine divides the memory into pages of that size. */
  private readonly pageBytesPerToken: number;
  private readonly groups: readonly SizedGroup[];
  /** Tokens of one page. */
  private readonly block: number;
  /** Layers as the engine counts them: each kind is padded to whole groups. */
  private readonly paddedLayers: number;

  public constructor(geometry: Geometry, private readonly setting: CacheSetting) {
    const groups = cacheGroups(expanded(geometry, setting)).filter(({ layers }) => layers > 0);
    const counts = groups.map(({ layers }) => layers);
    const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
    // vLLM pads the kinds of layers to groups of one size: the number of layers of the rarest kind, or of the most common kind if the numbers are close.
    const isHybrid = setting.rules.windowedCache && groups.length > 1
      && groups.every(({ tokensPerEntry, sourceTokens }) => tokensPerEntry === undefined && sourceTokens === undefined);
    const size = !isHybrid ? 1 : most < 1.5 * fewest ? most : fewest;
    const attention = Math.max(0, ...groups.map((group) => bytesOfToken(group, setting)));
    const isUniform = groups.length === 1;
    // If states and tokens share pages, a page has enough tokens to hold a state.
    const state = Math.max(0, ...groups.map(({ stateBytes = 0 }) => stateBytes / setting.degree));
    this.block = state > 0 && attention > 0 ? BLOCK * Math.ceil(state / (BLOCK * attention)) : 1;
    const page = { bytes: attention * this.block, tokens: this.block };
    this.groups = groups.map((group) => sized(group, Math.ceil(group.layers / size) * size, page, isUniform, setting));
    this.pageBytesPerToken = attention;
    this.paddedLayers = this.groups.reduce((sum, { layers }) => sum + layers, 0);
    this.bytesPerToken = this.groups.reduce((sum, { layers, window, tokenBytes }) => sum + (window === undefined ? layers * tokenBytes : 0), 0);
  }

  /** Bytes of one sequence of a length. */
  public bytesOf(tokens: number): number {
    const whole = this.block === 1 ? tokens : Math.ceil(tokens / this.block) * this.block;
    return this.groups.reduce((sum, { layers, tokenBytes, stateBytes, window }) => {
      const held = window === undefined || tokens <= window ? whole : window;
      return sum + layers * (held * tokenBytes + stateBytes);
    }, 0);
  }

  /** Number of tokens that fit into an amount of memory, as the engine reports it. */
  public tokensIn(bytes: number, maxModelLen: number): number {
    if (bytes <= 0 || this.paddedLayers === 0) {
      return 0;
    }
    // If nothing grows with a sequence, only sequences can be counted.
    if (this.setting.rules.printsConcurrency || this.pageBytesPerToken === 0) {
      return this.sequencesIn(bytes, maxModelLen) * maxModelLen;
    }
    return bytes / (this.paddedLayers * this.pageBytesPerToken);
  }

  /** Number of sequences of a length that fit into an amount of memory. */
  public sequencesIn(bytes: number, tokens: number): number {
    return bytes / this.bytesOf(tokens);
  }

  /** Length of the longest sequence that fits into an amount of memory; infinite if nothing grows with it. */
  public longestIn(bytes: number): number {
    if (this.bytesOf(0) > bytes) {
      return 0;
    }
    // Piecewise linear in the tokens: windows fill up one after another.
    const windows = this.groups.map(({ window }) => window).filter((window) => window !== undefined).sort((a, b) => a - b);
    const full = windows.filter((window) => this.bytesOf(window) <= bytes);
    const from = full[full.length - 1] ?? 0;
    const slope = this.groups.reduce((sum, { layers, tokenBytes, window = Infinity }) => sum + (window > from ? layers * tokenBytes : 0), 0);
    return slope === 0 ? Infinity : from + (bytes - this.bytesOf(from)) / slope;
  }
}

interface SizedGroup {
  readonly layers: number;
  readonly tokenBytes: number;
  readonly stateBytes: number;
  /** Maximum number of tokens that a sequence keeps. */
  readonly window?: number;
}

/** A page of the cache in one layer. */
interface Page {
  readonly bytes: number;
  readonly tokens: number;
}

function sized(group: CacheGroup, layers: number, page: Page, isUniform: boolean, setting: CacheSetting): SizedGroup {
  const { rules, batchedTokens, degree } = setting;
  if (group.sourceTokens !== undefined) {
    return { layers, tokenBytes: 0, stateBytes: group.sourceTokens * bytesOfToken(group, setting) };
  }
  // Before the engine could mix kinds of layers, it applied a window only if all layers shared it.
  const bounds = group.window !== undefined
    && (group.isChunked ? rules.chunkedCache : rules.windowedCache || (rules.v1 && isUniform));
  const inFlight = batchedTokens * rules.batchesInFlight;
  const window = !bounds ? undefined : group.isChunked ? group.window! + inFlight : group.window! - 1 + inFlight + BLOCK;
  const state = group.stateBytes === undefined ? 0 : Math.max(page.bytes, group.stateBytes / degree);
  const keepsStates = group.keepsStates === true && rules.statePages > 1 && page.bytes > 0;
  return {
    layers,
    // A state for each page costs as much as the tokens of the page.
    tokenBytes: keepsStates ? page.bytes / page.tokens : bytesOfToken(group, setting),
    stateBytes: keepsStates ? 0 : state * rules.statePages,
    window,
  };
}

function bytesOfToken(group: CacheGroup, { degree, bytes }: CacheSetting): number {
  const { keyValueHeads, headElements = 0, latentElements = 0, indexBytes = 0, tokensPerEntry = 1 } = group;
  const heads = keyValueHeads === undefined ? 0 : Math.max(1, keyValueHeads / degree);
  const latent = bytes === 1 && group.latentBytesAt8Bits !== undefined ? group.latentBytesAt8Bits : latentElements * bytes;
  return (heads * headElements * bytes + latent + indexBytes) / tokensPerEntry;
}

/** Engines without latent attention expand its cache to all heads, padded to 256. */
function expanded(geometry: Geometry, { rules }: CacheSetting): Geometry {
  return geometry.kvLoraRank === undefined || rules.latentCache
    ? geometry
    : { ...geometry, cache: [{ layers: geometry.layers, keyValueHeads: geometry.attentionHeads, headElements: 2 * 256 }] };
}
