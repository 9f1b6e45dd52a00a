import { isIsoTime } from '../validate-body.js';

/** What stands for what may be of a person: no text of an event, and the same wherever gcx shows one. */
export const MASKED = '(masked)';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A correlation id: a UUID, which archived audits are given a word after. */
const CORRELATION = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-[a-z]{1,20})?$/i;

/** What programs call things: begins with a letter, has no spaces and no `@`. */
const NAME = /^[A-Za-z][\w./{}-]{0,255}$/;

/** As few digits in a row as a telephone number may have, and a date or a counter has not. */
const NUMBER_LIKE = /\d{5}/;

/** Whether something of an event that came from a file was masked before: what is there is not what the event had. */
export function wasMasked(json: string): boolean {
  return json.includes(`"${MASKED}"`);
}

/** Whether a text is the id of something: it tells who it is only to those who may look it up in Genesys Cloud. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Whether a text tells nothing of a person by its very form: an id, or a time of day (a day alone may be a birthday). */
export function isImpersonal(text: string): boolean {
  return text === '' || CORRELATION.test(text) || (text.includes('T') && isIsoTime(text));
}

/** Whether a text is what programs call a thing, such as an event type, a source or a field: no number of a telephone either. */
export function isProgramName(text: string): boolean {
  return (
    NAME.test(text) && !NUMBER_LIKE.test(text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ''))
  );
}
