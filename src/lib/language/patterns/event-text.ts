import type { JsonValue } from '../../base/json.js';
import { comparableNumber } from './comparable-number.js';
import { InvalidJson, JsonReader, type JsonToken, maxNestingDepth, positionOf } from './json-reader.js';

/** A string, number, true, false or null of an event. */
export interface EventScalar {
  readonly kind: 'string' | 'number' | 'literal';
  /** The string decoded, the number as it is spelled, or the word. */
  readonly text: string;
}

/** An array of an event. */
export interface EventArray {
  readonly kind: 'array';
  readonly items: readonly EventNode[];
}

/** An object of an event, with every one of several equal keys. */
export interface EventObject {
  readonly kind: 'object';
  readonly keys: readonly string[];
  readonly values: readonly EventNode[];
}

/** A value of an event. */
export type EventNode = EventScalar | EventArray | EventObject;

/** An event, read and ready for matching any number of patterns. Made by {@link readEvent} or {@link eventOf}. */
export interface EventText {
  readonly root: EventObject;
}

/** A text that is no event: not JSON, or not an object. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  /** Where in the text, in UTF-16 units from 0. */
  readonly offset: number;

  constructor(reason: string, text: string, offset: number) {
    const { line, column } = positionOf(text, offset);
    super(`Event is not valid. Reason: ${reason} (line ${line}, column ${column})`);
    this.offset = offset;
  }
}

/**
 * Reads an event from raw JSON, keeping number spelling and repeated keys.
 * @throws InvalidEvent
 */
export function readEvent(text: string): EventText {
  const reader = new JsonReader(text);
  try {
    if (reader.next() !== '{') throw new InvalidEvent('Event must be a JSON object', text, reader.start);
    return { root: readObject(reader) };
  } catch (error) {
    if (error instanceof InvalidJson) throw new InvalidEvent(error.message, text, error.offset);
    throw error;
  }
}

/**
 * Takes an event that was parsed elsewhere; the spelling of its numbers is JavaScript's.
 * @throws InvalidEvent where it is no object or nests too deeply
 */
export function eventOf(value: JsonValue): EventText {
  const root = nodeOf(value, 0);
  if (root.kind !== 'object') throw new InvalidEvent('Event must be a JSON object', '', 0);
  return { root };
}

/** The double that a number compares by; undefined for anything else, and for a number that no double is exactly. */
export function numberOf(scalar: EventScalar): number | undefined {
  return scalar.kind === 'number' ? comparableNumber(scalar.text) : undefined;
}

/**
 * Whether a number keeps its spelling in EventBridge, which reads events into Java's numbers: one with a point or an
 * exponent becomes the double next to it. Recorded in 2026: 1.0000000000000001, 0.1234567890123456789, 1e309 and
 * 1e-400 do not match the same text in a pattern. [?] Whether they match the double that they become is not recorded;
 * event-ruler, which is given texts, says no, and so does gcx.
 */
export function isWhole({ text }: EventScalar): boolean {
  return !/[.eE]/.test(text);
}

function readObject(reader: JsonReader): EventObject {
  const keys: string[] = [];
  const values: EventNode[] = [];
  while (reader.next() !== '}') {
    keys.push(reader.value);
    values.push(readNode(reader, reader.next()));
  }
  return { kind: 'object', keys, values };
}

function readNode(reader: JsonReader, token: JsonToken): EventNode {
  switch (token) {
    case '{':
      return readObject(reader);
    case '[': {
      const items: EventNode[] = [];
      for (let item = reader.next(); item !== ']'; item = reader.next()) items.push(readNode(reader, item));
      return { kind: 'array', items };
    }
    case 'string':
    case 'number':
      return { kind: token, text: reader.value };
    default:
      return { kind: 'literal', text: token };
  }
}

function nodeOf(value: JsonValue, depth: number): EventNode {
  if (depth > maxNestingDepth) throw new InvalidEvent('Event nests too deeply', '', 0);
  if (value === null) return { kind: 'literal', text: 'null' };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'literal', text: String(value) };
    case 'number':
      return { kind: 'number', text: String(value) };
    case 'string':
      return { kind: 'string', text: value };
    default: {
      if (isArray(value)) return { kind: 'array', items: value.map((item) => nodeOf(item, depth + 1)) };
      const keys = Object.keys(value);
      return { kind: 'object', keys, values: Object.values(value).map((inner) => nodeOf(inner, depth + 1)) };
    }
  }
}

function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
