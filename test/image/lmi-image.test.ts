import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LmiImage, LmiVersion } from '../../src';
import * as images from '../golden/images.json';
import * as registries from '../golden/registries.json';
import { problemsOf, testStack, warningsOf } from '../stacks';

interface Registry {
  readonly account: string | null;
  readonly suffix: string;
  readonly families: { readonly [family: string]: string | readonly string[] | undefined };
}

function versionOf(name: string): LmiVersion {
  return (LmiVersion as any)[name];
}

/** Whether the lists of the SageMaker SDK have an image family in a region, in a version of DJL Serving. */
function isListed({ families }: Registry, imageFamily: string, djlVersion: string): boolean {
  return families[imageFamily] === 'all' || (families[imageFamily] ?? []).includes(djlVersion);
}

function bind(stack: Stack, image: LmiImage, imageFamily: string = 'djl-lmi'): string {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  return stack.resolve(image.bind(role, { grantee: role, imageFamily }).imageUri);
}

describe('a published image in a known region', () => {
  const published = Object.entries(images.versions as unknown as { readonly [version: string]: { readonly [family: string]: readonly [string, number | null] } })
    .flatMap(([version, tags]) => Object.entries(tags).map(([imageFamily, [tag]]) => ({ version, imageFamily, tag })));
  const triples = published.flatMap((image) => Object.entries(registries.regions as { readonly [region: string]: Registry })
    .filter(([, { account }]) => account !== null)
    .map(([region, registry]) => ({ ...image, region, ...registry, isThere: isListed(registry, image.imageFamily, versionOf(image.version).djlVersion) })));

  test('has a URI in every region that has it', () => {
    const there = triples.filter((triple) => triple.isThere);
    expect(there.length).toBeGreaterThan(1000);
    const uris = there.map(({ version, imageFamily, region }) => bind(testStack({ region }), LmiImage.fromVersion(versionOf(version)), imageFamily));
    expect(uris).toEqual(there.map(({ account, region, suffix, tag }) => `${account}.dkr.ecr.${region}.${suffix}/djl-inference:${tag}`));
  });

  test('fails in every region that does not have it, and lists those that do', () => {
    const missing = triples.filter((triple) => !triple.isThere);
    expect(missing.length).toBeGreaterThan(50);
    for (const { version, imageFamily, region } of missing) {
      const faults = problemsOf(() => bind(testStack({ region }), LmiImage.fromVersion(versionOf(version)), imageFamily));
      expect(faults).toEqual([expect.stringMatching(new RegExp(`no registry of region ${region}.*us-east-1`))]);
    }
  });

  test.each([
    ['us-east-1', '763104351884.dkr.ecr.us-east-1.amazonaws.com'],
    ['cn-north-1', '727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', '442386744353.dkr.ecr.us-gov-west-1.amazonaws.com'],
    ['us-iso-east-1', '886529160074.dkr.ecr.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', '094389454867.dkr.ecr.us-isob-east-1.sc2s.sgov.gov'],
    ['eu-isoe-west-1', '371248457586.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk'],
    ['eusc-de-east-1', '204133271717.dkr.ecr.eusc-de-east-1.amazonaws.eu'],
  ])('comes from the registry of the partition in %s', (region, host) => {
    expect(bind(testStack({ region }), LmiImage.fromVersion(LmiVersion.V28))).toBe(`${host}/djl-inference:0.36.0-lmi28.0.0-cu130`);
  });

  test.each(['us-east-1', 'us-iso-east-1', 'us-isof-south-1', 'cn-north-1', 'eusc-de-east-1'])('of LMI V29 is in %s', (region) => {
    expect(bind(testStack({ region }), LmiImage.fromVersion(LmiVersion.V29))).toMatch(/\/djl-inference:0\.38\.0-lmi29\.0\.0-cu130$/);
  });

  test('fails for an image family that the version does not have, and lists the versions that have it', () => {
    expect(problemsOf(() => bind(testStack(), LmiImage.fromVersion(LmiVersion.V20), 'djl-neuronx')))
      .toEqual([expect.stringMatching(/LMI V20 .*does not exist. Use one of V7, V8, V9, V10, V11, V12/)]);
  });

  test('can be pinned to a patch', () => {
    expect(bind(testStack(), LmiImage.fromVersion(LmiVersion.V15, { patch: 3 }))).toMatch(/:0\.33\.0-lmi15\.0\.0-cu128-v1\.3$/);
    expect(bind(testStack(), LmiImage.fromVersion(LmiVersion.V15, { patch: 0 }))).toMatch(/-v1\.0$/);
  });

  test.each([-1, 1.5, NaN])('fails for the patch %p', (patch) => {
    expect(problemsOf(() => bind(testStack(), LmiImage.fromVersion(LmiVersion.V15, { patch })))).toEqual([expect.stringContaining('patch')]);
  });

  test('warns in a region where the lists of images disagree', () => {
    const stack = testStack({ region: 'ap-east-2' });
    bind(stack, LmiImage.fromVersion(LmiVersion.V28));
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-sagemaker-lmi:image-unconfirmed')]);
  });

  test('is the only image that the role may pull', () => {
    const stack = testStack();
    bind(stack, LmiImage.fromVersion(LmiVersion.V28));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:us-east-1:763104351884:repository/djl-inference']] },
          },
          { Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        ],
      },
    });
  });
});

