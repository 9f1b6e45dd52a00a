import { withoutSecrets } from './hidden-secrets.js';

/** Addresses of people, as far as they can be told by their looks: e-mail, `tel:` and `sip:` URIs, numbers such as +4930… */
const PERSONAL = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:tel|sips?):[^\s"',;]+|\+\d{7,15}\b/gi;

/** An error as logs and dead letters have it: what was thrown, without addresses of people and secrets. */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: masked(String(error)) };
  return { name: error.name, message: masked(error.message) };
}

/** Where it was thrown: the stack's lines without the message. */
export function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 8);
}

function masked(text: string): string {
  return withoutSecrets(text).replace(PERSONAL, '***');
}
