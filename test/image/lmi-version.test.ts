import { LmiVersion } from '../../src';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { problemsOf } from '../stacks';

test('there is a constant for every release, and the newest is LATEST', () => {
  const constants = Object.keys(LmiVersion).filter((name) => /^V\d+$/.test(name));
  expect(constants).toEqual(LMI_RELEASES.map((release) => `V${release.ordinal}`));
  expect(constants.map((name) => Number(name.slice(1)))).toEqual(constants.map((_, index) => 7 + index));
  expect(LmiVersion.LATEST).toBe((LmiVersion as any)[constants[constants.length - 1]]);
});

test.each([
  ['V7', '0.25.0'], ['V8', '0.26.0'], ['V17', '0.35.0'], ['V18', '0.36.0'], ['V28', '0.36.0'], ['V29', '0.38.0'],
])('LMI %s ships DJL Serving %s', (name, djlVersion) => {
  expect((LmiVersion as any)[name].djlVersion).toBe(djlVersion);
});

test.each(['V99', 'v99', '99', '99.0.0'])('a future version can be written as %p', (text) => {
  const version = LmiVersion.of(text, '0.99.0');
  expect([version.lmiVersion, version.djlVersion, `${version}`]).toEqual([text, '0.99.0', 'LMI V99 (DJL Serving 0.99.0)']);
});

test.each(['', 'latest', 'V', 'V1.2.3.4', 'V0', '0.36.0', 'v0.11', undefined as any])('fails for the version %p', (text) => {
  expect(problemsOf(() => LmiVersion.of(text, '0.99.0'))).toEqual([expect.stringContaining('lmiVersion')]);
});

test.each(['latest', '', '0.36', 36, null, undefined] as any[])('fails for the version %p of DJL Serving', (djlVersion) => {
  expect(problemsOf(() => LmiVersion.of('V99', djlVersion))).toEqual([expect.stringMatching(/^djlVersion .*such as 0\.36\.0\. Take it from the tag of the image\.$/)]);
});
