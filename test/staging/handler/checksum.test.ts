import { createHash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Checksum } from '../../../src/staging/handler/checksum';
import { ChecksumError } from '../../../src/staging/handler/errors';
import { ResumableSha256 } from '../../../src/staging/handler/resumable-sha256';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1000, 1_000_003])('a resumable hash of %d bytes matches OpenSSL', (length) => {
  const bytes = randomBytes(length);
  const hash = new ResumableSha256();
  hash.update(bytes);
  expect(hash.digest('hex')).toBe(sha256(bytes));
});

test('it can be updated in pieces, and saved between any two of them', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (pieces) => {
    let hash = new ResumableSha256();
    for (const piece of pieces) {
      hash.update(Buffer.from(piece));
      hash = ResumableSha256.from(JSON.parse(JSON.stringify(hash.state)));
    }
    expect(hash.digest('hex')).toBe(sha256(Buffer.concat(pieces)));
  }));
});

test('it counts beyond 4 GiB', () => {
  // The state after 2^32 + 64 zero bytes would take a minute to reach; the length alone is what could go wrong.
  const hash = new ResumableSha256();
  hash.update(Buffer.alloc(64));
  const state = Buffer.from(hash.state, 'base64');
  state.writeBigUInt64BE(2n ** 32n + 64n, 32);
  const beyond = ResumableSha256.from(state.toString('base64'));
  const below = ResumableSha256.from(hash.state);
  expect(Buffer.from(beyond.state, 'base64').readBigUInt64BE(32)).toBe(2n ** 32n + 64n);
  expect(beyond.digest('hex')).not.toBe(below.digest('hex'));
});

describe('a checksum', () => {
  const bytes = Buffer.from('weights');
  const cases: [string, any][] = [
    ['SHA-256', { path: 'a', size: 7, sha256: sha256(bytes) }],
    // printf weights | git hash-object --stdin
    ['git', { path: 'a', size: 7, gitId: createHash('sha1').update('blob 7\0weights').digest('hex') }],
  ];
  test.each(cases)('of %s matches only the right bytes', (_, file) => {
    for (const isResumable of [false, true]) {
      const right = new Checksum(file, isResumable);
      right.update(bytes.subarray(0, 3));
      right.update(bytes.subarray(3));
      expect(() => right.verify()).not.toThrow();
      const wrong = new Checksum(file, isResumable);
      wrong.update(Buffer.from('weighty'));
      expect(() => wrong.verify()).toThrow(ChecksumError);
    }
  });

  test('passes on its state only if it can', () => {
    expect(new Checksum(cases[0][1]).state).toBeUndefined();
    expect(new Checksum(cases[1][1], true).state).toBeUndefined();
    const first = new Checksum(cases[0][1], true);
    first.update(bytes.subarray(0, 3));
    const second = new Checksum(cases[0][1], true, first.state);
    second.update(bytes.subarray(3));
    expect(() => second.verify()).not.toThrow();
  });
});
