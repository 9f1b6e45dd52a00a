import { isJsonObject, type JsonValue } from '../../base/json.js';
import { catalogue } from './catalogue.js';
import { type EventFormat, PARTNER_FORMAT } from './formats/index.js';
import type { EventProblem } from './model.js';
import { readEvents } from './read-events.js';
import { validateEvent } from './validate-event.js';
import { relayedEventType, validateRelayed } from './validate-relayed.js';

/** An event that was checked. */
export interface CheckedEvent {
  /** The short name of its event type; its detail-type where that is none. */
  readonly name: string;
  readonly valid: boolean;
  readonly problems: readonly EventProblem[];
}

function nameOf(event: JsonValue): string {
  const detailType = isJsonObject(event) ? event['detail-type'] : undefined;
  if (typeof detailType !== 'string') return '(no detail-type)';
  return catalogue().find(detailType)?.name ?? detailType.slice(0, 200);
}

/**
 * Reads and checks events; valid are those without an error.
 * @param where What to call the text in an error.
 * @param format That of the relay which sent them; absent: they are as Genesys Cloud sends them.
 * @throws GcxError where the text is not JSON.
 */
export function checkEvents(text: string, where: string, format?: EventFormat): readonly CheckedEvent[] {
  const relayed = format === undefined || format.name === PARTNER_FORMAT ? undefined : format;
  return readEvents(text, where).map((event) => {
    const problems = relayed === undefined ? validateEvent(event) : validateRelayed(event, relayed);
    const told = relayed !== undefined && isJsonObject(event) ? relayedEventType(event, relayed) : undefined;
    const name = told === undefined ? nameOf(event) : (catalogue().find(told)?.name ?? told.slice(0, 200));
    return { name, valid: problems.every(({ severity }) => severity !== 'error'), problems };
  });
}