describe('a published image in an environment-agnostic stack', () => {
  test('takes its account from a mapping of just the regions that have it', () => {
    const stack = testStack({});
    const uri: any = bind(stack, LmiImage.fromVersion(LmiVersion.V12), 'djl-neuronx');
    const mappings = Template.fromStack(stack).toJSON().Mappings;
    const [id] = Object.keys(mappings);
    expect(mappings[id]['us-east-1']).toEqual({ account: '763104351884' });
    expect(Object.keys(mappings[id])).not.toContain('us-iso-east-1');
    expect(uri['Fn::Join'][1]).toEqual([
      { 'Fn::FindInMap': [id, { Ref: 'AWS::Region' }, 'account'] }, '.dkr.ecr.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' },
      '/djl-inference:0.30.0-neuronx-sdk2.20.1',
    ]);
  });
});

describe('a custom image', () => {
  test('comes from its repository, by tag or digest, and may be pulled', () => {
    const stack = testStack();
    const repository = ecr.Repository.fromRepositoryName(stack, 'Repository', 'lmi');
    expect(JSON.stringify(bind(stack, LmiImage.fromEcrRepository(repository, 'mine')))).toContain('/lmi:mine');
    const digest = `sha256:${'0'.repeat(64)}`;
    const other = testStack();
    const image = LmiImage.fromEcrRepository(ecr.Repository.fromRepositoryName(other, 'Repository', 'lmi'), digest);
    expect(JSON.stringify(bind(other, image))).toContain(`/lmi@${digest}`);
  });

  test.each(['', ' ', '-x', 'sha256:1'])('fails for the tag %p', (tag) => {
    const stack = testStack();
    const repository = ecr.Repository.fromRepositoryName(stack, 'Repository', 'lmi');
    expect(problemsOf(() => bind(stack, LmiImage.fromEcrRepository(repository, tag)))).toEqual([expect.stringContaining('tag')]);
  });

  test('fails without repository or tag', () => {
    expect(problemsOf(() => bind(testStack(), LmiImage.fromEcrRepository(undefined as any, undefined as any)))).toHaveLength(2);
  });

  test('passes a tag that is known only at deployment', () => {
    const stack = testStack();
    const tag = new CfnParameter(stack, 'Tag').valueAsString;
    expect(JSON.stringify(bind(stack, LmiImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'lmi'), tag)))).toContain('"Tag"');
  });

  test('is built from a directory with a Dockerfile', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lmi-image-'));
    expect(problemsOf(() => bind(testStack(), LmiImage.fromAsset(directory)))).toEqual([expect.stringContaining('directory')]);
    writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
    expect(JSON.stringify(bind(testStack(), LmiImage.fromAsset(directory)))).toContain('cdk-hnb659fds-container-assets');
  });
});

test.each([null, undefined, 7, 'V12', {}])('fromVersion rejects %j', (version) => {
  expect(problemsOf(() => bind(testStack(), LmiImage.fromVersion(version as any)))).toEqual([expect.stringMatching(/^version is /)]);
});

test.each([{}, [], 'lmi', 5])('fromEcrRepository rejects %j as a repository', (repository) => {
  expect(problemsOf(() => bind(testStack(), LmiImage.fromEcrRepository(repository as any, 'tag')))).toEqual([expect.stringMatching(/^repository is .* must be an ECR repository/)]);
});
