import { execute, Functions } from './execution';
import { stateMachineDefinition } from '../../src/staging/state-machine-definition';

const REQUEST = { RequestType: 'Create', RequestId: '1', ResponseURL: 'http://127.0.0.1/', ResourceProperties: {} };
const PLANNED = { commit: 'c', bytes: 1, deadline: 2, files: 3, physicalId: 'bucket/prefix/' };

/** Functions that respond by step, and record their calls. */
function functions(groups: number[], answers: { [step: string]: (event: any) => any } = {}): Functions & { readonly calls: any[] } {
  const calls: any[] = [];
  const steps: { [step: string]: (event: any) => any } = {
    plan: () => ({ ...PLANNED, groups }), copy: () => ({ isDone: true }), finish: () => ({ physicalId: 'bucket/prefix/', data: { Prefix: 'prefix' } }), remove: () => ({ physicalId: 'old' }),
    ...answers,
  };
  return {
    calls,
    copier: async (event) => {
      calls.push(event);
      return steps[event.step](event);
    },
    requests: async (event) => {
      calls.push({ step: 'report', ...event });
    },
  };
}

function failing(name: string, times: number = Infinity): () => any {
  let failures = 0;
  return () => {
    if (failures++ < times) {
      throw Object.assign(new Error('The reason.'), { name });
    }
    return { isDone: true };
  };
}

const steps = (calls: any[]) => calls.map(({ step }) => step);

test('a request is planned, copied group by group, finished, and responded to', async () => {
  const all = functions([0, 1, 2]);
  const { output } = await execute(REQUEST, all);
  expect(steps(all.calls)).toEqual(['plan', 'copy', 'copy', 'copy', 'finish', 'report']);
  expect(Number.isNaN(Date.parse(all.calls[0].startedAt))).toBe(false);
  expect(all.calls.slice(1, 4)).toEqual([0, 1, 2].map((group) => ({ step: 'copy', request: REQUEST, plan: { commit: 'c', bytes: 1, deadline: 2 }, group })));
  expect(all.calls[5]).toMatchObject({ request: REQUEST, result: { physicalId: 'bucket/prefix/', data: { Prefix: 'prefix' } } });
  expect(all.calls[5].error).toBeUndefined();
  expect(output).toBeDefined();
});

test('with nothing to copy, the rest is the same', async () => {
  const all = functions([]);
  await execute(REQUEST, all);
  expect(steps(all.calls)).toEqual(['plan', 'finish', 'report']);
});

test('a group that needs more than one invocation continues where it stopped', async () => {
  const all = functions([7], { copy: ({ continuation }) => (continuation?.parts === 20 ? { isDone: true } : { isDone: false, continuation: { parts: (continuation?.parts ?? 0) + 10 } }) });
  await execute(REQUEST, all);
  expect(all.calls.filter(({ step }) => step === 'copy').map(({ group, continuation }) => [group, continuation?.parts])).toEqual([[7, undefined], [7, 10], [7, 20]]);
  expect(steps(all.calls).slice(-2)).toEqual(['finish', 'report']);
});

test('a deletion removes and responds, without planning', async () => {
  const all = functions([0]);
  const request = { ...REQUEST, RequestType: 'Delete', PhysicalResourceId: 'old' };
  await execute(request, all);
  expect(steps(all.calls)).toEqual(['remove', 'report']);
  expect(all.calls[1]).toMatchObject({ request, result: { physicalId: 'old' } });
});

test.each(['plan', 'copy', 'finish', 'remove'])('a failure to %s is reported at once, and the execution fails', async (step) => {
  const all = functions([0], { [step]: failing('StagingError') });
  const request = { ...REQUEST, RequestType: step === 'remove' ? 'Delete' : 'Update' };
  const { output, states } = await execute(request, all);
  expect(steps(all.calls).filter((each) => each === step)).toHaveLength(1);
  const report = all.calls[all.calls.length - 1];
  expect(report).toMatchObject({ step: 'report', request, error: { Error: 'StagingError' } });
  expect(JSON.parse(report.error.Cause)).toMatchObject({ errorMessage: 'The reason.' });
  expect(report.result).toBeUndefined();
  expect(report.plan?.physicalId).toBe(['copy', 'finish'].includes(step) ? 'bucket/prefix/' : undefined);
  expect(output).toBeUndefined();
  expect(states[states.length - 1]).toBe('Failed');
});

test.each([
  ['TransientError', 4], ['ChecksumError', 2], ['Lambda.Unknown', 2], ['Sandbox.Timedout', 2], ['Runtime.ExitError', 2], ['Lambda.TooManyRequestsException', 8],
])('%s is retried %d times', async (error, times) => {
  const passing = functions([0], { copy: failing(error, times) });
  await execute(REQUEST, passing);
  expect(steps(passing.calls).slice(-2)).toEqual(['finish', 'report']);
  const last = functions([0], { copy: failing(error, times + 1) });
  await execute(REQUEST, last);
  expect(last.calls[last.calls.length - 1].error.Error).toBe(error);
});

test('a killed worker restarts with the same input', async () => {
  let kills = 0;
  const all = functions([0], {
    copy: ({ continuation }) => {
      if (continuation && kills++ === 0) {
        throw Object.assign(new Error('killed'), { name: 'Sandbox.Timedout' });
      }
      return continuation ? { isDone: true } : { isDone: false, continuation: { parts: 10 } };
    },
  });
  await execute(REQUEST, all);
  expect(all.calls.filter(({ step }) => step === 'copy').map(({ continuation }) => continuation?.parts)).toEqual([undefined, 10, 10]);
});

test('the pauses after 429 cover a rate-limit window of the Hub, and end before the deployment times out', () => {
  const definition: any = stateMachineDefinition({ copierArn: 'c', requestsArn: 'r', maxConcurrency: 3 });
  const { IntervalSeconds, MaxAttempts, BackoffRate } = definition.States.Plan.Retry.find(({ ErrorEquals }: any) => ErrorEquals.includes('TransientError'));
  const pauses = Array.from({ length: MaxAttempts }, (_, attempt) => IntervalSeconds * BackoffRate ** attempt).reduce((a, b) => a + b);
  expect(pauses).toBeGreaterThanOrEqual(300);
  expect(pauses).toBeLessThan(900);
  expect(definition.States.Copy.MaxConcurrency).toBe(3);
});
