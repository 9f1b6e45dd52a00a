import { ownValue } from '../../../base/own-value.js';
import type { ConfigPath } from '../model.js';
import { isHttpKey, meantHttpKey, meantHttpPath } from './http-meant-keys.js';
import type { Problem } from './problems.js';
import { looksSecret, urlWithSecret } from './secret-looks.js';
import type { MapNode, SourceNode } from './source-node.js';

/** Keys that only say how an endpoint is called where they hold a map, though they sound like credentials; by how deep they stand. */
const MAPS: readonly RegExp[] = [/^auth$/, /^(?:apiKey|basic|oauth)$/, /^secret$/];
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
export function isHttpCredential(
  path: ConfigPath,
  key: string,
  value: SourceNode,
  beside: MapNode,
): boolean | undefined {
  const written = withinHttp(path);
  if (written === undefined) return undefined;
  const within = meantHttpPath(written);
  const meant = meantHttpKey(within, key);
  if (within.length > 0 && within[0] !== 'auth') return isEventPath(value) ? false : undefined;
  if (within.length === 3 && within[2] === 'secret') return !isPlace(meant, value, key === meant, beside);
  if (MAPS[within.length]?.test(meant) === true)
    return value.kind !== 'map' || (key !== meant && !hasShape(within, meant, value));
  if (within.length === 2 && MEANT.test(key)) return true;
  return TEXTS.test(meant) && (key === meant || isPlainText(meant, value)) ? false : undefined;
}

/** Whether an entry of `secret` only says where the secret is. A mistyped `key` could name the secret itself, too. */
function isPlace(meant: string, value: SourceNode, exact: boolean, beside: MapNode): boolean {
  const place = Object.hasOwn(PLACES, meant) ? PLACES[meant] : undefined;
  if (value.kind !== 'scalar' || place?.test(String(value.value)) !== true) return false;
  if (exact) return true;
  const elsewhere = PLACES.secretsManager?.test(textAt(beside, 'secretsManager')) === true;
  return !looksSecret(String(value.value)) && (/^(?:env|secretsManager)$/.test(meant) || elsewhere);
}

function textAt(map: MapNode, key: string): string {
  const value = map.entries.get(key)?.value;
  return value?.kind === 'scalar' ? String(value.value ?? '') : '';
}

/** Whether what stands at a mistyped key is what the right key takes: a map with keys that are known there. */
function hasShape(within: ConfigPath, meant: string, value: MapNode): boolean {
  const keys = [...value.entries.keys()];
  return keys.length > 0 && keys.every((key) => isHttpKey([...within, meant], key));
}

/** A client id is no secret, nor is an address that holds none. */
function isPlainText(meant: string, value: SourceNode): boolean {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || looksSecret(value.value)) return false;
  return meant === 'clientId' || (/^https?:\/\//.test(value.value) && !urlWithSecret(value.value));
}

/** What is wrong with a text at `env` or `secretsManager` that is no name there: it may be the secret, and is not shown. */
export function secretPlaceProblem(path: ConfigPath, key: string, value: SourceNode): Problem | undefined {
  const within = meantHttpPath(withinHttp(path) ?? []);
  if (within.length !== 3 || within[2] !== 'secret' || value.kind !== 'scalar') return undefined;
  const rule = ownValue(NAME_RULES, key);
  if (rule === undefined) return undefined;
  return {
    code: 'credential',
    message: `What "${key}" says is no name of ${rule}. If it is the secret itself, it does not belong into the file. (The line is not shown.)`,
    fix: `Correct the name. If it is the secret: ${HTTP_SECRET_FIX}`,
  };
}

/** What is named, and how its names are built. */
const NAME_RULES: Readonly<Record<string, string>> = {
  env: 'an environment variable: a name takes letters, digits and _, and begins with no digit',
  secretsManager: 'a secret of AWS Secrets Manager: a name takes letters, digits and /_+=.@-',
};

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
