import { ExitCode } from '../../base/exit-codes.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import {
  type EventText,
  InvalidEvent,
  InvalidPattern,
  type Pattern,
  parsePattern,
  readEvent,
  TooHardToMatch,
} from '../../language/patterns/index.js';

/** Parses a pattern that a person gave. Throws GcxError with AWS's message and the place. */
export function patternOf(text: string): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    const [what = error.message] = error.message.split('\n');
    const { place } = error;
    throw withCause(
      new GcxError({
        code: 'invalid-pattern',
        what,
        ...(place === undefined ? {} : { where: `the pattern, line ${place.line}, column ${place.column}` }),
        why: 'EventBridge refuses this pattern.',
      }),
      error,
    );
  }
}

/** Reads an event that a person gave. Throws GcxError with the place. */
export function eventOfText(text: string): EventText {
  try {
    return readEvent(text);
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw withCause(new GcxError({ code: 'invalid-event', what: error.message }), error);
  }
}

/** Runs a computation that may be too hard for the arrays of an event, and says so as a GcxError. */
export function decided<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof TooHardToMatch)) throw error;
    throw withCause(new GcxError({ code: 'too-hard-to-match', what: `${error.message}.` }), error);
  }
}

/** A sample event: its event type, its fields as `path=value`, and its format where that is not Genesys Cloud's own. */
export interface SampleRequest {
  readonly sample: string;
  readonly set: readonly string[];
  readonly format?: string;
}

/** A pattern with an event: both as flags give them, or the event a sample. */
export interface PatternAndEvent {
  readonly pattern: string;
  readonly event: string | SampleRequest;
}

/** What `gcx pattern test` was asked for: a file of cases, or a pattern with an event. */
export type PatternTestRequest = { readonly cases: string } | PatternAndEvent;

/** Checks which flags of `gcx pattern test` go together. Throws GcxError with exit code 64. */
export function patternTestRequest(flags: {
  readonly cases?: string | undefined;
  readonly pattern?: string | undefined;
  readonly event?: string | undefined;
  readonly sample?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly format?: string | undefined;
}): PatternTestRequest {
  const { cases, pattern, event, sample, set, format } = flags;
  if (set !== undefined && sample === undefined) throw usage('--set goes with --sample.');
  if (format !== undefined && sample === undefined) throw usage('--format goes with --sample.');
  const shape = format === undefined ? {} : { format };
  const events = [event, ...(sample === undefined ? [] : [{ sample, set: set ?? [], ...shape }])].filter(
    (each) => each !== undefined,
  );
  const [only] = events;
  if (cases !== undefined && pattern === undefined && only === undefined) return { cases };
  if (cases === undefined && pattern !== undefined && only !== undefined && events.length === 1) {
    if (pattern !== '-' || only !== '-') return { pattern, event: only };
    throw usage('Only one of --pattern and --event can be read from standard input.');
  }
  throw usage('Give --pattern and --event (or --sample), or --cases alone.');
}

function usage(what: string): GcxError {
  return new GcxError({ code: 'usage', what, fix: gcxCommand('pattern test', '--help') }, ExitCode.usage);
}
