import { Errors } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { type ErrorReport, GcxError } from '../base/gcx-error.js';
import { terminalText } from '../base/terminal/printable.js';
import { colorWanted, createStyle } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import { withOutputFailures } from './output-failures.js';
import { errorReportJson, errorReportText } from './render/error-report.js';
import { type CalledCommand, usageError } from './usage-error.js';
import { withWrittenCommands } from './written-commands.js';

/** What a thrown value means for the person and the exit code; without a report there is nothing to say. */
export interface Failure {
  readonly report?: ErrorReport;
  readonly exitCode: number;
  /** Shown only with GENESYS_GCX_DEBUG. */
  readonly stack?: string;
}

/** Reads a thrown value: an error of gcx, of the command line, an interruption, a broken pipe, else a bug. */
export function toFailure(error: unknown, command?: CalledCommand): Failure {
  if (error instanceof GcxError) {
    return { report: error.report, exitCode: error.exitCode, ...stackOf(error) };
  }
  if (error instanceof Errors.ExitError) return { exitCode: error.oclif.exit ?? ExitCode.done };
  if (error instanceof Errors.CLIError) {
    const usage = usageError(error, command);
    return { report: usage.report, exitCode: usage.exitCode, ...stackOf(error) };
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
    ...stackOf(error),
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
    process.stderr.write(terminalText(errorReportText(failure.report, style)));
  }
  if (failure.stack !== undefined && debugWanted()) process.stderr.write(terminalText(`${failure.stack}\n`));
}

/** Whether GENESYS_GCX_DEBUG asks for stack traces, and for what was compared. */
export function debugWanted(): boolean {
  const value = process.env['GENESYS_GCX_DEBUG'];
  return value !== undefined && value !== '' && value !== '0';
}

function stackOf(error: unknown): { stack?: string } {
  return error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
}
