import { App } from 'aws-cdk-lib';
import { BackendName, CONFIGURATIONS, Form, Outcome, PublishedConfiguration, tryOut } from './corpus';

const FORMS: readonly Form[] = ['typed', 'verbatim'];

/** Everything in one process and one app, as the templates are made only once. */
const app = new App({ analyticsReporting: false });
const outcomes = CONFIGURATIONS.flatMap((configuration, index) => configuration.versions.flatMap((version) =>
  FORMS.map((form) => tryOut(app, configuration, version, form, `${form}-${index}-V${version}`))));

function of(form: Form, ...expected: PublishedConfiguration['expected'][]): Outcome[] {
  return outcomes.filter((outcome) => outcome.form === form && expected.includes(outcome.configuration.expected));
}

function described({ configuration: { backend, source, instanceType }, version, errors }: Outcome): string {
  return `${backend} V${version} ${instanceType} ${source}: ${errors?.join(' | ') ?? 'synthesized'}`;
}

const isRefused = ({ errors }: Outcome): boolean => errors !== undefined;

afterAll(() => {
  const backends: BackendName[] = ['Vllm', 'TrtLlm', 'Neuronx', 'LmiDist', 'DeepSpeed'];
  const rows = FORMS.flatMap((form) => (['accepted', 'refused', 'no image', 'unclear'] as const).map((expected) => {
    const cells = backends.map((backend) => of(form, expected).filter(({ configuration }) => configuration.backend === backend))
      .map((group) => `${group.filter(isRefused).length}/${group.length}`.padStart(10));
    return `${form.padEnd(9)} ${expected.padEnd(9)}${cells.join('')}`;
  }));
  process.stdout.write([`refused of: ${' '.repeat(7)}${backends.map((backend) => backend.padStart(10)).join('')}`, ...rows, ''].join('\n'));
});

test.each(FORMS)('%s, nothing that ran is refused', (form) => {
  expect(of(form, 'accepted').filter(isRefused).map(described)).toEqual([]);
});

test.each(FORMS)('%s, a version without an image of the backend is refused', (form) => {
  expect(of(form, 'no image').filter((outcome) => !isRefused(outcome)).map(described)).toEqual([]);
});

test.each(FORMS)('%s, at least 85 % of what a release does not read or fails with is refused', (form) => {
  const wrong = of(form, 'refused');
  expect(wrong.filter(isRefused).length / wrong.length).toBeGreaterThanOrEqual(0.85);
});

test('everything that is accepted makes a template', () => {
  expect(app.synth().stacks.length).toBe(outcomes.filter((outcome) => !isRefused(outcome)).length);
});
