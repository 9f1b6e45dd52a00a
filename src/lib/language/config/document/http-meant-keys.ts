import { editDistance } from '../../../base/near-names.js';
import type { ConfigPath } from '../model.js';

/** The keys of an HTTPS endpoint that people mistype, by how deep they stand: below `http`, `auth`, a way of it, `secret`. */
const KEYS: readonly (readonly string[])[] = [
  ['url', 'path', 'method', 'headers', 'query', 'auth', 'rate', 'name', 'connection'],
  ['apiKey', 'basic', 'oauth'],
  ['header', 'user', 'tokenUrl', 'clientId', 'secret', 'method', 'headers', 'query', 'body'],
  ['env', 'secretsManager', 'key', 'version'],
];

/** What people write for these keys, in lower case and without separators. */
const OTHERS: readonly Readonly<Record<string, readonly string[]>>[] = [
  { auth: ['authorization', 'authorisation', 'authentication'] },
  {},
  { secret: ['password', 'passwd', 'pwd', 'pass', 'clientsecret', 'key', 'token', 'value'] },
  {},
];

/** Near by its letters to a key, and yet what people call the secret itself. */
const SECRET_WORD = /^(?:value|val|pass\w*|pwd|pw|token|secret|text|apikey)$/i;

/** Whether a key stands for one that an HTTPS endpoint knows there. */
export function isHttpKey(within: ConfigPath, key: string): boolean {
  return keysIn(within).includes(meantHttpKey(within, key));
}

/**
 * The key that was meant by a written one; the written one itself where it is known, or near to none.
 * @param within the path of its map below `http`, as it was meant
 */
export function meantHttpKey(within: ConfigPath, key: string): string {
  const known = keysIn(within);
  if (known.includes(key)) return key;
  const bare = key.toLowerCase().replaceAll(/[-_ ]/g, '');
  const others = Object.entries(OTHERS[within.length] ?? {});
  const called =
    known.find((each) => each.toLowerCase() === bare) ??
    others.find(([, words]) => words.includes(bare))?.[0];
  if (called !== undefined && known.length > 0) return called;
  if (SECRET_WORD.test(bare)) return key;
  return known.find((each) => editDistance(bare, each.toLowerCase()) <= (each.length > 4 ? 2 : 1)) ?? key;
}

/** A path below `http`, with the keys that were meant. */
export function meantHttpPath(written: ConfigPath): ConfigPath {
  const within: (string | number)[] = [];
  for (const step of written) within.push(typeof step === 'number' ? step : meantHttpKey(within, step));
  return within;
}

/** The keys of a map below `http`; none where people choose them, or where it has none of its own. */
function keysIn(within: ConfigPath): readonly string[] {
  if (within.length > 0 && within[0] !== 'auth') return [];
  if (within.length === 3 && within[2] !== 'secret') return [];
  return KEYS[within.length] ?? [];
}
