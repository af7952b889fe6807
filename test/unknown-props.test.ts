import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { propsOf, STRUCTS } from './assembly';
import {
  LmiAsyncInference, LmiDeploymentPolicy, LmiEndpoint, LmiEndpointProps, LmiInstanceType, LmiModel, LmiSizing, LmiStagedModel, VllmBackend,
} from '../src';
import { problemsOf, testEndpoint, testStack } from './stacks';
import { removeDirectory, Use, USES } from './uses';

/** Structs that extend a struct of the CDK. A newer release may add props to it, so an unknown name is an error only if it is a misspelling. */
const OF_THE_CDK = ['LmiDashboardOptions', 'LmiMetricOptions'];
/** The props of all structs. */
const NAMES = [...new Set(STRUCTS.flatMap(propsOf))];
const UNKNOWN = /^(?:\w+\[\d+\]\.)?(\w+) is not (?:a known prop|an option of [^.]+)\. (.+)$/;

afterAll(removeDirectory);

/** The problems with unknown names: the advice by name. */
function unknownIn(use: Use, given: object): { [name: string]: string } {
  return Object.fromEntries(problemsOf(() => use(testStack(), given)).flatMap((problem) => {
    const [, name, advice] = UNKNOWN.exec(problem) ?? [];
    return name === undefined ? [] : [[name, advice]];
  }));
}

function misspelled(prop: string): string {
  const middle = Math.floor(prop.length / 2);
  return prop.slice(0, middle) + prop.slice(middle + 1);
}

const withValue = (names: readonly string[], value: unknown) => Object.fromEntries(names.map((name) => [name, value]));

test.each(STRUCTS)('each misspelled name of %s is rejected with a suggestion of the right one', (struct) => {
  const props = propsOf(struct).filter((prop) => !NAMES.includes(misspelled(prop)));
  for (const use of USES[struct]) {
    expect(unknownIn(use, withValue(props.map(misspelled), 1))).toEqual(Object.fromEntries(props.map((prop) => [misspelled(prop), `Did you mean ${prop}?`])));
  }
});

test.each(STRUCTS.filter((struct) => !OF_THE_CDK.includes(struct)))('%s rejects the props of all other structs, unless they have no value', (struct) => {
  const foreign = NAMES.filter((name) => !propsOf(struct).includes(name));
  for (const use of USES[struct]) {
    expect(Object.keys(unknownIn(use, withValue(foreign, 1))).sort()).toEqual([...foreign].sort());
    expect(() => use(testStack(), withValue(foreign, undefined))).not.toThrow();
    expect(() => use(testStack(), withValue(foreign, null))).not.toThrow();
  }
});

test.each(OF_THE_CDK)('%s passes on props that a newer CDK may have', (struct) => {
  for (const use of USES[struct]) {
    expect(() => use(testStack(), { addedNextYear: 1 })).not.toThrow();
  }
});

const model = LmiModel.fromHuggingFace('org/model');
const rolled = (deploymentPolicy: LmiDeploymentPolicy) => () => testEndpoint({ initialInstanceCount: 4, deploymentPolicy });
const props = (given: object) => () => testEndpoint(given as Partial<LmiEndpointProps>);
const untyped = (given: object): any => given;

