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

function quoted(text: string): string {
  const cut = text.length - quotedCharacters;
  return cut > 0 ? `"${text.slice(0, quotedCharacters)}"[truncated ${cut} chars]` : `"${text}"`;
}
