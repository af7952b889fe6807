/* Scaling that is configured but has no effect. */
import { TimeZone } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiAsyncInference, LmiComponentEndpoint, LmiEndpoint, LmiInstanceType, LmiModel, LmiScalableInstanceCount, LmiVersion, VllmBackend } from '../../src';
import { testEndpoint, testStack, warningsOf } from '../stacks';

function endpoint(isAsync = false, maxRollingBatchSize?: number): LmiEndpoint {
  const stack = testStack();
  return testEndpoint({
    asyncInference: isAsync ? LmiAsyncInference.toBucket(new Bucket(stack, 'Bucket')) : undefined,
    backend: maxRollingBatchSize === undefined ? undefined : new VllmBackend(stack, 'Vllm', { version: LmiVersion.V29, maxRollingBatchSize }),
  }, stack);
}

function warnings(scaled: LmiEndpoint, id: string): string[] {
  return warningsOf(scaled.stack).filter((sentence) => sentence.includes(`cdk-sagemaker-lmi:${id}`));
}

describe('bounds without a policy', () => {
  const doubted = (scaled: LmiEndpoint, props: { minCapacity?: number; maxCapacity: number; deregistered?: boolean }, add?: (scaling: LmiScalableInstanceCount) => void) => {
    const scaling = scaled.autoScaleInstanceCount(props);
    add?.(scaling);
    return warnings(scaled, 'no-policy');
  };

  test('change nothing', () => {
    expect(doubted(endpoint(), { maxCapacity: 2 })).toEqual([expect.stringMatching(/never changes\. Call scaleOnConcurrentRequests on the result\./)]);
  });

  test('never return to zero on an asynchronous endpoint', () => {
    expect(doubted(endpoint(true), { minCapacity: 0, maxCapacity: 2 })).toEqual([expect.stringMatching(/after the first request has started one instance\. Call scaleOnBacklog/)]);
  });

  test.each<[string, boolean, { minCapacity?: number; maxCapacity: number; deregistered?: boolean }, ((scaling: LmiScalableInstanceCount) => void)?]>([
    ['with a policy added later', false, { maxCapacity: 2 }, (scaling) => scaling.scaleOnConcurrentRequests('Load', { targetRequests: 4 })],
    ['with a backlog', true, { minCapacity: 0, maxCapacity: 2 }, (scaling) => scaling.scaleOnBacklog('Load', { targetBacklogPerInstance: 4 })],
    ['with a schedule', false, { maxCapacity: 2 }, (scaling) => scaling.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '22' }), minCapacity: 1 })],
    ['with equal bounds', false, { minCapacity: 2, maxCapacity: 2 }],
    ['while deregistered', false, { maxCapacity: 2, deregistered: true }],
  ])('are fine %s', (...[, isAsync, props, add]) => {
    expect(doubted(endpoint(isAsync), props, add)).toEqual([]);
  });
});

/* ConcurrentRequestsPerModel counts requests in the container, of which the engine processes at most maxRollingBatchSize at the same time. */
test.each([[32, 32, 0], [32, 33, 1], [32, 2400, 1], [4000, 2400, 0]])('a batch of %d with a target of %d requests: %d warnings', (batch, targetRequests, count) => {
  const scaled = endpoint(false, batch);
  scaled.autoScaleInstanceCount({ maxCapacity: 2 }).scaleOnConcurrentRequests('Load', { targetRequests });
  const found = warnings(scaled, 'scaling-target');
  expect(found).toHaveLength(count);
  expect(found.every((sentence) => sentence.includes('processes 32 requests'))).toBe(true);
});

test('copies are no different', () => {
  const stack = testStack();
  const fleet = new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G6_12XLARGE });
  const component = fleet.addModel('Llm', {
    model: LmiModel.fromHuggingFace('org/model'), backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V29, maxRollingBatchSize: 16 }),
  });
  const scaling = component.autoScaleCopies({ maxCapacity: 2 });
  expect(warningsOf(stack).filter((sentence) => sentence.includes('no-policy'))).toHaveLength(1);
  scaling.scaleOnConcurrentRequests('Load', { targetRequests: 17 });
  expect(warningsOf(stack).filter((sentence) => sentence.includes('scaling-target'))).toEqual([expect.stringContaining('one copy processes 16')]);
});

/* The IANA time zone database has Europe/Berlin and Etc/UTC, and no Europe/Nowhere. */
test.each([['Europe/Nowhere', 1], ['Europe/Berlin', 0], ['Etc/UTC', 0]])('the time zone %s: %d warnings', (name, count) => {
  const scaled = endpoint();
  const scaling = scaled.autoScaleInstanceCount({ maxCapacity: 2 });
  scaling.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '22' }), minCapacity: 1, timeZone: TimeZone.of(name) });
  expect(warnings(scaled, 'unknown-time-zone')).toHaveLength(count);
  scaling.scaleOnOfficeHours('Day', { start: '08:00', end: '18:00', timeZone: TimeZone.of(name) });
  expect(warnings(scaled, 'unknown-time-zone')).toHaveLength(2 * count);
});
