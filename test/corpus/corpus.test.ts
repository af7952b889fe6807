import { BackendName, CONFIGURATIONS, Form, Outcome, PublishedConfiguration, tryOut } from './corpus';
import { testApp } from '../stacks';
import { part } from '../sweep';

const FORMS: readonly Form[] = ['typed', 'verbatim'];

/** Everything is in one app, because the templates are created only once. */
const app = testApp();
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

test.each(FORMS)('%s, no configuration that worked is rejected', (form) => {
  expect(of(form, 'accepted').filter(isRefused).map(described)).toEqual([]);
});

test.each(FORMS)('%s, a version without an image of the backend is rejected', (form) => {
  expect(of(form, 'no image').filter((outcome) => !isRefused(outcome)).map(described)).toEqual([]);
});

test.each(FORMS)('%s, at least 85 % of the settings that a release ignores or fails with are rejected', (form) => {
  const wrong = of(form, 'refused');
  expect(wrong.filter(isRefused).length / wrong.length).toBeGreaterThanOrEqual(0.85);
});

test('accepted configurations synthesize', () => {
  const accepted = outcomes.filter((outcome) => !isRefused(outcome)).map(({ endpoint }) => endpoint!.stack);
  const synthesized = part(accepted, 0, 3);
  accepted.filter((stack) => !synthesized.includes(stack)).forEach((stack) => app.node.tryRemoveChild(stack.node.id));
  expect(app.synth().stacks.map(({ id }) => id).sort()).toEqual(synthesized.map(({ artifactId }) => artifactId).sort());
});
