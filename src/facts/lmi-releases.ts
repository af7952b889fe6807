/**
 * LMI releases and their container images: one `djl-inference` tag for each published image family.
 *
 * Sources, all read 2026-08-21: aws/deep-learning-containers (docs/src/data/djl-inference, available_images.md history,
 * release tags v1.N-djl-*), sagemaker-python-sdk image_uri_config/djl-*.json, djl-serving branches 0.25.0-dlc to
 * 0.36.0-lmi27-dlc. `patch` is the newest pinned re-release (tag suffix `-v1.N`) seen in those release tags; the plain
 * tag moves with it. Intentionally omitted: 0.27.0-neuronx-sdk2.18.0 (replaced by 2.18.1 within two weeks) and
 * 0.30.0-tensorrtllm0.12.0 without a CUDA suffix (a spelling of one list that no release has).
 *
 * V29: aws/deep-learning-containers pull requests 6763 and 6774, djl-serving pull requests 3075 and 3076, sagemaker-core 2.27.0 (PyPI)
 * image_uri_config/djl-lmi.json; read 2026-11-25. There is no 0.37.0 image.
 */

export type ImageFamily = 'djl-deepspeed' | 'djl-lmi' | 'djl-tensorrtllm' | 'djl-neuronx';

export interface ImageFact {
  readonly tag: string;
  /** N of the newest pinned tag `<tag>-v1.N`; undefined if no re-release is known. */
  readonly patch?: number;
  /** Day of the release tag of that patch. */
  readonly patched?: string;
}

export interface LmiReleaseFact {
  /** 8 for LMI V8. */
  readonly ordinal: number;
  readonly djlVersion: string;
  /** Version of vLLM in the GPU image; if sources differ, that of the source branch. */
  readonly vllm: string;
  readonly images: { readonly [imageFamily in ImageFamily]?: ImageFact };
  /**
   * The version whose LMI code the tables assume, because that of the release is not public: the newest public one. Options passed on to vLLM follow the vLLM of
   * the release.
   */
  readonly codeOf?: number;
}

/**
 * Versions that AWS lists as available images; older images can still be pulled. Source: aws/deep-learning-containers e0ecedea6a,
 * docs/src/data/djl-inference, and pull request 5773 of 2026-03-18, "dropping support for DJL-serving <32"; read 2026-08-21. Neither they nor the support
 * policy (docs/src/templates/reference/support_policy.template.md) state an end-of-patch date for LMI images.
 */
export const LISTED_BY_AWS = { since: 14, changed: '2026-03-18', read: '2026-08-21' };

