import { isJsonObject, type JsonValue } from '../../base/json.js';
import { parseArn } from '../../language/names/arn.js';

export { durationText } from '../../language/config/document/duration.js';

/**
 * What an ARN is of, as its owner calls it: the name, with the account where that is another one. Text that is not an ARN
 * stays.
 * @param account the file's
 */
export function thingName(arn: string, account: string): string {
  const parts = parseArn(arn);
  if (parts === undefined) return arn;
  const name = (NAME_IN[parts.service] ?? afterType)(parts.resource);
  return parts.account === '' || parts.account === account ? name : `account ${parts.account}: ${name}`;
}

/** The name in an ARN's resource, by service; of the others what follows the resource's type. */
const NAME_IN: Readonly<Record<string, (resource: string) => string>> = {
  sns: (resource) => resource,
  sqs: (resource) => resource,
  kms: (resource) => resource.replace(/^key\//, 'key '),
  lambda: (resource) => resource.replace(/^function:/, ''),
  logs: (resource) => resource.replace(/^log-group:/, '').replace(/:\*$/, ''),
  secretsmanager: (resource) => resource.replace(/^secret:/, 'secret '),
  iam: lastPart,
  // A rule's name stands behind its bus, a bus's name can hold slashes.
  events: (resource) => (resource.startsWith('rule/') ? lastPart(resource) : afterType(resource)),
};

function lastPart(resource: string): string {
  return resource.slice(resource.lastIndexOf('/') + 1);
}

function afterType(resource: string): string {
  return resource.replace(/^[^:/]*[:/]/, '');
}

/** Any JSON value on one line, for what no setting knows: `a.b: 1, c: x, y`. */
export function looseWords(value: JsonValue): string {
  return isJsonObject(value) ? flatLines(value).join(', ') : leafWords(value);
}

/** A JSON value as lines, one a leaf with the way to it, e.g. `call.id: 7`. */
export function flatLines(value: JsonValue): readonly string[] {
  return flatten(value, '');
}

function flatten(value: JsonValue, path: string): readonly string[] {
  const under = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, each]) => flatten(each, under(key)));
  if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null))
    return value.flatMap((each, index) => flatten(each, under(String(index))));
  const inText = typeof value === 'string' ? jsonInText(value) : undefined;
  if (inText !== undefined) return flatten(inText, path === '' ? 'as text' : `${path} (as text)`);
  return [path === '' ? leafWords(value) : `${path}: ${leafWords(value)}`];
}

/** The object or list that a text is the JSON of; undefined where it is of none. */
function jsonInText(text: string): JsonValue | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function leafWords(value: JsonValue): string {
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : value.map((each) => leafWords(each)).join(', ');
  if (isJsonObject(value))
    return Object.keys(value).length === 0 ? 'an empty object' : flatLines(value).join(', ');
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
