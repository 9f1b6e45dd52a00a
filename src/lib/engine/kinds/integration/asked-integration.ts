import type { Integration } from '../../../clients/genesys/model.js';
import { type AskedOfKind, joinedOrigin, type Origin } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import { askedInList } from '../noted/asked-of.js';
import type { IntegrationRecord } from './record.js';

/** What gcx asks for of an integration, without its event types: the record in its notes says which gcx asked for. */
export function askedOf(suffix: string, live: Integration | undefined): AskedOfKind {
  return askedInList({
    of: changeId('integration', suffix),
    isLive: live !== undefined,
    values: {
      state: { wanted: 'ENABLED', live: live && stateOf(live) },
      'event source': { wanted: true, live: true },
    },
  });
}

/**
 * Who made the event types differ: one that the record names, and that is missing, was taken out outside gcx. The record
 * is written in the same call as the event types, so that it never says what is not yet so.
 */
export function originOfEventTypes(
  record: IntegrationRecord | undefined,
  add: readonly string[],
  remove: readonly string[],
): Origin {
  if (record === undefined) return 'unknown';
  const asked = new Set([...record.added, ...record.used]);
  return joinedOrigin([
    ...add.map((eventType) => (asked.has(eventType) ? 'outside' : 'file')),
    ...remove.map(() => 'file' as const),
  ]);
}

function stateOf({ intendedState, reportedState }: Integration): string {
  return intendedState === 'ENABLED' && reportedState.code === 'ERROR' ? 'ERROR' : intendedState;
}
