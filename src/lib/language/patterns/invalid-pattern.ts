import { positionOf } from './json-reader.js';

/** Characters of the pattern that an error quotes, as Jackson does. */
const quotedCharacters = 500;

/**
 * An event pattern that EventBridge refuses. The message is AWS's, word for word; where the place is known it ends
 * with a second line that tells it, as AWS's does.
 */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidPattern';
  /** The message without "Event pattern is not valid. Reason: " and without the place. */
  readonly reason: string;
  /** Where in the pattern's text the check failed, line and column from 1; undefined where it is about the whole. */
  readonly place: { readonly line: number; readonly column: number } | undefined;

  constructor(reason: string, text: string, offset?: number) {
    const place = offset === undefined ? undefined : positionOf(text, offset);
    const at =
      place === undefined
        ? ''
        : `\n at [Source: (String)${quoted(text)}; line: ${place.line}, column: ${place.column}]`;
    super(`Event pattern is not valid. Reason: ${reason}${at}`);
    this.reason = reason;
    this.place = place;
  }
}

/**
 * A pattern that EventBridge reads and then cannot use: it answers InternalFailure (recorded in 2026 for anything-but
 * with an empty list of prefixes, suffixes, wildcards or texts in any case), and never makes the rule. event-ruler
 * fails where such a list stands first for its field, and takes it behind another value: then it matches nothing.
 */
export class UnusablePattern extends InvalidPattern {
  constructor(field: string, text: string, offset: number) {
    super(`The list of "anything-but" is empty for ${field}, which EventBridge cannot use`, text, offset);
  }
}

function quoted(text: string): string {
  const cut = text.length - quotedCharacters;
  return cut > 0 ? `"${text.slice(0, quotedCharacters)}"[truncated ${cut} chars]` : `"${text}"`;
}
