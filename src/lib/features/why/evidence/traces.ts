import type { BusRecord } from '../../../clients/aws/bus-record.js';
import type { Aws } from '../../../clients/aws/model.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import type { RebuiltConversation } from '../../conversation/index.js';
import { type Moment, rebuiltMoments, type SeenEvent, withSeen } from '../model/moment.js';
import type { BusLog } from './bus-log.js';
import { conversationsIn } from './dead-letters-of.js';
import type { Ground } from './ground.js';
import { eventsIn } from './letter-events.js';
import { type Minutes, NO_MINUTES, readMinutes } from './minutes.js';
import { type BusLogPlace, eventsInRecords, recordsAround, recordsWith } from './read-bus-log.js';
import { unlessDenied } from './unless-denied.js';

/** Events of known ids that are looked for one by one in the bus log; of more, the minutes around all are read. */
const SINGLE_EVENTS = 40;

/** A conversation, and what analytics tells of it. */
export interface Told {
  /** In small letters. */
  readonly id: string;
  /** Absent: analytics does not tell of it. */
  readonly rebuilt?: RebuiltConversation;
}

/** What was left on AWS by the events of conversations. */
export interface Traces {
  /** The events of each conversation, by its id. */
  readonly moments: ReadonlyMap<string, readonly Moment[]>;
  readonly log: BusLog;
  readonly minutes: Minutes;
  /** Permissions that are missing, one sentence each. */
  readonly missing: readonly string[];
}

/** Looks for the events of conversations in the bus log and in CloudWatch's minutes. */
export async function readTraces(aws: Aws, ground: Ground, told: readonly Told[]): Promise<Traces> {
  const { busLog: place } = ground;
  const full =
    'kind' in place || !place.full
      ? undefined
      : await unlessDenied(() => fullRecords(aws, place, told, ground));
  const seen = [
    ...eventsIn(ground.letters.letters),
    ...(full?.kind === 'read' ? eventsInRecords(full.value) : []),
  ];
  const moments = new Map(told.map((each) => [each.id, momentsOf(each, seen)] as const));
  const all = [...moments.values()].flat();
  const [log, minutes] = await Promise.all([
    logOf(aws, place, all, full?.kind === 'read' ? full.value : []),
    // Without any event, as where analytics may not be read, there are no minutes to ask for.
    all.length === 0 ? NO_MINUTES : minutesOf(aws, ground, all),
  ]);
  return {
    moments,
    log: full?.kind === 'denied' ? full : log,
    minutes,
    missing: [
      ...(log.kind === 'denied' && !('kind' in place) ? [log.permission] : []),
      ...(minutes.denied === undefined ? [] : [minutes.denied]),
    ],
  };
}

/** Where the bus logs in full, the records with a conversation's id are those of its events. */
function fullRecords(
  aws: Aws,
  place: BusLogPlace,
  told: readonly Told[],
  { since }: Ground,
): Promise<readonly BusRecord[]> {
  return recordsWith(
    aws,
    place,
    told.map(({ id }) => id),
    since,
  );
}

function momentsOf({ id, rebuilt }: Told, seen: readonly SeenEvent[]): readonly Moment[] {
  const own = seen.filter(({ json }) => conversationsIn(JSON.stringify(json)).includes(id));
  return withSeen(rebuilt === undefined ? [] : rebuiltMoments(rebuilt), own);
}

async function logOf(
  aws: Aws,
  place: Ground['busLog'],
  moments: readonly Moment[],
  known: readonly BusRecord[],
): Promise<BusLog> {
  if ('kind' in place) return place;
  const { level, days } = place;
  const ids = moments.flatMap(({ eventId = [] }) => eventId);
  const single = ids.length <= SINGLE_EVENTS;
  const around = place.full ? [] : moments.filter(({ eventId }) => !single || eventId === undefined);
  const since = Math.min(...moments.map(({ at }) => at));
  const read = await unlessDenied(async () => [
    ...known,
    ...(single ? await recordsWith(aws, place, ids, since) : []),
    ...(await recordsAround(aws, place, around)),
  ]);
  if (read.kind === 'denied') return read;
  return { kind: 'read', level, records: read.value, ...(days === undefined ? {} : { days }) };
}

function minutesOf(
  aws: Aws,
  { coursesOf, bus, config, now }: Ground,
  moments: readonly Moment[],
): Promise<Minutes> {
  const rules = new Set(
    moments.flatMap((moment) => coursesOf(moment).courses.flatMap(({ rule = [] }) => rule)),
  );
  const times = moments.map(({ at }) => at);
  const suffix = config.genesys.integration?.suffix;
  return readMinutes(aws, {
    bus,
    ...(suffix === undefined ? {} : { source: partnerBusName(config.genesys.organization, suffix) }),
    rules: [...rules],
    from: Math.min(...times),
    to: Math.max(...times),
    now,
  });
}
