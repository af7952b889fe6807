/** The functions and settings in the definition. */
interface Steps {
  readonly copierArn: string;
  readonly requestsArn: string;
  /** Number of groups of files to copy at the same time. */
  readonly maxConcurrency: number;
}

/** Longer than the function's own timeout, so that the latter comes first. */
const STEP_SECONDS = 910;

const RETRY = [
  {
    ErrorEquals: ['Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
    IntervalSeconds: 2, MaxAttempts: 8, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL',
  },
  // The pauses add up to five minutes, the window of the Hub's rate limits; the copier itself retries before that.
  { ErrorEquals: ['TransientError'], IntervalSeconds: 20, MaxAttempts: 4, BackoffRate: 2 },
  // A worker that was killed, ran out of time, or received wrong bytes starts its file over.
  { ErrorEquals: ['ChecksumError', 'Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'States.Timeout'], IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 2 },
];

/**
 * The steps from a CloudFormation request to its response. The files of the plan are copied in parallel. Every failure leads to the step that notifies CloudFormation,
 * because a custom resource without a response keeps its stack waiting for an hour.
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
        // Without the list of groups, which every iteration would otherwise receive.
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
