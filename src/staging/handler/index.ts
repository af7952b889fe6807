import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Continuation, copy, CopyResult } from './copy';
import { finish, Staged } from './finish';
import { CopyPlan, plan, Planned } from './plan';
import { remove } from './remove';
import { StagingRequest } from './request';
import { reasonOf, respond } from './respond';
import { toolsUntil } from './tools';

/** The part of the Lambda context that the steps need. */
interface Context {
  getRemainingTimeInMillis(): number;
}

/** Event that the state machine passes to the copier. */
type CopierEvent =
  | { readonly step: 'plan'; readonly request: StagingRequest; readonly startedAt: string }
  | { readonly step: 'copy'; readonly request: StagingRequest; readonly plan: CopyPlan; readonly group: number; readonly continuation?: Continuation }
  | { readonly step: 'finish'; readonly request: StagingRequest; readonly plan: Planned }
  | { readonly step: 'remove'; readonly request: StagingRequest };

/** The steps that access the Hub and the bucket. */
export async function copier(event: CopierEvent, context: Context): Promise<Planned | CopyResult | Staged | { physicalId: string }> {
  const end = Date.now() + context.getRemainingTimeInMillis();
  switch (event.step) {
    case 'plan': return plan(event.request, Date.parse(event.startedAt), toolsUntil(end));
    case 'copy': return copy(event.request, event.plan, event.group, event.continuation, toolsUntil(Math.min(end, event.plan.deadline)));
    case 'finish': return finish(event.request, event.plan, toolsUntil(end));
    case 'remove': return remove(event.request, toolsUntil(end));
  }
}

/** Event that the state machine passes on when it is done. */
interface ReportEvent {
  readonly request: StagingRequest;
  /** Result of a successful request. */
  readonly result?: { readonly physicalId: string; readonly data?: { readonly [name: string]: string } };
  /** The plan before the failure. */
  readonly plan?: { readonly physicalId?: string };
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

/** Accepts a request from CloudFormation, or responds to it when the state machine is done. */
export async function requests(event: StagingRequest | ReportEvent): Promise<void> {
  return 'request' in event ? report(event) : start(event);
}

async function report({ request, result, plan: planned, error }: ReportEvent): Promise<void> {
  const group = process.env.AWS_LAMBDA_LOG_GROUP_NAME;
  const reason = () => `${reasonOf(error?.Cause, error?.Error)}${group ? ` The log is in ${group}.` : ''}`;
  await respond(request, result ?? { physicalId: planned?.physicalId, reason: reason() });
}

const stepFunctions = new SFNClient({});

/** Returns immediately: the state machine responds to the request. */
async function start(request: StagingRequest): Promise<void> {
  try {
    await stepFunctions.send(new StartExecutionCommand({
      stateMachineArn: request.ResourceProperties.StateMachineArn,
      // Lambda may deliver a request twice; the same name and input start one execution.
      name: `${request.RequestType}-${request.RequestId}`,
      input: JSON.stringify(request),
    }));
  } catch (error: any) {
    await respond(request, { reason: `The state machine could not be started: ${error?.name}: ${error?.message}` });
  }
}
