import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import type { Context } from '../context.js';
import type { ArchiveRecord } from '../event-records.js';
import { whyKeyUnusable } from './event-key.js';
import { matchable, patternFits } from './pattern.js';

/** Events that an archive of the sandbox holds; the oldest go first. */
const EVENTS_KEPT = 10_000;
const DAY = 86_400_000;

/** Keeps an event in the archives of its bus that want it; one that is replayed was kept before. */
export function keepInArchives(event: JsonObject, bus: string, ingested: number, context: Context): void {
  if (event['replay-name'] !== undefined) return;
  const text = matchable(event);
  if (text === undefined) return;
  for (const archive of context.state.archives.values()) {
    if (archive.bus !== bus) continue;
    if (archive.pattern && !patternFits(archive.pattern, text)) continue;
    if (archive.failed?.state === 'CREATE_FAILED') continue;
    if (archive.key !== undefined && whyArchiveKeyUnusable(archive.key, archive, context) !== undefined)
      continue;
    const given = Date.parse(String(event['time']));
    archive.events.push({ time: Number.isNaN(given) ? ingested : given, ingested, event });
    if (archive.events.length > EVENTS_KEPT) archive.events.splice(0, archive.events.length - EVENTS_KEPT);
  }
}

/** Why EventBridge cannot use a key for an archive; undefined where it can. */
export function whyArchiveKeyUnusable(
  key: string,
  { arn, bus }: Pick<ArchiveRecord, 'arn' | 'bus'>,
  context: Context,
): string | undefined {
  const busArn = arnOf('events', context, `event-bus/${bus}`);
  return whyKeyUnusable(key, { arn, busArn, kind: 'archive' }, context);
}

/**
 * The events of an archive that its retention has not ended, in order of their times. What counts for the retention is
 * when an event came in (recorded 2026-09-16, replays.json).
 */
export function eventsIn(archive: ArchiveRecord, now: number): ArchiveRecord['events'] {
  const { retentionDays } = archive;
  const since = retentionDays === 0 ? Number.NEGATIVE_INFINITY : now - retentionDays * DAY;
  return archive.events
    .filter(({ time, ingested = time }) => ingested >= since)
    .sort((left, right) => left.time - right.time);
}

/** Where the rule that fills an archive sends to: EventBridge itself, which the sandbox does by {@link keepInArchives}. */
export function archiverArn(region: string): string {
  return `arn:aws:events:${region}:::`;
}