export const LMI_RELEASES: readonly LmiReleaseFact[] = [
  {
    ordinal: 7,
    djlVersion: '0.25.0',
    vllm: '0.2.1.post1',
    images: {
      'djl-deepspeed': { tag: '0.25.0-deepspeed0.11.0-cu118', patch: 4, patched: '2024-01-18' },
      'djl-tensorrtllm': { tag: '0.25.0-tensorrtllm0.5.0-cu122' },
      'djl-neuronx': { tag: '0.25.0-neuronx-sdk2.15.0', patch: 2, patched: '2024-01-22' },
    },
  },
  {
    ordinal: 8,
    djlVersion: '0.26.0',
    vllm: '0.2.7',
    images: {
      'djl-deepspeed': { tag: '0.26.0-deepspeed0.12.6-cu121', patch: 4, patched: '2024-09-26' },
      'djl-tensorrtllm': { tag: '0.26.0-tensorrtllm0.7.1-cu122', patch: 3, patched: '2024-09-27' },
      'djl-neuronx': { tag: '0.26.0-neuronx-sdk2.16.0', patch: 2, patched: '2024-09-27' },
    },
  },
  {
    ordinal: 9,
    djlVersion: '0.27.0',
    vllm: '0.3.3',
    images: {
      'djl-deepspeed': { tag: '0.27.0-deepspeed0.12.6-cu121', patch: 7, patched: '2024-12-10' },
      'djl-tensorrtllm': { tag: '0.27.0-tensorrtllm0.8.0-cu122', patch: 7, patched: '2024-12-17' },
      'djl-neuronx': { tag: '0.27.0-neuronx-sdk2.18.1', patch: 4, patched: '2024-09-27' },
    },
  },
  {
    ordinal: 10,
    djlVersion: '0.28.0',
    vllm: '0.4.2',
    images: {
      'djl-lmi': { tag: '0.28.0-lmi10.0.0-cu124', patch: 8, patched: '2025-01-08' },
      'djl-tensorrtllm': { tag: '0.28.0-tensorrtllm0.9.0-cu122', patch: 9, patched: '2024-12-17' },
      'djl-neuronx': { tag: '0.28.0-neuronx-sdk2.18.2', patch: 4, patched: '2025-01-13' },
    },
  },
  {
    ordinal: 11,
    djlVersion: '0.29.0',
    vllm: '0.5.3.post1',
    images: {
      'djl-lmi': { tag: '0.29.0-lmi11.0.0-cu124', patch: 10, patched: '2025-01-08' },
      'djl-tensorrtllm': { tag: '0.29.0-tensorrtllm0.11.0-cu124', patch: 7, patched: '2025-01-24' },
      'djl-neuronx': { tag: '0.29.0-neuronx-sdk2.19.1', patch: 4, patched: '2025-01-13' },
    },
  },
  {
    ordinal: 12,
    djlVersion: '0.30.0',
    vllm: '0.6.2',
    images: {
      'djl-lmi': { tag: '0.30.0-lmi12.0.0-cu124', patch: 1, patched: '2025-01-08' },
      'djl-tensorrtllm': { tag: '0.30.0-tensorrtllm0.12.0-cu125', patch: 1, patched: '2024-12-17' },
      'djl-neuronx': { tag: '0.30.0-neuronx-sdk2.20.1', patch: 2, patched: '2025-01-13' },
    },
  },
  {
    ordinal: 13,
    djlVersion: '0.31.0',
    vllm: '0.6.3.post1',
    images: {
      'djl-lmi': { tag: '0.31.0-lmi13.0.0-cu124', patch: 4, patched: '2025-04-16' },
    },
  },
  {
    ordinal: 14,
    djlVersion: '0.32.0',
    vllm: '0.7.3',
    images: {
      'djl-lmi': { tag: '0.32.0-lmi14.0.0-cu126', patch: 12, patched: '2025-12-15' },
      'djl-tensorrtllm': { tag: '0.32.0-tensorrtllm0.12.0-cu125', patch: 3, patched: '2025-07-22' },
    },
  },
  {
    ordinal: 15,
    djlVersion: '0.33.0',
    vllm: '0.8.4',
    images: {
      'djl-lmi': { tag: '0.33.0-lmi15.0.0-cu128', patch: 3, patched: '2025-06-10' },
      'djl-tensorrtllm': { tag: '0.33.0-tensorrtllm0.21.0-cu128', patch: 0, patched: '2025-06-25' },
    },
  },
  {
    ordinal: 16,
    djlVersion: '0.34.0',
    vllm: '0.10.2',
    images: {
      'djl-lmi': { tag: '0.34.0-lmi16.0.0-cu128', patch: 4, patched: '2025-11-25' },
    },
  },
  {
    ordinal: 17,
    djlVersion: '0.35.0',
    vllm: '0.11.1',
    images: {
      'djl-lmi': { tag: '0.35.0-lmi17.0.0-cu128', patch: 0, patched: '2025-11-10' },
    },
  },
  {
    ordinal: 18,
    djlVersion: '0.36.0',
    vllm: '0.12.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi18.0.0-cu128', patch: 0, patched: '2025-12-16' },
    },
  },
  {
    ordinal: 19,
    djlVersion: '0.36.0',
    vllm: '0.14.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi19.0.0-cu128', patch: 1, patched: '2026-02-26' },
    },
  },
  {
    ordinal: 20,
    djlVersion: '0.36.0',
    vllm: '0.15.1',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi20.0.0-cu128', patch: 0, patched: '2026-02-04' },
    },
  },
  {
    ordinal: 21,
    djlVersion: '0.36.0',
    vllm: '0.16.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi21.0.0-cu129', patch: 0, patched: '2026-03-10' },
    },
  },
  {
    ordinal: 22,
    djlVersion: '0.36.0',
    vllm: '0.17.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi22.0.0-cu129', patch: 0, patched: '2026-03-10' },
    },
  },
  {
    ordinal: 23,
    djlVersion: '0.36.0',
    vllm: '0.18.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi23.0.0-cu129', patch: 0, patched: '2026-04-01' },
    },
  },
  {
    ordinal: 24,
    djlVersion: '0.36.0',
    vllm: '0.19.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi24.0.0-cu129', patch: 2, patched: '2026-05-22' },
    },
  },
  {
    ordinal: 25,
    djlVersion: '0.36.0',
    vllm: '0.20.1',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi25.0.0-cu130', patch: 0, patched: '2026-05-07' },
    },
  },
  {
    ordinal: 26,
    djlVersion: '0.36.0',
    vllm: '0.22.1',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi26.0.0-cu130', patch: 0, patched: '2026-06-16' },
    },
  },
  {
    ordinal: 27,
    djlVersion: '0.36.0',
    vllm: '0.23.1',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi27.0.0-cu130', patch: 1, patched: '2026-07-14' },
    },
  },
  {
    ordinal: 28,
    djlVersion: '0.36.0',
    vllm: '0.26.0',
    images: {
      'djl-lmi': { tag: '0.36.0-lmi28.0.0-cu130', patch: 0, patched: '2026-08-05' },
    },
    codeOf: 27,
  },
  {
    ordinal: 29,
    djlVersion: '0.38.0',
    vllm: '0.28.0',
    images: {
      'djl-lmi': { tag: '0.38.0-lmi29.0.0-cu130' },
    },
    codeOf: 27,
  },
];

/** The number of the newest version. */
export const NEWEST_ORDINAL = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;

/** CUDA version of a published image, times ten, from its tag; undefined if it has none. */
export function cudaOf(image: ImageFact | undefined): number | undefined {
  const cuda = /-cu(\d+)$/.exec(image?.tag ?? '')?.[1];
  return cuda === undefined ? undefined : Number(cuda);
}
