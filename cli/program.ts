import { Command, CommanderError } from 'commander';
import { addBench } from './bench/command';
import { addCheck } from './check/command';
import { Context } from './context';
import { addConvert } from './convert/command';
import { EXIT, Failure, oneLine } from './failure';
import { addFit } from './fit/command';
import { addPrice } from './price/command';
import { addSimulate } from './simulate/command';
import { Terminal } from './terminal';
import { VERSION } from './version';

const INTRODUCTION = 'Large Model Inference (LMI) on Amazon SageMaker: size, check, convert, price, benchmark and simulate, without a CDK app. Only bench needs '
  + 'an AWS account.';

const CLOSING = `
Every command takes --help and --json. Exit codes: 0 OK, 1 findings, 2 could not run.
Documentation: https://github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi`;

/** Runs the command and returns its exit code. Every error is one line on standard error. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const context: Context = { terminal, exitCode: EXIT.FINE };
  try {
    await programOf(context).parseAsync([...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.FINE : EXIT.FAILED;
    }
    terminal.err(`${error instanceof Failure ? error.message : unexpected(error)}\n`);
    return EXIT.FAILED;
  }
}

/** The message of an unexpected error; with a stack trace if the user asks for it. */
function unexpected(error: unknown): string {
  const { message = String(error), stack } = error as Error;
  return process.env.CDK_SAGEMAKER_LMI_DEBUG ? stack ?? message : `${oneLine(message)}. Set CDK_SAGEMAKER_LMI_DEBUG=1 for the details.`;
}

function programOf(context: Context): Command {
  const { terminal } = context;
  const program = new Command('cdk-sagemaker-lmi')
    .description(INTRODUCTION)
    .version(VERSION)
    // check and fit have their own --version.
    .enablePositionalOptions()
    .addHelpText('after', CLOSING);
  addFit(program, context);
  addCheck(program, context);
  addConvert(program, context);
  addPrice(program, context);
  addBench(program, context);
  addSimulate(program, context);
  [program, ...program.commands].forEach((each) => each
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${oneLine(text.replace(/^error: /, '')).replace(/(?<![.?!])$/, '.')} See --help.\n`),
    }));
  return program;
}
