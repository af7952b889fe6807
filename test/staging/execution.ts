import { stateMachineDefinition } from '../../src/staging/state-machine-definition';

// Built into Node.js since version 22, which the interpreter expects.
(Promise as any).withResolvers ??= () => {
  const result: any = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
};

/** The functions that the steps of the definition call. */
export interface Functions {
  copier(event: any, context: { getRemainingTimeInMillis(): number }): Promise<any>;
  requests(event: any): Promise<any>;
}

export interface Execution {
  /** Everything that a console would show: every event with its data. */
  readonly history: any[];
  /** Names of the states that ran, in order. */
  readonly states: string[];
  /** Undefined when the execution failed. */
  readonly output?: any;
}

const PAUSE = 1;

// The types declare only an ES module, but the package also has CommonJS code.
const { StateMachine } = jest.requireActual('aws-local-stepfunctions');

/** Runs the definition in an interpreter of the Amazon States Language, with local functions. */
export async function execute(input: any, functions: Functions, remainingMs: number = 900_000, maxConcurrency: number = 4): Promise<Execution> {
  const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:';
  const definition: any = stateMachineDefinition({ copierArn: `${lambda}copier`, requestsArn: `${lambda}requests`, maxConcurrency });
  const inner = definition.States.Copy.ItemProcessor.States;
  const all = { ...definition.States, ...inner };
  const handlers = Object.fromEntries(Object.entries<any>(all).filter(([, { Type }]) => Type === 'Task').map(([name, { Resource }]) => {
    const context = { getRemainingTimeInMillis: () => remainingMs };
    const run = (event: any) => (Resource.endsWith(':copier') ? functions.copier(event, context) : functions.requests(event));
    return [name, (event: any) => asLambda(run, event)];
  }));
  const retries = Object.fromEntries(Object.entries<any>(all).filter(([, { Retry }]) => Retry).map(([name, { Retry }]) => [name, Retry.map(() => PAUSE)]));
  const machine = new StateMachine(definition, { validationOptions: { checkPaths: true } });
  const execution = machine.run(input, {
    overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: retries },
    context: { Execution: { StartTime: new Date().toISOString() } } as any,
  } as any);
  const history: any[] = [];
  const reading = (async () => {
    for await (const event of execution.eventLogs) {
      history.push(event);
    }
  })();
  let output: any;
  try {
    output = await execution.result;
  } catch (error: any) {
    history.push({ type: 'ExecutionFailed', message: error.message });
  }
  await reading;
  return { history, states: history.filter(({ type }) => type.endsWith('StateEntered')).map(({ name, state }) => name ?? state?.name), output };
}

/** Input and output go through JSON, and errors are shaped as Lambda shapes them. */
async function asLambda(run: (event: any) => Promise<any>, event: any): Promise<any> {
  try {
    return JSON.parse(JSON.stringify(await run(JSON.parse(JSON.stringify(event))) ?? null));
  } catch (error: any) {
    const failure = new Error(JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] }));
    failure.name = error.name;
    throw failure;
  }
}
