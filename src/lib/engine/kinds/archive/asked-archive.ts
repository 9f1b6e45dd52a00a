import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { Archive } from '../../../clients/aws/archive-model.js';
import type { AskedOfKind } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import type { PlanInput } from '../door/kind.js';
import { askedInList } from '../noted/asked-of.js';
import { madeKey } from '../noted/made-list.js';
import { isTakenOut } from '../noted/taken-out.js';
import { STORE_KEY } from '../policies/store-key.js';

/** An archive as in the file. */
export interface DesiredArchive {
  readonly name: string;
  readonly busArn: string;
  readonly description: string;
  readonly pattern: JsonObject;
  readonly retentionDays: number;
  /** ARN of its KMS key. Absent: the file names none. */
  readonly key?: string;
}

/**
 * What gcx asks for of an archive. Archives have no tags: the list of the bus holds its note.
 * @param back the key that is taken away, and asked for no more
 */
export function askedOf(wanted: DesiredArchive, live: Archive | undefined, back?: string): AskedOfKind {
  return askedInList({
    of: changeId('archive', wanted.name),
    isLive: live !== undefined,
    values: {
      'event bus': { wanted: wanted.busArn, live: live?.busArn },
      retention: { wanted: wanted.retentionDays, live: live?.retentionDays },
      pattern: { wanted: wanted.pattern, live: parsed(live?.pattern) },
      description: { wanted: wanted.description, live: live?.description },
      // The notes of archives without one stay as they are.
      ...(wanted.key === undefined ? {} : { [STORE_KEY]: { wanted: wanted.key, live: live?.key } }),
    },
    setBack: back === undefined ? {} : { [STORE_KEY]: back },
  });
}

/** What the list of the bus notes of an archive. */
export function notedOfArchive({ listed }: Pick<PlanInput, 'listed'>, name: string): string | undefined {
  return listed?.get(madeKey(changeId('archive', name)));
}

/** The key that an archive loses: gcx set it, and the file names none any more. Undefined where it loses none. */
export function archiveKeyTakenOut(
  input: Pick<PlanInput, 'listed'>,
  { name, key: live }: Pick<Archive, 'name' | 'key'>,
  wanted: string | undefined,
): string | undefined {
  const noted = notedOfArchive(input, name);
  return isTakenOut({ setting: STORE_KEY, wanted, live, noted }) ? live : undefined;
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
