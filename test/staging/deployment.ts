import { randomUUID } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { newBucket } from './emulator';
import { execute, Execution, Functions } from './execution';

/** The published file that the function runs. */
const COPIER = '../../src/staging/copier/index.js';

const DEFAULTS = {
  ModelId: 'org/model', Revision: 'main', Root: '', Selection: '0123abcd',
  Include: ['*.safetensors', '*.json', '*.txt'], Exclude: ['original/*'], DefaultSelection: 'true', RemovalPolicy: 'retain',
  StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:staging',
};

/** The result of a deployment, as the stack and its logs show it. */
export interface Deployed extends Execution {
  /** The response to CloudFormation. */
  readonly response: any;
  /** The logs of the functions. */
  readonly logs: string;
  readonly bucket: string;
}

export interface Deployment {
  readonly bucket?: string;
  readonly properties?: { readonly [name: string]: unknown };
  readonly environment: { readonly [name: string]: string };
  readonly request?: { readonly [name: string]: unknown };
  readonly functions?: (functions: Functions) => Functions;
  readonly remainingMs?: number;
}

/** Plays CloudFormation for a custom resource, and runs the state machine and the functions behind it. */
export async function deploy(options: Deployment): Promise<Deployed> {
  const bucket = options.bucket ?? await newBucket();
  const stack = await CloudFormation.start();
  const spy = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const environment = { ...process.env };
  Object.assign(process.env, options.environment);
  try {
    const functions: Functions = jest.requireActual(COPIER);
    const request = {
      RequestType: 'Create', ResponseURL: stack.url, StackId: 'arn:stack/1', RequestId: randomUUID(), LogicalResourceId: 'Staged',
      ResourceProperties: { ...DEFAULTS, Bucket: bucket, ...options.properties }, ...options.request,
    };
    const execution = await execute(request, options.functions?.(functions) ?? functions, options.remainingMs);
    return { ...execution, response: stack.response, logs: spy.mock.calls.flat().join('\n'), bucket };
  } finally {
    process.env = environment;
    spy.mockRestore();
    await stack.stop();
  }
}

class CloudFormation {
  public static async start(): Promise<CloudFormation> {
    const stack = new CloudFormation();
    await new Promise<void>((resolve) => stack.server.listen(0, '127.0.0.1', resolve));
    return stack;
  }

  public response: any;
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      this.response = JSON.parse(body);
      response.end();
    });
  });

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/?signature=of-the-response`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
