import { withoutSecrets } from './hidden-secrets.js';
import { sourcePlace } from './source-place.js';

/**
 * Addresses of people, as far as they can be told by their looks: `tel:` and `sip:` URIs, e-mail, numbers such as +4930….
 * Each takes a text in linear time: a run of characters that an e-mail address may begin with is gone through once,
 * whether an @ follows it or not.
 */
const URI = /\b(?:tel|sips?):[^\s"',;]+/gi;
const EMAIL_OR_RUN = /[\w.%+-]+(@[\w-]+(?:\.[\w-]+)+)?/g;
const NUMBER = /\+\d{7,15}\b/g;

/** What stands for what is not shown. */
const MASK = '***';

/** An error as logs and dead letters have it: what was thrown, without addresses of people and secrets. */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: masked(String(error)) };
  return { name: error.name, message: masked(error.message) };
}

/** Where it was thrown: the stack's lines without the message, with the places of the handler's files as in its sources. */
export function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 8)
    .map(sourcePlace);
}

function masked(text: string): string {
  return withoutSecrets(text)
    .replace(URI, MASK)
    .replace(EMAIL_OR_RUN, (run: string, domain?: string) => (domain === undefined ? run : MASK))
    .replace(NUMBER, MASK);
}
