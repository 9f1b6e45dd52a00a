import type { ConfigPath } from '../model.js';
import type { SourceNode } from './source-node.js';

/** Keys that only say how an endpoint is called where they hold a map, though they sound like credentials. */
const MAPS = /^(?:auth|apiKey|basic|oauth|secret)$/;
/** The same of keys that hold a text. */
const TEXTS = /^(?:tokenUrl|clientId)$/;

/** Keys that people write for a secret, and that the file does not have. */
const MEANT = /^(?:value|key|pass)$/i;

/** What says where a secret is, and holds none; `${…}` stands for a variable of the file. */
const PLACES: Readonly<Record<string, RegExp>> = {
  env: /^[A-Za-z_][A-Za-z0-9_]*$|^\$\{/,
  secretsManager: /^[A-Za-z0-9/_+=.@-]{1,512}$|^arn:|^\$\{/,
  key: /^/,
  version: /^/,
};

/** The path within an HTTPS endpoint, undefined elsewhere. Overlays of environments have targets, too. */
function withinHttp(path: ConfigPath): ConfigPath | undefined {
  const start = path[0] === 'environments' ? 2 : 0;
  return path[start] === 'targets' && path[start + 2] === 'http' ? path.slice(start + 3) : undefined;
}

/** Whether a path is of an HTTPS endpoint, or lies in one. */
export function isInHttp(path: ConfigPath): boolean {
  return withinHttp(path) !== undefined;
}

/**
 * Whether an entry of an HTTPS endpoint is a credential. Undefined: it is not of what says how the endpoint is called, and
 * told as anywhere else.
 */
export function isHttpCredential(path: ConfigPath, key: string, value: SourceNode): boolean | undefined {
  const within = withinHttp(path);
  if (within === undefined) return undefined;
  if (within.length === 0) return key === 'auth' ? value.kind !== 'map' : undefined;
  if (within[0] !== 'auth') return isEventPath(value) ? false : undefined;
  if (within.at(-1) === 'secret') {
    const place = Object.hasOwn(PLACES, key) ? PLACES[key] : undefined;
    return value.kind !== 'scalar' || place?.test(String(value.value)) !== true;
  }
  if (MAPS.test(key)) return value.kind !== 'map';
  if (within.length === 2 && MEANT.test(key)) return true;
  return TEXTS.test(key) ? false : undefined;
}

/** Whether a path lies in what AWS calls the parameters of a target. */
export function isInParameters(path: ConfigPath): boolean {
  const start = path[0] === 'environments' ? 2 : 0;
  return path[start] === 'targets' && path[start + 2] === 'parameters';
}

/** Whether an entry of a target's parameters only says where a secret is, or what of the event is sent. */
export function isParameterReference(path: ConfigPath, key: string, value: SourceNode): boolean {
  if (!isInParameters(path) || value.kind !== 'scalar') return false;
  return isEventPath(value) || (/Arn$/i.test(key) && String(value.value).startsWith('arn:'));
}

function isEventPath(value: SourceNode): boolean {
  return value.kind === 'scalar' && String(value.value).startsWith('$.');
}

/** What to do with a secret that stands in the file. */
export const HTTP_SECRET_FIX =
  'Remove it from the file (and change it: it was written down), and say where it is: secret: { env: CRM_KEY }, which gcx takes from the environment variable GENESYS_GCX_SECRET_CRM_KEY, or secret: { secretsManager: NAME }. A key in a header: auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }.';

/** What to do with a secret that stands in the parameters of a target. */
export const PARAMETERS_SECRET_FIX =
  'Remove it from the file (and change it: it was written down). An HTTPS endpoint gets its key with http: { url: …, auth: … } (docs/http.md), API Gateway by the permissions of the role, and Amazon Redshift by SecretManagerArn.';
