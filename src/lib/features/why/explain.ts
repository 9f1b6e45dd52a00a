import { GcxError } from '../../base/gcx-error.js';
import type { Config } from '../../language/config/model.js';
import { sampleOrigin } from '../../language/events/index.js';
import { type ConversationRequest, type RebuiltConversation, rebuiltEvents } from '../conversation/index.js';
import { eventsIn } from './dead-letter-at.js';
import { conversationsIn } from './dead-letters-of.js';
import { eventLines } from './event-lines.js';
import { type Ground, type GroundSides, readGround } from './ground.js';
import type { AskedConversation, EventLine, Why } from './model.js';
import { mediaOf, rebuiltMoments, withSeen } from './moment.js';
import { sumUpWhy } from './sum-up.js';
import { unlessDenied } from './unless-denied.js';

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
}

/**
 * What became of a conversation's events, from Genesys Cloud to what is behind the targets. Reads only; dead letters are out
 * of others' sight for a moment.
 * @throws GcxError where neither analytics nor AWS knows the conversation
 */
export async function explainConversation(sides: GroundSides, request: WhyRequest): Promise<Why> {
  const { now, signal } = request;
  const told = await toldBy(sides, request);
  const id = told.rebuilt?.conversationId ?? told.id;
  const since = told.rebuilt?.start.getTime() ?? now - LOOK_BACK;
  const ground = await readGround(sides, { conversations: [id], since, now, signal });
  if (told.unknown !== undefined && !isKnown(ground)) throw told.unknown;
  const why = await whyOf(sides, ground, id, told.rebuilt, request.target);
  const missing = [...(told.denied === undefined ? [] : [told.denied]), ...ground.missing];
  const notes = [...(told.unknown === undefined ? [] : [told.unknown.report.what]), ...ground.notes];
  return { ...why, looked: { notes, missing: [...new Set(missing)] } };
}

/** What analytics tells, or why it does not. */
interface Told {
  readonly id: string;
  readonly rebuilt?: RebuiltConversation;
  readonly unknown?: GcxError;
  readonly denied?: string;
}

async function toldBy({ genesys, config }: GroundSides, { conversation }: WhyRequest): Promise<Told> {
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
async function whyOf(
  { open }: GroundSides,
  ground: Ground,
  id: string,
  rebuilt: RebuiltConversation | undefined,
  target: string | undefined,
): Promise<Why> {
  const seen = eventsIn(
    ground.letters.letters.filter(({ message }) => conversationsIn(message.body).includes(id)),
  );
  const moments = withSeen(rebuilt === undefined ? [] : rebuiltMoments(rebuilt), seen);
  await open.learn(moments.flatMap(({ queueId = [] }) => queueId));
  const events = eventLines(ground, id, moments).map((line) =>
    target === undefined ? line : only(line, target),
  );
  const stops = [...ground.pipe.stops, ...ground.busStops];
  return {
    conversation: asked(id, rebuilt, events, moments),
    stops,
    well: ground.pipe.well,
    events,
    looked: { notes: ground.notes, missing: ground.missing },
    ...sumUpWhy(id, events, stops),
  };
}

/** An event at one target alone. */
function only(line: EventLine, target: string): EventLine {
  const routes = line.routes.flatMap((route) => {
    const targets = route.targets.filter((each) => each.target === target);
    return targets.length === 0 ? [] : [{ ...route, targets }];
  });
  return { ...line, routes };
}

function asked(
  id: string,
  rebuilt: RebuiltConversation | undefined,
  events: readonly EventLine[],
  moments: ReturnType<typeof withSeen>,
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
