import type { LocalError, LocalResult } from '../../processor/local/local-call.js';
import type { LogShown } from '../processors/logs/index.js';
import type { Execution } from '../sandbox/index.js';
import type { DevelopmentError, DevelopmentResult } from './model.js';

/** What Lambda's runtime says of code that ended, where no text of the code is in it. */
const OWN_WORDS =
  /^(?:Task timed out after [\d.]+ seconds|Error: Runtime exited (?:without providing a reason|with error: (?:exit status \d+|signal: killed)))$/;

/** What stands before an error that nobody caught. */
const UNCAUGHT = 'Error: Runtime exited with error: ';

/**
 * What became of an event, without what may be of a person.
 * @param shown absent: as it is
 */
export function resultOf(execution: Execution, shown: LogShown | undefined): DevelopmentResult {
  if (execution.kind === 'failed') {
    const { errorType: name, errorMessage } = execution.error;
    if (OWN_WORDS.test(errorMessage)) return { outcome: 'died', error: { name, message: errorMessage } };
    const thrown = errorMessage.startsWith(UNCAUGHT) ? errorMessage.slice(UNCAUGHT.length) : errorMessage;
    const { message } = masked({ name: 'Error', message: thrown }, shown);
    return { outcome: 'died', error: { name, message } };
  }
  const { error, deadLetter, eventType: _, ...result } = JSON.parse(execution.payload) as LocalResult;
  return {
    ...result,
    ...(error === undefined ? {} : { error: toldError(error, shown) }),
    ...(deadLetter === undefined
      ? {}
      : {
          deadLetter: {
            ...deadLetter,
            detail: shown?.detail(deadLetter.reason, deadLetter.detail) ?? deadLetter.detail,
          },
        }),
  };
}

function toldError(error: LocalError, shown: LogShown | undefined): DevelopmentError {
  const { type, message } = masked(error, shown);
  // Places in the bundle say nothing to a reader.
  const place = error.at.flatMap((line) => /^at ([^\s():]+:\d+:\d+)$/.exec(line)?.[1] ?? []);
  const [first] = place.filter((each) => !each.startsWith('/'));
  return { name: type, message, ...(first === undefined ? {} : { place: first }) };
}

function masked({ name, message }: Pick<LocalError, 'name' | 'message'>, shown: LogShown | undefined) {
  const error = { type: name, message };
  return shown?.error(error) ?? error;
}
