import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvents } from '../events/index.js';
import { GcxError } from '../gcx-error.js';
import { isJsonObject, type JsonValue } from '../json.js';
import { type EventText, eventOf, InvalidEvent, readEvent } from '../patterns/index.js';
import type { TraceableEvent } from '../trace/index.js';
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
  if (/^\s*[{[]/.test(given)) return eventsOfText(given, 'the JSON of --event');
  if (given === '-') return eventsOfText(await readInput(given), 'standard input');
  const files = await filesOf(given);
  const events: ReadEvent[] = [];
  for (const file of files) {
    for (const event of eventsOfText(await readInput(file), file)) events.push({ ...event, file });
  }
  return events;
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
    throw new GcxError({ code: 'invalid-event', what: error.message, where });
  }
  throw new GcxError({ code: 'invalid-event', what: 'An event is a JSON object.', where });
}
