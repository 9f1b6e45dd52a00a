/** Words of patterns as a trace shows them: plain texts without their quotes, fields of the body by their names. */

/** Shown on every line of a trace below the event's own. */
export const traceIndent = '  ';

/** A value in words: `VOICE` for `"VOICE"`; what would be read as something else keeps its quotes. */
export function plainWords(words: string): string {
  return words.replace(/"([A-Za-z][\w.+-]*)"/g, (quoted, word: string) =>
    /^(true|false|null|any|no|an|a)$/i.test(word) ? quoted : word,
  );
}

/** A sentence about fields: those of the event body by their names alone. */
export function withShortPaths(sentence: string): string {
  return sentence.replaceAll('detail.eventBody.', '');
}

/** A sentence after a colon: its first word begins small, unless it is a name or a value. */
export function afterColon(sentence: string): string {
  return /^[A-Z][a-z]*[ ,]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
