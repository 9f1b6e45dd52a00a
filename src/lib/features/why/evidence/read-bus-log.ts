import { type JsonObject, jsonObjectIn } from '../../../base/json.js';
import type { BusRecord } from '../../../clients/aws/bus-record.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { Config } from '../../../language/config/model.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import type { LogEvidence } from '../model/evidence.js';
import type { Moment, SeenEvent } from '../model/moment.js';
import { EARLIER, LATER, type ReadBusLog } from './bus-log.js';
import { unlessDenied } from './unless-denied.js';

/** What an event bus logs, and where. */
export interface BusLogPlace {
  readonly level: ReadBusLog['level'];
  /** Whether the events themselves are in it. */
  readonly full: boolean;
  readonly group: string;
  /** How long it is kept; absent: for ever. */
  readonly days?: number;
}

/** Where the log of the file's event bus is; or why there is none to read. */
export type FoundBusLog = BusLogPlace | Extract<LogEvidence, { readonly kind: 'off' | 'denied' }>;

/** Finds the log of an event bus in the log group of the file's project. */
export async function findBusLog({ events, logs }: Aws, config: Config, bus: string): Promise<FoundBusLog> {
  const { logGroup } = busLogNames(config);
  const found = await unlessDenied(async () => ({
    setting: (await events.bus(bus))?.log,
    group: await logs.group(logGroup),
  }));
  if (found.kind === 'denied') return found;
  const { setting, group } = found.value;
  const level = LEVELS[setting?.level ?? 'OFF'];
  if (level === undefined || group === undefined) return { kind: 'off' };
  const { retentionDays: days } = group;
  return {
    level,
    full: setting?.detail === 'FULL',
    group: logGroup,
    ...(days === undefined ? {} : { days }),
  };
}

const LEVELS: Readonly<Record<string, ReadBusLog['level'] | undefined>> = {
  ERROR: 'error',
  INFO: 'info',
  TRACE: 'trace',
};

/** Records that hold one of some words, since a time. */
export async function recordsWith(
  { logs }: Pick<Aws, 'logs'>,
  { group }: BusLogPlace,
  words: Iterable<string>,
  since: number,
): Promise<readonly BusRecord[]> {
  const found: BusRecord[] = [];
  for (const containing of words)
    found.push(...((await logs.busRecords(group, { since: since - EARLIER, containing })) ?? []));
  return found;
}

/** Records of the minutes in which moments came to the event bus. */
export async function recordsAround(
  { logs }: Pick<Aws, 'logs'>,
  { group }: BusLogPlace,
  moments: readonly Moment[],
): Promise<readonly BusRecord[]> {
  const found: BusRecord[] = [];
  for (const { since, until } of spans(moments.map(({ at }) => at)))
    found.push(...((await logs.busRecords(group, { since, until })) ?? []));
  return found;
}

/** The events in records that hold them: where the bus logs in full. */
export function eventsInRecords(records: readonly BusRecord[]): readonly SeenEvent[] {
  return records.flatMap((record) => {
    const json = eventIn(record);
    return json === undefined ? [] : [{ id: record.eventId, json }];
  });
}

/** Of a call of a target: what it was to get, where that is the event itself. */
function eventIn({
  eventId,
  source,
  detailType,
  eventDetail,
  targetInput,
  time,
}: BusRecord): JsonObject | undefined {
  const detail = jsonObjectIn(eventDetail);
  if (detail !== undefined && detailType !== undefined) {
    const head = { id: eventId, source: source ?? '', 'detail-type': detailType };
    return { ...head, time: new Date(time).toISOString(), detail };
  }
  const sent = jsonObjectIn(targetInput);
  return sent?.['id'] === eventId && sent['detail'] !== undefined ? sent : undefined;
}

/** Times with room around each, as few spans as cover them; in order. */
function spans(times: readonly number[]): readonly { readonly since: number; readonly until: number }[] {
  const all: { since: number; until: number }[] = [];
  for (const at of [...times].sort((a, b) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && at - EARLIER <= last.until) last.until = at + LATER;
    else all.push({ since: at - EARLIER, until: at + LATER });
  }
  return all;
}
