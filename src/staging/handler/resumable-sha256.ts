/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Int32Array.from(primes(64), (prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32) | 0);
/** The same of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const START = Int32Array.from(primes(8), (prime) => Math.floor((Math.sqrt(prime) % 1) * 2 ** 32) | 0);
const BLOCK = 64;

/**
 * SHA-256 with a state that can be saved. node:crypto is several times as fast, but its state ends with the process, and the largest files need more than one
 * invocation of a function.
 */
export class ResumableSha256 {
  /** Continues from a saved state. */
  public static from(state: string): ResumableSha256 {
    const bytes = Buffer.from(state, 'base64');
    const sha = new ResumableSha256();
    sha.h.forEach((_, i) => (sha.h[i] = bytes.readInt32BE(i * 4)));
    sha.length = Number(bytes.readBigUInt64BE(32));
    bytes.copy(sha.rest, 0, 40);
    return sha;
  }

  private readonly h = START.slice();
  private readonly w = new Int32Array(64);
  /** Bytes that do not yet fill a block: `length % BLOCK` of them. */
  private readonly rest = Buffer.alloc(BLOCK);
  private length = 0;

  /** The state to pass to `from`. */
  public get state(): string {
    const bytes = Buffer.alloc(40);
    this.h.forEach((word, i) => bytes.writeInt32BE(word, i * 4));
    bytes.writeBigUInt64BE(BigInt(this.length), 32);
    return Buffer.concat([bytes, this.rest.subarray(0, this.length % BLOCK)]).toString('base64');
  }

  public update(bytes: Buffer): void {
    let offset = 0;
    const filled = this.length % BLOCK;
    this.length += bytes.length;
    if (filled > 0) {
      offset = Math.min(BLOCK - filled, bytes.length);
      bytes.copy(this.rest, filled, 0, offset);
      if (filled + offset < BLOCK) {
        return;
      }
      this.blocks(this.rest, 0, BLOCK);
    }
    const end = offset + Math.floor((bytes.length - offset) / BLOCK) * BLOCK;
    this.blocks(bytes, offset, end);
    bytes.copy(this.rest, 0, end);
  }

  public digest(_encoding: 'hex'): string {
    const bits = BigInt(this.length) * 8n;
    const padding = Buffer.alloc((this.length % BLOCK < 56 ? 56 : 120) - this.length % BLOCK);
    padding[0] = 0x80;
    const tail = Buffer.alloc(8);
    tail.writeBigUInt64BE(bits);
    this.update(Buffer.concat([padding, tail]));
    const digest = Buffer.alloc(32);
    this.h.forEach((word, i) => digest.writeInt32BE(word, i * 4));
    return digest.toString('hex');
  }

  /** The compression function (FIPS 180-4, 6.2.2), with the registers in local variables for speed. */
  private blocks(bytes: Buffer, start: number, end: number): void {
    const { h, w } = this;
    let [h0, h1, h2, h3, h4, h5, h6, h7] = h;
    for (let offset = start; offset < end; offset += BLOCK) {
      for (let i = 0; i < 16; i++) {
        const at = offset + i * 4;
        w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
      }
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15];
        const y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 | 0) + (w[i - 7] + s1 | 0) | 0;
      }
      let [a, b, c, d, e, f, g, i] = [h0, h1, h2, h3, h4, h5, h6, h7];
      for (let t = 0; t < 64; t++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (i + s1 | 0) + ((g ^ (e & (f ^ g))) + (K[t] + w[t] | 0) | 0) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = s0 + ((a & b) | (c & (a | b))) | 0;
        i = g;
        g = f;
        f = e;
        e = d + t1 | 0;
        d = c;
        c = b;
        b = a;
        a = t1 + t2 | 0;
      }
      h0 = h0 + a | 0;
      h1 = h1 + b | 0;
      h2 = h2 + c | 0;
      h3 = h3 + d | 0;
      h4 = h4 + e | 0;
      h5 = h5 + f | 0;
      h6 = h6 + g | 0;
      h7 = h7 + i | 0;
    }
    h.set([h0, h1, h2, h3, h4, h5, h6, h7]);
  }
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) {
      found.push(candidate);
    }
  }
  return found;
}
