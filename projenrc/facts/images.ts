import { LMI_RELEASES } from '../../src/facts/lmi-releases';

/** The image tables of the SageMaker Python SDK by file name, such as `djl-lmi`. */
export interface ImageTables {
  readonly [name: string]: { readonly versions?: { readonly [version: string]: { readonly tag_prefix?: string } } };
}

const KNOWN: ReadonlySet<string> = new Set(LMI_RELEASES.flatMap(({ images }) => Object.values(images).map(({ tag }) => tag)));

// DJL Serving 0.25.0 is LMI V7, the first version that the library supports.
const BEFORE_LMI = /^0\.(1\d|2[0-4])\./;

/**
 * Tags of `djl-inference` that the SDK has and the library does not, one line each. They are added by hand, because a release brings new options, engines, and limits.
 */
export function newImages(tables: ImageTables): string[] {
  return Object.entries(tables).filter(([name]) => name.startsWith('djl-')).flatMap(([name, { versions = {} }]) => {
    const tags = Object.values(versions).map(({ tag_prefix: tag }) => tag)
      .filter((tag) => tag !== undefined && !KNOWN.has(tag) && !BEFORE_LMI.test(tag));
    return tags.map((tag) => `${name}: ${tag} is not in src/facts/lmi-releases.ts`);
  });
}
