import { TimeZone } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiAsyncInference, LmiComponentEndpoint, LmiInstanceType, LmiModel, LmiOfficeHoursProps } from '../../src';
import { problemsOf, templateOf, testEndpoint, testStack } from '../stacks';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const HOURS: LmiOfficeHoursProps = { timeZone: TimeZone.EUROPE_BERLIN, start: '08:30', end: '18:00' };

/** The scheduled actions of a template. */
function actions(construct: any): any[] {
  return Object.values<any>(templateOf(construct).findResources(TARGET)).flatMap(({ Properties }) => Properties.ScheduledActions ?? []);
}

function asyncEndpoint() {
  const stack = testStack();
  return testEndpoint({ asyncInference: LmiAsyncInference.toBucket(new Bucket(stack, 'Results')) }, stack);
}

test('an asynchronous endpoint runs in office hours and has no instances outside them', () => {
  const endpoint = asyncEndpoint();
  endpoint.autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 4 }).scaleOnOfficeHours('Office', HOURS);
  expect(actions(endpoint)).toEqual([
    expect.objectContaining({ Schedule: 'cron(30 8 ? * MON,TUE,WED,THU,FRI *)', Timezone: 'Europe/Berlin', ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 4 } }),
    expect.objectContaining({ Schedule: 'cron(0 18 ? * MON,TUE,WED,THU,FRI *)', Timezone: 'Europe/Berlin', ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 } }),
  ]);
});

test('a real-time endpoint keeps one instance outside them, with a warning', () => {
  const endpoint = testEndpoint();
  endpoint.autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnOfficeHours('Office', { ...HOURS, capacity: 3 });
  expect(actions(endpoint).map(({ ScalableTargetAction }) => ScalableTargetAction)).toEqual([{ MinCapacity: 3, MaxCapacity: 4 }, { MinCapacity: 1, MaxCapacity: 1 }]);
  Annotations.fromStack(endpoint.stack).hasWarning('*', Match.stringLikeRegexp('does not scale to zero'));
});

test('all copies of a component are released outside them', () => {
  const stack = testStack();
  const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_2XLARGE, minInstanceCount: 0, maxInstanceCount: 2 });
  const component = fleet.addModel('Chat', { model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16') });
  component.autoScaleCopies({ maxCapacity: 2 }).scaleOnOfficeHours('Office', { ...HOURS, days: ['SAT', 'MON'] });
  expect(actions(fleet)).toEqual([
    expect.objectContaining({ Schedule: 'cron(30 8 ? * MON,SAT *)', ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 } }),
    expect.objectContaining({ Schedule: 'cron(0 18 ? * MON,SAT *)', ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 } }),
  ]);
});

test('hours that end after midnight end on the next day', () => {
  const endpoint = asyncEndpoint();
  endpoint.autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 1 }).scaleOnOfficeHours('Night', { ...HOURS, start: '22:00', end: '6:00', days: ['FRI', 'SUN'] });
  expect(actions(endpoint).map(({ Schedule }) => Schedule)).toEqual(['cron(0 22 ? * FRI,SUN *)', 'cron(0 6 ? * MON,SAT *)']);
});

test.each<[string, any, string]>([
  ['no props', undefined, 'timeZone is missing'],
  ['no time zone', { start: '8:00', end: '9:00' }, 'timeZone is missing'],
  ['a number for a time zone', { ...HOURS, timeZone: 2 }, 'timeZone is 2; it must be a TimeZone'],
  ['a start that is not a time', { ...HOURS, start: 'morning' }, 'start is "morning"; it must be a time of day'],
  ['hour 24', { ...HOURS, end: '24:00' }, 'end is "24:00"; it must be a time of day'],
  ['minute 60', { ...HOURS, end: '12:60' }, 'end is "12:60"'],
  ['no end', { ...HOURS, end: undefined }, 'end is undefined'],
  ['an end that is the start', { ...HOURS, start: '8:00', end: '08:00' }, 'end is "08:00"; it must be another time than start'],
  ['no day', { ...HOURS, days: [] }, 'days is []'],
  ['an unknown day', { ...HOURS, days: ['MON', 'Funday'] }, 'days is "Funday"'],
  ['a capacity of 0', { ...HOURS, capacity: 0 }, 'capacity is 0; it must be an integer from 1 to 4'],
  ['more than maxCapacity', { ...HOURS, capacity: 5 }, 'capacity is 5; it must be an integer from 1 to 4'],
])('fails with %s', (_name, props, fault) => {
  const scaling = testEndpoint().autoScaleInstanceCount({ maxCapacity: 4 });
  expect(problemsOf(() => scaling.scaleOnOfficeHours('Office', props))).toContainEqual(expect.stringContaining(fault));
});
