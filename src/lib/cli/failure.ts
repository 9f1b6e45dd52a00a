import { Errors } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { type ErrorReport, GcxError } from '../base/gcx-error.js';
import { terminalText } from '../base/terminal/printable.js';
import { colorWanted, createStyle } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import { errorChainText } from './error-chain.js';
import { withOutputFailures } from './output-failures.js';
import { errorReportJson, errorReportText } from './render/error-report.js';
import { type CalledCommand, usageError } from './usage-error.js';
import { withWrittenCommands } from './written-commands.js';

/** What a thrown value means for the person and the exit code; without a report there is nothing to say. */
export interface Failure {
  readonly report?: ErrorReport;
  readonly exitCode: number;
  /** What was thrown: its chain of causes is shown with GENESYS_GCX_DEBUG only. */
  readonly thrown?: Error;
}

/** Reads a thrown value: an error of gcx, of the command line, an interruption, a broken pipe, else a bug. */
export function toFailure(error: unknown, command?: CalledCommand): Failure {
  if (error instanceof GcxError) {
    return { report: error.report, exitCode: error.exitCode, ...thrownOf(error) };
  }
  if (error instanceof Errors.ExitError) return { exitCode: error.oclif.exit ?? ExitCode.done };
  if (error instanceof Errors.CLIError) {
    const usage = usageError(error, command);
    return { report: usage.report, exitCode: usage.exitCode, ...thrownOf(error) };
  }
  if (error instanceof Error && (error.name === 'ExitPromptError' || error.message === 'SIGINT')) {
    return { exitCode: ExitCode.interrupted };
  }
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return { exitCode: ExitCode.done };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    report: {
      code: 'bug',
      what: 'This is a bug in gcx.',
      why: message.split('\n')[0] ?? message,
      fix: 'Run it again with GENESYS_GCX_DEBUG=1 and report the output, the command and `gcx --version`.',
    },
    exitCode: ExitCode.error,
    ...thrownOf(error),
  };
}

/** Shows a failure: one JSON document on stdout under `--json`, else text on stderr. Sets the exit code. */
export function showFailure(failure: Failure, json: boolean, indent = 2): void {
  process.exitCode = failure.exitCode;
  if (failure.report === undefined) return;
  if (json) {
    process.stdout.write(
      `${jsonText(withWrittenCommands(withOutputFailures(errorReportJson(failure.report))), indent)}\n`,
    );
  } else {
    const style = createStyle(colorWanted({ isTTY: process.stderr.isTTY === true, env: process.env }));
    process.stderr.write(terminalText(errorReportText(failure.report, style), process.stderr));
  }
  if (failure.thrown !== undefined) debugError(failure.thrown);
}

/**
 * With GENESYS_GCX_DEBUG, writes to stderr how an error came about.
 * @param about what it is about, where several are told, such as by the report of an apply
 */
export function debugError(error: unknown, about?: string): void {
  if (!debugWanted()) return;
  const head = about === undefined ? '' : `${about}: `;
  process.stderr.write(terminalText(`${head}${errorChainText(error)}\n`));
}

/** Whether GENESYS_GCX_DEBUG asks how errors came about, and for what was compared. */
export function debugWanted(): boolean {
  const value = process.env['GENESYS_GCX_DEBUG'];
  return value !== undefined && value !== '' && value !== '0';
}

function thrownOf(error: unknown): { thrown?: Error } {
  return error instanceof Error ? { thrown: error } : {};
}
