import { withCause } from '../../base/gcx-error.js';
import { redactedCause } from '../../base/redacted-cause.js';
import { AwsCallError } from './call-error.js';

/** Characters below which a value is no secret, and its replacement would make a message unreadable. */
const SECRET_CHARACTERS = 4;

/** Parts of AWS's messages that quote what was sent. */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/ ?String measured: .*$/s, ''],
  [/Value '.*' at '/gs, "Value at '"],
];

/** The same error without values that were sent: Lambda quotes the environment that it refuses. */
export function withoutValues(error: unknown, values: readonly string[]): unknown {
  if (!(error instanceof AwsCallError)) return error;
  const hidden = values
    .filter(({ length }) => length >= SECRET_CHARACTERS)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  const clean = (text: string): string => {
    const quoted = QUOTES.reduce((part, [quote, instead]) => part.replace(quote, instead), text);
    return hidden.reduce((part, value) => part.replaceAll(value, '…'), quoted);
  };
  const { report, exitCode, awsCode, repeated } = error;
  const { what, why } = report;
  return withCause(
    new AwsCallError(
      { ...report, what: clean(what), ...(why === undefined ? {} : { why: clean(why) }) },
      exitCode,
      awsCode,
      repeated,
    ),
    redactedCause(error.cause, clean),
  );
}
