import { GcxError } from '../../base/gcx-error.js';
import { ownValue } from '../../base/own-value.js';
import { kindOf } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import { sampleOrigin } from '../../language/events/index.js';
import { type ConversationRequest, type RebuiltConversation, rebuiltEvents } from '../conversation/index.js';
import { type Ground, type GroundSides, readGround } from './evidence/ground.js';
import { readTraces, type Told, type Traces } from './evidence/traces.js';
import { unlessDenied } from './evidence/unless-denied.js';
import { isCertain } from './model/fate.js';
import {
  type AskedConversation,
  type EventLine,
  type MissLine,
  targetLinesOf,
  type Why,
} from './model/model.js';
import { type Moment, mediaOf } from './model/moment.js';
import { eventLines } from './verdict/event-lines.js';
import { sumUpWhy } from './verdict/sum-up.js';

/** How far back AWS is looked at where nothing tells when the conversation was: as long as SQS can keep messages. */
const LOOK_BACK = 14 * 86_400_000;

/** Which conversation, and what of it. */
export interface WhyRequest {
  readonly conversation: ConversationRequest;
  /** Name of the only target that is asked about. Absent: all. */
  readonly target?: string;
  /** Epoch ms. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Say what events have even where it may be of a person. */
  readonly showPersonalData: boolean;
}

/**
 * What became of a conversation's events, from Genesys Cloud to what is behind the targets. Reads only; dead letters are out
 * of others' sight for a moment.
 * @throws GcxError where neither analytics nor AWS knows the conversation
 */
export async function explainConversation(sides: GroundSides, request: WhyRequest): Promise<Why> {
  const { now, signal, showPersonalData } = request;
  const told = await toldBy(sides, request);
  const id = told.rebuilt?.conversationId ?? told.id;
  const since = told.rebuilt?.start.getTime() ?? now - LOOK_BACK;
  const ground = await readGround(sides, { conversations: [id], since, now, signal, showPersonalData });
  if (told.unknown !== undefined && !isKnown(ground)) throw told.unknown;
  const of = { id, ...(told.rebuilt === undefined ? {} : { rebuilt: told.rebuilt }) };
  const traces = await readTraces(sides.aws, ground, [of]);
  const why = await whyOf(sides, ground, traces, of, request.target);
  const missing = [...(told.denied === undefined ? [] : [told.denied]), ...ground.missing, ...traces.missing];
  const notes = [...(told.unknown === undefined ? [] : [told.unknown.report.what]), ...logNotes(why, traces)];
  return { ...why, looked: { notes, missing: [...new Set(missing)] } };
}

/** What analytics tells, or why it does not. */
interface Answer {
  readonly id: string;
  readonly rebuilt?: RebuiltConversation;
  readonly unknown?: GcxError;
  readonly denied?: string;
}

async function toldBy(
  { genesys, loaded: { config } }: GroundSides,
  { conversation }: WhyRequest,
): Promise<Answer> {
  const id = conversation.kind === 'id' ? conversation.id.trim().toLowerCase() : '';
  const ask = () => rebuiltEvents(genesys, conversation, originOf(config));
  // Without its id there is nothing to look for.
  if (conversation.kind === 'last') return { id, rebuilt: await ask() };
  try {
    const read = await unlessDenied(ask);
    return read.kind === 'denied' ? { id, denied: read.permission } : { id, rebuilt: read.value };
  } catch (error) {
    if (error instanceof GcxError && error.report.code === 'conversation-not-found')
      return { id, unknown: error };
    throw error;
  }
}

/** Where the events of a file's organization come from; a bus that others feed says it itself. */
export function originOf(config: Config): ReturnType<typeof sampleOrigin> {
  const origin = sampleOrigin(config);
  const suffix = /^aws\.partner\/genesys\.com\/cloud\/[^/]+\/(.+)$/.exec(config.aws.bus ?? '')?.[1];
  return config.genesys.integration !== undefined || suffix === undefined ? origin : { ...origin, suffix };
}

function isKnown({ letters, processors }: Ground): boolean {
  return letters.letters.length > 0 || processors.lines.length > 0;
}

/** What became of one conversation, with all that was read. */
export async function whyOf(
  { open }: GroundSides,
  ground: Ground,
  traces: Traces,
  { id, rebuilt }: Told,
  target: string | undefined,
): Promise<Omit<Why, 'looked'>> {
  const moments = traces.moments.get(id) ?? [];
  await open.learn(moments.flatMap(({ queueId = [] }) => queueId));
  const all = eventLines(ground, traces, id);
  const events = target === undefined ? all : all.map((line) => only(line, target, ground.config));
  const stops = [...ground.pipe.stops, ...ground.busStops];
  return {
    conversation: asked(id, rebuilt, events, moments),
    stops,
    well: ground.pipe.well,
    events,
    ...sumUpWhy(
      {
        conversation: id,
        ...(target === undefined ? {} : { target }),
        stays: staysWhereItIs(ground.config),
        isArchived: ground.config.archive !== undefined,
      },
      events,
      stops,
    ),
  };
}

/** Whether a dead letter of a target is none that `gcx redrive` sends back. */
function staysWhereItIs({ targets }: Config): (target: string, arn: string) => boolean {
  return (name, arn) => {
    const target = ownValue(targets, name);
    return target !== undefined && kindOf(target).wayBack(target, arn).kind === 'none';
  };
}

/** What would have told more. */
function logNotes({ events }: Pick<Why, 'events'>, { log }: Traces): readonly string[] {
  const sure = targetLinesOf(events).every(({ fate }) => isCertain(fate));
  return sure || log.kind !== 'off'
    ? []
    : ['The event bus has no log. With "logging" in the file, later calls are known for certain.'];
}

/** An event at one target alone, with the routes of the file that send there. */
function only(line: EventLine, target: string, { routes: ofFile }: Config): EventLine {
  const routes = line.routes.flatMap((route) => {
    const targets = route.targets.filter((each) => each.target === target);
    return targets.length === 0 ? [] : [{ ...route, targets }];
  });
  const sendsThere = ({ route }: MissLine) => ownValue(ofFile, route)?.targets.includes(target) === true;
  return {
    ...line,
    routes,
    misses: line.misses.filter(sendsThere),
    undecided: line.undecided.filter(sendsThere),
  };
}

function asked(
  id: string,
  rebuilt: RebuiltConversation | undefined,
  events: readonly EventLine[],
  moments: readonly Moment[],
): AskedConversation {
  const media = moments.map(mediaOf).find((each) => each !== undefined);
  return {
    id,
    ...(rebuilt === undefined ? {} : { start: rebuilt.start.toISOString() }),
    ...(rebuilt?.end === undefined ? {} : { end: rebuilt.end.toISOString() }),
    ...(media === undefined ? {} : { media }),
    queues: [...new Set(events.flatMap(({ queue = [] }) => queue))],
  };
}
