import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { isJsonObject, type JsonValue } from '../../base/json.js';
import { readEvents } from '../../language/events/index.js';
import { type EventText, eventOf, InvalidEvent, readEvent } from '../../language/patterns/index.js';
import type { TraceableEvent } from '../../language/trace/index.js';
import { readInput } from './read-input.js';

/** An event with what a person would call the place that it is from. */
export interface ReadEvent extends TraceableEvent {
  /** The file; absent for standard input and JSON on the command line. */
  readonly file?: string;
}

/**
 * The events that a flag gives: a file or standard input (`-`) with one event, an array of events or one event a line,
 * a folder of such files, or JSON.
 * @throws GcxError where something cannot be read, or is no event
 */
export async function readGivenEvents(given: string): Promise<readonly ReadEvent[]> {
  const texts = await textsOf(given);
  return texts.flatMap(({ text, where, file }) =>
    eventsOfText(text, where).map((event) => (file === undefined ? event : { ...event, file })),
  );
}

/**
 * What a flag gives as {@link readGivenEvents} reads it, for callers that report themselves what is not an event.
 * @throws GcxError where something cannot be read, or is not JSON
 */
export async function readGivenValues(given: string): Promise<readonly JsonValue[]> {
  return (await textsOf(given)).flatMap(({ text, where }) => readEvents(text, where));
}

/** A text with events in it, and what to call it. */
interface GivenText {
  readonly text: string;
  readonly where: string;
  readonly file?: string;
}

async function textsOf(given: string): Promise<readonly GivenText[]> {
  if (/^\s*[{[]/.test(given)) return [{ text: given, where: 'the JSON of --event' }];
  if (given === '-') return [{ text: await readInput(given), where: 'standard input' }];
  const texts: GivenText[] = [];
  for (const file of await filesOf(given)) texts.push({ text: await readInput(file), where: file, file });
  return texts;
}

async function filesOf(path: string): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = (await readdir(path)).filter((name) => /\.(json|jsonl|ndjson)$/i.test(name)).sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new GcxError({
    code: 'event-empty',
    what: `The folder ${path} holds no events: none of its files ends in .json or .jsonl.`,
  });
}

function eventsOfText(text: string, where: string): readonly TraceableEvent[] {
  const values = readEvents(text, where);
  const [only] = values;
  const content = text.replace(/^\uFEFF/, '').trim();
  // A single event keeps its text: the spelling of its numbers, and keys that it has twice.
  const raw = values.length === 1 && content.startsWith('{') ? content : undefined;
  if (raw !== undefined && only !== undefined) return [traceable(only, where, () => readEvent(raw))];
  return values.map((value, index) => traceable(value, `${where}, event ${index + 1}`, () => eventOf(value)));
}

function traceable(json: JsonValue, where: string, read: () => EventText): TraceableEvent {
  try {
    const text = read();
    if (isJsonObject(json)) return { json, text };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw withCause(new GcxError({ code: 'invalid-event', what: error.message, where }), error);
  }
  throw new GcxError({ code: 'invalid-event', what: 'An event is a JSON object.', where });
}