test.each<[what: string, make: () => unknown, expected: string]>([
  ['a misspelled prop', props({ intialInstanceCount: 2 }), 'intialInstanceCount is not a known prop. Did you mean initialInstanceCount?'],
  ['another', props({ enviroment: { OPTION_DTYPE: 'fp16' } }), 'enviroment is not a known prop. Did you mean environment?'],
  ['a part of a name', props({ instanceCount: 2 }), 'instanceCount is not a known prop. Did you mean initialInstanceCount?'],
  ['the name in another notation', props({ endpoint_name: 'chat' }), 'endpoint_name is not a known prop. Did you mean endpointName?'],
  ['a prop of something else', props({ maxModelLen: 4096 }), 'maxModelLen is not a known prop. Correct the name, or omit it.'],
  ['a word of several names', () => testEndpoint().addAlarms(untyped({ percentage: 1 })),
    'percentage is not a known prop. Did you mean serverErrorPercentage or saturationPercentage or gpuMemoryPercentage?'],
  ['a check that would not run', () => LmiSizing.check(untyped({ concurency: 400 })), 'concurency is not a known prop. Did you mean concurrency?'],
  ['alarms that would not roll back', rolled(LmiDeploymentPolicy.allAtOnce(untyped({ rollbackAlarms: [] }))), 'rollbackAlarms is not a known prop. Correct the name, or omit it.'],
  ['a shortened name', props({ asyncInference: LmiAsyncInference.toBucket(Bucket.fromBucketName(testStack(), 'Bucket', 'bucket'), untyped({ maxConcurrentInvocations: 4 })) }),
    'maxConcurrentInvocations is not a known prop. Did you mean maxConcurrentInvocationsPerInstance?'],
  ['a misspelled option', props({ model: LmiModel.fromHuggingFace('org/model', untyped({ revison: 'main' })) }), 'revison is not a known prop. Did you mean revision?'],
  ['a misspelled part of a name', () => testEndpoint().addAlarms(untyped({ latencey: 1 })), 'latencey is not a known prop. Did you mean p90Latency?'],
  ['an option that another backend has', () => new VllmBackend(testStack(), 'Backend', untyped({ nPositions: 4096 })), 'nPositions is not an option of vLLM. Correct the name, or omit it.'],
  ['an option of a staged metric', () => new LmiStagedModel(testStack(), 'Staged', { modelId: 'org/model' }).metricCopiedBytes(untyped({ statitic: 'Sum' })),
    'statitic is not a known prop. Did you mean statistic?'],
  ['an option of a dashboard of the CDK', () => testEndpoint().addDashboard(untyped({ dashbordName: 'Chat' })), 'dashbordName is not a known prop. Did you mean dashboardName?'],
  ['a prop of a schedule of the CDK', () => testEndpoint().autoScaleInstanceCount({ maxCapacity: 3 })
    .scaleOnSchedule('Night', untyped({ schedule: Schedule.cron({ hour: '20' }), maxCapacity: 1, minCapcity: 1 })), 'minCapcity is not a known prop. Did you mean minCapacity?'],
])('%s is one problem', (_, make, expected) => {
  expect(problemsOf(make)).toEqual([expected]);
});

test('a short name of a required prop', () => {
  expect(problemsOf(() => testEndpoint().autoScaleInstanceCount(untyped({ min: 2, max: 3 })))).toEqual([
    'min is not a known prop. Did you mean minCapacity?',
    'max is not a known prop. Did you mean maxCapacity?',
    'maxCapacity is missing. Set the maximum number of instances that you want to pay for.',
  ]);
});

test('the error for a subclass that passes on all of its props names the one to keep', () => {
  class TeamEndpoint extends LmiEndpoint {}
  const given = { model, instanceType: LmiInstanceType.G5_2XLARGE, team: 'search' };
  expect(problemsOf(() => new TeamEndpoint(testStack(), 'Llm', given))).toEqual(['team is not a known prop. Correct the name, or omit it.']);
});

test.each<[what: string, make: () => unknown, expected: string]>([
  ['a number', () => LmiSizing.check(untyped(400 as any)), 'props is 400; it must be an object. Pass props by their names, such as { name: value }.'],
  ['a list', () => new VllmBackend(testStack(), 'Backend', untyped(['fp16'])), 'props is ["fp16"]; it must be an object. Pass props by their names, such as { name: value }.'],
  ['a string for props with defaults', rolled(LmiDeploymentPolicy.allAtOnce(untyped('10 minutes' as any))),
    'props is "10 minutes"; it must be an object. Pass props by their names, such as { name: value }.'],
])('%s instead of props is one problem', (_, make, expected) => {
  expect(problemsOf(make)).toEqual([expected]);
});
