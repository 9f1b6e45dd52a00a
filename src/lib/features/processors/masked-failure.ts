import { MASKED } from '../../language/events/index.js';
import type { SourceTexts } from './source-texts.js';

/** What the names of errors end with. */
const ERROR_NAME = /^[A-Za-z]\w{0,60}(?:Error|Exception|Failed|TimedOut)$/;

/** How the runtime tells of a call to Genesys Cloud: the path can hold what the handler read in the event. */
const GENESYS_CALL =
  /^.*: ((?:HTTP \d{3}|no answer)(?:, [a-z]+(?:\.[a-z]+)*)?(?:, correlation id [0-9a-f-]+)?)$/;

/** What the runtime counts itself, and no handler can have a hand in. */
const COUNTED: ReadonlySet<string> = new Set(['HandlerTimedOut', 'EventsFailed', 'FunctionFailed']);

/** An error without what it may quote of an event. */
export function maskedError(
  { name, message }: { readonly name: string; readonly message: string },
  texts: SourceTexts,
): { readonly name: string; readonly message: string } {
  const known = ERROR_NAME.test(name) || name === 'Error' || texts.has(name);
  return { name: known ? name : MASKED, message: maskedMessage(name, message, texts) };
}

/** What a processor wrote on a dead letter, without what that may quote of the event. */
export function maskedDetail(reason: string, detail: string, texts: SourceTexts): string {
  switch (reason) {
    // The runtime's own words, which name places and no values.
    case 'malformed':
    case 'too-old':
      return detail;
    default: {
      const [, name = '', message = detail, end = ''] =
        /^(\w+): ([\s\S]*)( \(attempt \d+\))$/.exec(detail) ?? [];
      if (name === '') return MASKED;
      const masked = maskedError({ name, message }, texts);
      return `${masked.name}: ${masked.message}${end}`;
    }
  }
}

function maskedMessage(name: string, message: string, texts: SourceTexts): string {
  if (COUNTED.has(name)) return message;
  const [, answered] = GENESYS_CALL.exec(message) ?? [];
  return name === 'GenesysCallFailed' && answered !== undefined
    ? `${MASKED}: ${answered}`
    : texts.masked(message);
}
