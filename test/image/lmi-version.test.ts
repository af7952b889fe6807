import { LmiVersion } from '../../src';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { faultsOf } from '../stacks';

test('there is a constant for every release, V7 to V28', () => {
  const constants = Object.keys(LmiVersion).filter((name) => /^V\d+$/.test(name));
  expect(constants).toEqual(LMI_RELEASES.map((release) => `V${release.ordinal}`));
  expect([LmiVersion.V7.djlVersion, LmiVersion.V8.djlVersion, LmiVersion.V17.djlVersion, LmiVersion.V18.djlVersion, LmiVersion.V28.djlVersion])
    .toEqual(['0.25.0', '0.26.0', '0.35.0', '0.36.0', '0.36.0']);
  expect(LmiVersion.LATEST).toBe(LmiVersion.V28);
});

test.each(['V29', 'v29', '29', '29.0.0'])('a version that is not known yet can be written as %p', (text) => {
  const version = LmiVersion.of(text, '0.37.0');
  expect([version.lmiVersion, version.djlVersion, `${version}`]).toEqual([text, '0.37.0', 'LMI V29 (DJL Serving 0.37.0)']);
});

test.each(['', 'latest', 'V', 'V1.2.3.4', undefined as any])('fails for the version %p', (text) => {
  expect(faultsOf(() => LmiVersion.of(text, '0.37.0'))).toEqual([expect.stringContaining('lmiVersion')]);
});
