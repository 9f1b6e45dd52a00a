import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf, parseArn } from '../arn.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import { route } from '../delivery/router.js';
import type { ArchiveRecord, ReplayRecord } from '../event-records.js';
import { integer, object, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import { eventsIn } from './archive-store.js';
import { busOf, NAME_PATTERN } from './names.js';
import { limitExceeded } from './rules.js';

const PAGE = 100;
/** Seconds that a replay runs, where the seed does not say. */
const REPLAY_SECONDS = 1;
/** How long EventBridge remembers a replay, in milliseconds. */
const REMEMBERED = 90 * 86_400_000;

type ReplayState = 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
/** Of replays that are not over. */
const ACTIVE: readonly ReplayState[] = ['STARTING', 'RUNNING', 'CANCELLING'];

function checkedName(input: JsonObject): string {
  const name = text(input, 'ReplayName');
  new Constraints()
    .text('replayName', name, {
      required: true,
      min: 1,
      max: Limits.replayNameCharacters,
      pattern: NAME_PATTERN,
    })
    .check();
  return name ?? '';
}

function startReplay(input: JsonObject, context: Context): JsonObject {
  const name = checkedName(input);
  const archiveArn = text(input, 'EventSourceArn');
  const description = text(input, 'Description');
  const destination = object(input, 'Destination') ?? {};
  new Constraints()
    .text('description', description, { max: 512 })
    .text('eventSourceArn', archiveArn, { required: true, min: 1, max: 1_600 })
    .text('destination.arn', text(destination, 'Arn'), { required: true, min: 1, max: 1_600 })
    .check();
  const bus = busOf(destination, context, 'Arn');
  const archive = archiveAt(archiveArn ?? '', context);
  if (archive.bus !== bus.name) {
    throw notValid('Destination.Arn', 'Cross event bus replay is not permitted.');
  }
  const eventStart = seconds(input, 'EventStartTime');
  const eventEnd = seconds(input, 'EventEndTime');
  if (eventStart >= eventEnd) throw notValid('EventEndTime', 'EventStartTime must be before EventEndTime.');
  if (context.state.replays.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
  }
  const active = [...context.state.replays.values()].filter((each) =>
    ACTIVE.includes(stateOf(each, context.now())),
  );
  if (active.length >= Limits.replaysAtOnce) throw limitExceeded();
  const filterArns = texts(destination, 'FilterArns');
  const started = context.now();
  const events = eventsIn(archive, started).filter(
    ({ time }) => time >= eventStart * 1_000 && time < eventEnd * 1_000,
  );
  const replay: ReplayRecord = {
    name,
    arn: arnOf('events', context, `replay/${name}`),
    archiveArn: archive.arn,
    busArn: bus.arn,
    filterArns,
    eventStart,
    eventEnd,
    started,
    ends: started + (context.state.settings.get('replaySeconds') ?? REPLAY_SECONDS) * 1_000,
    ...(description === undefined ? {} : { description }),
  };
  context.state.replays.set(name, replay);
  // Time is compressed: the events are sent at once, only the state takes its time.
  for (const { event } of events) context.later(() => sendAgain(event, replay, bus.name, context));
  return { ReplayArn: replay.arn, State: 'STARTING', ReplayStartTime: started / 1_000 };
}

function sendAgain(event: JsonObject, replay: ReplayRecord, bus: string, context: Context): void {
  // A new id, the same for all targets, and the name between region and resources (recorded 2026-09-16, replays.json).
  const id = randomUUID();
  const { resources = [], detail = {}, ...before } = event;
  route(
    {
      event: { ...before, id, 'replay-name': replay.name, resources, detail },
      id,
      bus,
      ingested: context.now(),
      ...(replay.filterArns.length === 0 ? {} : { onlyRules: replay.filterArns }),
    },
    context,
  );
}

function archiveAt(arnText: string, context: Context): ArchiveRecord {
  const name = parseArn(arnText)?.resource.replace(/^archive\//, '') ?? '';
  const archive = context.state.archives.get(name);
  if (archive === undefined || archive.arn !== arnText) {
    throw notValid('EventSourceArn', `Archive ${name} does not exist.`);
  }
  return archive;
}

function notValid(parameter: string, reason: string): AwsError {
  return validationError(`Parameter ${parameter} is not valid. Reason: ${reason}`);
}

/** A time as the JSON protocol writes it: seconds since the epoch. */
function seconds(input: JsonObject, name: string): number {
  const value = input[name];
  const number = typeof value === 'number' ? value : Number.NaN;
  if (!Number.isFinite(number)) throw new AwsError('SerializationException', `${name} must be a timestamp.`);
  return number;
}

function replayOf(input: JsonObject, context: Context): ReplayRecord {
  const name = checkedName(input);
  const replay = visible(context).find((each) => each.name === name);
  if (replay === undefined) throw resourceNotFound(`Replay ${name} does not exist.`);
  return replay;
}

function visible(context: Context): readonly ReplayRecord[] {
  return [...context.state.replays.values()]
    .filter(({ started }) => context.now() - started < REMEMBERED)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function stateOf(replay: ReplayRecord, now: number): ReplayState {
  if (replay.failed !== undefined) return 'FAILED';
  if (replay.cancelled !== undefined) return now >= replay.ends ? 'CANCELLED' : 'CANCELLING';
  if (now >= replay.ends) return 'COMPLETED';
  // Half of its time it starts: on AWS up to a minute, in which it says nothing of how far it is (recorded).
  return now < begins(replay) ? 'STARTING' : 'RUNNING';
}

/** When a replay stops starting and looks into the archive; epoch milliseconds. */
function begins({ started, ends }: ReplayRecord): number {
  return (started + ends) / 2;
}

/** Whether a replay has looked into the archive: not what failed, nor what was canceled before (recorded 2024-05-27). */
function begun(replay: ReplayRecord, now: number): boolean {
  return replay.failed === undefined && (replay.cancelled ?? now) >= begins(replay);
}

/** The minute of the archive that a replay looks through last, whether it holds an event or not (recorded); seconds. */
function lastMinute({ eventEnd }: ReplayRecord): number {
  return Math.floor((eventEnd * 1_000 - 1) / 60_000) * 60;
}

/** Ends the replays of an archive that is deleted before they have begun. */
export function failReplaysOf(archiveArn: string, context: Context): void {
  for (const replay of context.state.replays.values()) {
    if (replay.archiveArn === archiveArn && stateOf(replay, context.now()) === 'STARTING')
      replay.failed = context.now();
  }
}

function cancelReplay(input: JsonObject, context: Context): JsonObject {
  const replay = replayOf(input, context);
  const state = stateOf(replay, context.now());
  if (state !== 'STARTING' && state !== 'RUNNING') {
    throw new AwsError(
      'IllegalStatusException',
      `Replay ${replay.name} is not in a valid state for this operation.`,
    );
  }
  replay.cancelled = context.now();
  return { ReplayArn: replay.arn, State: 'CANCELLING' };
}

/** As ListReplays shows it; DescribeReplay adds ARN, description and destination. */
function shown(replay: ReplayRecord, context: Context): JsonObject {
  const state = stateOf(replay, context.now());
  return {
    ReplayName: replay.name,
    EventSourceArn: replay.archiveArn,
    State: state,
    EventStartTime: replay.eventStart,
    EventEndTime: replay.eventEnd,
    ReplayStartTime: replay.started / 1_000,
    ...(state === 'FAILED'
      ? { StateReason: 'Archive resource not found.', ReplayEndTime: (replay.failed ?? replay.ends) / 1_000 }
      : {}),
    ...(begun(replay, context.now()) ? { EventLastReplayedTime: lastMinute(replay) } : {}),
    ...(state === 'COMPLETED' || state === 'CANCELLED' ? { ReplayEndTime: replay.ends / 1_000 } : {}),
  };
}

/** The calls of EventBridge that concern replays. */
export const replayOperations: Operations = {
  StartReplay: startReplay,
  CancelReplay: cancelReplay,
  DescribeReplay: (input, context) => {
    const replay = replayOf(input, context);
    return {
      ...shown(replay, context),
      ReplayArn: replay.arn,
      Destination: {
        Arn: replay.busArn,
        ...(replay.filterArns.length === 0 ? {} : { FilterArns: replay.filterArns }),
      },
      ...(replay.description === undefined ? {} : { Description: replay.description }),
    };
  },
  ListReplays: (input, context) => {
    const prefix = text(input, 'NamePrefix') ?? '';
    const state = text(input, 'State');
    const source = text(input, 'EventSourceArn');
    const limit = integer(input, 'Limit');
    new Constraints().range('limit', limit, 1, PAGE).check();
    const all = visible(context)
      .filter(({ name }) => name.startsWith(prefix))
      .filter((replay) => source === undefined || replay.archiveArn === source)
      .filter((replay) => state === undefined || stateOf(replay, context.now()) === state);
    const page = pageOf(all, limit ?? PAGE, text(input, 'NextToken'));
    return {
      Replays: page.items.map((replay) => shown(replay, context)),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
};
