import { rebuildConversation } from '../conversation/index.js';
import { type GroundSides, readGround } from './evidence/ground.js';
import { readTraces, type Told } from './evidence/traces.js';
import { originOf, whyOf } from './explain.js';
import type { Stop } from './model/evidence.js';
import { isCertain } from './model/fate.js';
import { type Looked, type TargetLine, targetLinesOf, type Why } from './model/model.js';
import { blankWords } from './verdict/blank-words.js';
import { missedQueues } from './verdict/sum-up.js';

/** Conversations of one run: all that is read of them is held in memory. */
const AT_MOST = 1_000;

/** Ids that a group names. */
const NAMED = 5;

/** Conversations that came to the same end. */
export interface WhyGroup {
  /** What became of them, e.g. `dead-lettered NO_PERMISSIONS at crm-sync`. */
  readonly what: string;
  readonly outcome: Why['outcome'];
  readonly count: number;
  /** The first of them. */
  readonly conversations: readonly string[];
}

/** What became of the conversations of a queue. */
export interface WhyMany {
  readonly queueId: string;
  readonly from: number;
  readonly to: number;
  readonly conversations: number;
  /** Whether there are more than were looked at. */
  readonly more: boolean;
  /** Those whose events came to all their targets, for certain and probably. */
  readonly arrived: { readonly certain: number; readonly probably: number };
  /** The others, most first. */
  readonly groups: readonly WhyGroup[];
  readonly looked: Looked;
}

/** What is asked of many conversations. */
export interface WhyManyRequest {
  readonly queueId: string;
  readonly from: Date;
  /** Epoch ms. */
  readonly now: number;
  readonly target?: string;
  readonly signal: AbortSignal;
}

/** What became of the events of all conversations that were in a queue. Reads only. */
export async function explainMany(sides: GroundSides, request: WhyManyRequest): Promise<WhyMany> {
  const { queueId, from, now, signal, target } = request;
  const { found, more } = await sides.genesys.conversations.find(
    { from, to: new Date(now), queueId },
    AT_MOST,
  );
  const origin = originOf(sides.loaded.config);
  const told: readonly Told[] = found
    .map((each) => rebuildConversation(each, origin))
    .map((rebuilt) => ({ id: rebuilt.conversationId.toLowerCase(), rebuilt }));
  const since = Math.min(from.getTime(), ...told.flatMap(({ rebuilt }) => rebuilt?.start.getTime() ?? []));
  const ground = await readGround(sides, {
    conversations: told.map(({ id }) => id),
    since,
    now,
    signal,
    showPersonalData: false,
  });
  const traces = await readTraces(sides.aws, ground, told);
  const all: Omit<Why, 'looked'>[] = [];
  for (const each of told) all.push(await whyOf(sides, ground, traces, each, target));
  const reached = all.filter(({ outcome }) => outcome === 'reached');
  const certain = reached.filter(({ events }) =>
    targetLinesOf(events).every(({ fate }) => isCertain(fate)),
  ).length;
  return {
    queueId,
    from: from.getTime(),
    to: now,
    conversations: told.length,
    more,
    arrived: { certain, probably: reached.length - certain },
    groups: groupsOf(
      all.filter((each) => !reached.includes(each)),
      target,
    ),
    looked: { notes: [], missing: [...new Set([...ground.missing, ...traces.missing])] },
  };
}

function groupsOf(all: readonly Omit<Why, 'looked'>[], target: string | undefined): readonly WhyGroup[] {
  const groups = new Map<string, { outcome: Why['outcome']; ids: string[] }>();
  for (const each of all) {
    const what = endOf(each, target);
    const group = groups.get(what) ?? { outcome: each.outcome, ids: [] };
    groups.set(what, group);
    group.ids.push(each.conversation.id);
  }
  return [...groups]
    .map(([what, { outcome, ids }]) => ({
      what,
      outcome,
      count: ids.length,
      conversations: ids.slice(0, NAMED),
    }))
    .sort((a, b) => b.count - a.count);
}

/** What became of one that did not arrive, in words that many share. */
function endOf({ events, outcome, stops }: Omit<Why, 'looked'>, target: string | undefined): string {
  const said = targetLinesOf(events).flatMap((line) => lineWords(line, stops[0]) ?? []);
  if (said.length > 0) return [...new Set(said)].sort().join(', ');
  if (outcome === 'unknown') return 'nothing is shown of it';
  if (outcome === 'in-part') return 'stopped behind a target';
  if (target !== undefined) return `that no route sends to ${target}`;
  const queues = missedQueues(events);
  return queues.length === 0
    ? 'of event types that no route has'
    : `in ${queues.join(', ')}, which no route takes`;
}

/** What became of an event at a target that it did not come to; undefined where it did. */
function lineWords({ target, fate, beyond }: TargetLine, first: Stop | undefined): string | undefined {
  switch (fate.kind) {
    case 'dead-lettered':
      return `dead-lettered${fate.reason === undefined ? '' : ` ${fate.reason}`} at ${target}`;
    case 'failed':
      return `given up${fate.reason === undefined ? '' : ` ${fate.reason}`} at ${target}`;
    case 'not-sent':
      return `not sent: ${(fate.stop ?? first)?.what ?? 'no trace of it was found on AWS'}`;
    case 'trying':
      return `still tried at ${target}`;
    case 'unknown':
      return `not known of ${target}: ${blankWords(fate.because)}`;
    case 'delivered':
      return beyond?.lost === true ? `given up behind ${target}` : undefined;
  }
}

/** How many arrived, how many did not, and of how many nobody can know, in a sentence. */
export function manySentence({ arrived, groups }: WhyMany): string {
  const { certain, probably } = arrived;
  const sure =
    probably === 0 ? `${certain} arrived` : `${certain + probably} arrived (${probably} of them probably)`;
  const open = groups.filter(({ outcome }) => outcome === 'unknown');
  const lost = groups.filter((group) => !open.includes(group));
  const not = lost.length === 0 ? 'none did not' : `${sumOf(lost)} did not: ${partsOf(lost)}`;
  return `${sure}, ${not}.${open.length === 0 ? '' : ` Of ${sumOf(open)} nobody can know: ${partsOf(open)}.`}`;
}

function sumOf(groups: readonly WhyGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

function partsOf(groups: readonly WhyGroup[]): string {
  return groups.map(({ count, what }) => `${count} ${what}`).join('; ');
}
