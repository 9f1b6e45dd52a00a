import { readFile } from 'node:fs/promises';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { meantName } from '../base/name-difference.js';
import { findFormat, PARTNER_FORMAT, shippedFormats } from '../language/events/index.js';
import type { EmitRequest, SandboxOptions } from './model.js';

/**
 * The request that `gcx sandbox emit` was given.
 * @throws GcxError for a `--set` without `=`, an event file that is not a JSON object, or neither event type nor file
 */
export async function emitRequest(
  eventType: string | undefined,
  flags: {
    readonly queue?: string | undefined;
    readonly set?: readonly string[] | undefined;
    readonly count: number;
    readonly event?: string | undefined;
    readonly format?: string | undefined;
  },
  existing?: SandboxOptions['existing'],
): Promise<EmitRequest> {
  if (eventType === undefined && flags.event === undefined) {
    throw usage(
      'Which event type to publish is not said.',
      gcxCommand('sandbox emit', 'conversation.acd.end'),
    );
  }
  return {
    count: flags.count,
    ...(eventType === undefined ? {} : { eventType }),
    ...(flags.format === undefined ? {} : { by: publisher(flags.format, existing) }),
    ...(flags.queue === undefined ? {} : { queue: flags.queue }),
    ...(flags.set === undefined ? {} : { set: Object.fromEntries(flags.set.map(parseSetting)) }),
    ...(flags.event === undefined ? {} : { event: await readEvent(flags.event) }),
  };
}

/** Who publishes events of a format: a relay of the file, or one that puts them on the file's bus. */
function publisher(name: string, existing: SandboxOptions['existing']): NonNullable<EmitRequest['by']> {
  if (name === PARTNER_FORMAT) return PARTNER_FORMAT;
  const relays = existing?.relays ?? [];
  const known = relays.find(({ format }) => format.name === name);
  if (known !== undefined) return known;
  const format = findFormat(name);
  if (format === undefined) {
    const names = [...relays.map((relay) => relay.format.name), ...shippedFormats().keys()];
    throw new GcxError({
      code: 'unknown-format',
      what: `There is no event format "${name.slice(0, 100)}", and no route has one of that name.`,
      fix: meantName(name, names, `There are ${names.join(', ')}.`),
    });
  }
  const [bus] = existing?.buses ?? [];
  if (bus === undefined) {
    throw new GcxError({
      code: 'format-bus',
      what: `Events of the format ${name} come on a bus of the company's own, and the file names none.`,
      fix: 'Name it: aws: { bus: NAME }.',
    });
  }
  return { bus, format, eventTypes: [], subscribed: false };
}

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}

/** `path=value`; the value as JSON where it is JSON (numbers, true, null, lists), else as text. */
function parseSetting(text: string): [string, JsonValue] {
  const equals = text.indexOf('=');
  if (equals < 1)
    throw usage(`--set ${text} has no value.`, 'Write PATH=VALUE, for example --set mediaType=MESSAGE.');
  const value = text.slice(equals + 1);
  try {
    return [text.slice(0, equals), JSON.parse(value) as JsonValue];
  } catch {
    return [text.slice(0, equals), value];
  }
}

async function readEvent(path: string): Promise<JsonObject> {
  let why: string;
  try {
    const event: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isJsonObject(event)) return event;
    why = 'It is not a JSON object.';
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw new GcxError({
    code: 'event-unreadable',
    what: `The event file ${path} cannot be read.`,
    where: path,
    why,
    fix: `Give one event as JSON; \`${gcxCommand('event sample', 'conversation.acd.end')}\` makes one.`,
  });
}
