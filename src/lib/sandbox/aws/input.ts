import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { AwsError } from './aws-error.js';

function wrongType(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${wanted}.`);
}

/** A member that is a string; undefined where it is missing. Numbers and booleans are taken as their text. */
export function text(input: JsonObject, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw wrongType(name, 'a string');
  return String(value);
}

/** A member that is a number, or its text as in query protocols; undefined where it is missing. */
export function integer(input: JsonObject, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number)) throw wrongType(name, 'a whole number');
  return number;
}

/** A member that is true or false, or its text; undefined where it is missing. */
export function flag(input: JsonObject, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  return value === true || value === 'true';
}

/** A member that is an object; undefined where it is missing. */
export function object(input: JsonObject, name: string): JsonObject | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (!isJsonObject(value)) throw wrongType(name, 'a structure');
  return value;
}

/** A member that is a list; undefined where it is missing (query protocols write an empty list as an empty text). */
export function list(input: JsonObject, name: string): readonly JsonValue[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (value === '') return [];
  if (!Array.isArray(value)) throw wrongType(name, 'a list');
  return value;
}

/** A member that is a list of objects; empty where it is missing. */
export function objects(input: JsonObject, name: string): readonly JsonObject[] {
  return (list(input, name) ?? []).map((entry) => {
    if (!isJsonObject(entry)) throw wrongType(name, 'a list of structures');
    return entry;
  });
}

/** A member that is a list of strings; empty where it is missing. */
export function texts(input: JsonObject, name: string): readonly string[] {
  return (list(input, name) ?? []).map((entry) => {
    if (entry === null || typeof entry === 'object') throw wrongType(name, 'a list of strings');
    return String(entry);
  });
}

/** A member that is a map of strings; undefined where it is missing. */
export function textMap(input: JsonObject, name: string): Record<string, string> | undefined {
  const value = object(input, name);
  if (value === undefined) return undefined;
  const map: Record<string, string> = {};
  for (const key of Object.keys(value)) map[key] = text(value, key) ?? '';
  return map;
}
