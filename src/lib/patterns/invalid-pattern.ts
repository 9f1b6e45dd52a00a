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
  /** Where in the pattern's text the check failed, in UTF-16 units from 0. */
  readonly offset: number | undefined;

  constructor(reason: string, text: string, offset?: number) {
    const place = offset === undefined ? '' : `\n at ${placeIn(text, offset)}`;
    super(`Event pattern is not valid. Reason: ${reason}${place}`);
    this.reason = reason;
    this.offset = offset;
  }
}

function placeIn(text: string, offset: number): string {
  const { line, column } = positionOf(text, offset);
  const cut = text.length - quotedCharacters;
  const quoted = cut > 0 ? `"${text.slice(0, quotedCharacters)}"[truncated ${cut} chars]` : `"${text}"`;
  return `[Source: (String)${quoted}; line: ${line}, column: ${column}]`;
}
