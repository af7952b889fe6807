import { HOSTING_REGIONS } from '../../src/facts/instances';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';

/** The LMI version and family of an image, by its tag. */
export function imageOf(uri: string): { readonly ordinal?: number; readonly family?: string } {
  const [, tag] = /djl-inference:([\w.-]+)$/.exec(uri) ?? [];
  if (tag === undefined) {
    return {};
  }
  for (const { ordinal, images } of [...LMI_RELEASES].reverse()) {
    const family = (Object.keys(images) as (keyof typeof images)[]).find((name) => tag === images[name]!.tag || tag.startsWith(`${images[name]!.tag}-`));
    if (family !== undefined) {
      return { ordinal, family };
    }
  }
  return {};
}

/** The region of an image in ECR, if SageMaker hosts models there. */
export function regionOf(uri: string | undefined): string | undefined {
  const [, region] = /\.ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(uri ?? '') ?? [];
  return HOSTING_REGIONS.some((regions) => regions.includes(region)) ? region : undefined;
}
