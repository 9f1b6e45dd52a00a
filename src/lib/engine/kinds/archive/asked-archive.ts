import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { Archive } from '../../../clients/aws/archive-model.js';
import type { AskedOfKind } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import { askedInList } from '../noted/asked-of.js';

/** An archive as in the file. */
export interface DesiredArchive {
  readonly name: string;
  readonly busArn: string;
  readonly description: string;
  readonly pattern: JsonObject;
  readonly retentionDays: number;
}

/** What gcx asks for of an archive. Archives have no tags: the list of the bus holds its note. */
export function askedOf(wanted: DesiredArchive, live: Archive | undefined): AskedOfKind {
  return askedInList({
    of: changeId('archive', wanted.name),
    isLive: live !== undefined,
    values: {
      'event bus': { wanted: wanted.busArn, live: live?.busArn },
      retention: { wanted: wanted.retentionDays, live: live?.retentionDays },
      pattern: { wanted: wanted.pattern, live: parsed(live?.pattern) },
      description: { wanted: wanted.description, live: live?.description },
    },
  });
}

/** A pattern as AWS gives it back. */
export function parsed(pattern: string | undefined): JsonValue {
  if (pattern === undefined) return null;
  try {
    return JSON.parse(pattern) as JsonValue;
  } catch {
    return pattern;
  }
}
