import { ImageFamily, LMI_RELEASES } from '../../src/facts/lmi-releases';
import * as golden from '../golden/images.json';

/* Compares the images with their sources; test/golden/images.json names them, and when they were read. */

type Tags = { readonly [family in ImageFamily]?: readonly [tag: string, patch: number | null, patched?: string] };

const VERSIONS = Object.entries(golden.versions as unknown as { readonly [version: string]: Tags });

test('has exactly the released versions', () => {
  expect(LMI_RELEASES.map(({ ordinal }) => `V${ordinal}`)).toEqual(VERSIONS.map(([version]) => version));
});

test.each(VERSIONS)('the images of %s', (version, expected) => {
  const { images } = LMI_RELEASES.find(({ ordinal }) => `V${ordinal}` === version)!;
  expect(Object.fromEntries(Object.entries(images).map(([family, { tag, patch, patched }]) => [family, patched === undefined ? [tag, patch ?? null] : [tag, patch, patched]]))).toEqual(expected);
});
