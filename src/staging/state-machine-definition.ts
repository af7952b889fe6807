/** What the definition names. */
interface Steps {
  readonly copierArn: string;
  readonly requestsArn: string;
  /** Groups of files that are copied at the same time. */
  readonly maxConcurrency: number;
}

/** Longer than the function may run, so that its own end comes first. */
const STEP_SECONDS = 910;

const RETRY = [
  {
    ErrorEquals: ['Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
    IntervalSeconds: 2, MaxAttempts: 8, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL',
  },
  // The pauses add up to five minutes, which is the window of the Hub's rate limits; the copier itself tries again before.
  { ErrorEquals: ['TransientError'], IntervalSeconds: 20, MaxAttempts: 4, BackoffRate: 2 },
  // A worker that was killed, ran out of time, or received wrong bytes begins its file again.
  { ErrorEquals: ['ChecksumError', 'Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'States.Timeout'], IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 2 },
];

/**
 * The way from a request of CloudFormation to its answer. The files of the plan are copied in parallel, and each failure ends at the step that tells CloudFormation,
 * because a custom resource that is not answered keeps its stack waiting for an hour.
 */
export function stateMachineDefinition({ copierArn, requestsArn, maxConcurrency }: Steps): object {
  const step = (parameters: object, more: object) => ({
    Type: 'Task', Resource: copierArn, Parameters: parameters, TimeoutSeconds: STEP_SECONDS, Retry: RETRY, ...more,
  });
  const failure = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'ReportFailure' }] };
  const group = { 'step': 'copy', 'request.$': '$.request', 'plan.$': '$.plan', 'group.$': '$.group' };
  return {
    StartAt: 'Request',
    States: {
      Request: { Type: 'Pass', Parameters: { 'request.$': '$' }, Next: 'Kind' },
      Kind: {
        Type: 'Choice',
        Choices: [{ Variable: '$.request.RequestType', StringEquals: 'Delete', Next: 'Remove' }],
        Default: 'Plan',
      },
      Plan: step({ 'step': 'plan', 'request.$': '$.request', 'startedAt.$': '$$.Execution.StartTime' }, { ResultPath: '$.plan', ...failure, Next: 'Copy' }),
      Copy: {
        Type: 'Map',
        ItemsPath: '$.plan.groups',
        // Without the list of groups, which each iteration would carry.
        ItemSelector: {
          'request.$': '$.request',
          'plan': { 'commit.$': '$.plan.commit', 'bytes.$': '$.plan.bytes', 'deadline.$': '$.plan.deadline' },
          'group.$': '$$.Map.Item.Value',
        },
        MaxConcurrency: maxConcurrency,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'CopyGroup',
          States: {
            CopyGroup: step(group, { ResultPath: '$.result', Next: 'IsDone' }),
            IsDone: { Type: 'Choice', Choices: [{ Variable: '$.result.isDone', BooleanEquals: true, Next: 'Done' }], Default: 'GoOn' },
            GoOn: step({ ...group, 'continuation.$': '$.result.continuation' }, { ResultPath: '$.result', Next: 'IsDone' }),
            Done: { Type: 'Pass', Parameters: {}, End: true },
          },
        },
        ResultPath: null,
        ...failure,
        Next: 'Finish',
      },
      Finish: step({ 'step': 'finish', 'request.$': '$.request', 'plan.$': '$.plan' }, { ResultPath: '$.result', ...failure, Next: 'ReportSuccess' }),
      Remove: step({ 'step': 'remove', 'request.$': '$.request' }, { ResultPath: '$.result', ...failure, Next: 'ReportSuccess' }),
      ReportSuccess: { Type: 'Task', Resource: requestsArn, ResultPath: null, Retry: RETRY, End: true },
      ReportFailure: { Type: 'Task', Resource: requestsArn, ResultPath: null, Retry: RETRY, Next: 'Failed' },
      Failed: { Type: 'Fail', Error: 'StagingFailed', CausePath: '$.error.Cause' },
    },
  };
}
