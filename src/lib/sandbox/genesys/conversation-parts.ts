import type { JsonObject, JsonValue } from '../../base/json.js';
import { sandboxId } from './sandbox-id.js';

/** What all sessions of an example conversation have in common. Times below are seconds after its beginning. */
export interface Scene {
  /** Word that the ids are derived from. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly begin: number;
  readonly media: JsonObject;
}

/** A stretch of a session: type, first and last second, and what else analytics says of it. */
export type Stretch = readonly [type: string, from: number, to: number | undefined, more?: JsonObject];

/** One participant with one session. */
export interface Part {
  readonly purpose: string;
  /** Tells participants of the same purpose apart. */
  readonly who: string;
  readonly queueId?: string;
  readonly stretches: readonly Stretch[];
  readonly participant?: JsonObject;
  readonly session?: JsonObject;
  /** Metric → value and second. */
  readonly metrics?: Readonly<Record<string, readonly [value: number, second: number]>>;
}

/** A time of a scene as analytics writes it. */
function timeOf(scene: Scene, second: number): string {
  return new Date(Math.round(scene.begin + second * 1000)).toISOString();
}

/** A conversation as analytics tells it. `to`: the second in which it ended; absent: it is running. */
export function conversation(
  scene: Scene,
  about: {
    readonly id?: string;
    readonly direction: string;
    readonly divisionIds: readonly string[];
    readonly to?: number;
  },
  parts: readonly Part[],
): JsonObject {
  return {
    conversationId: about.id ?? sandboxId('conversation', scene.name),
    conversationStart: timeOf(scene, 0),
    ...(about.to === undefined ? {} : { conversationEnd: timeOf(scene, about.to) }),
    divisionIds: [...new Set(about.divisionIds)],
    originatingDirection: about.direction,
    participants: parts.map((part) => participant(scene, part)),
  };
}

function participant(scene: Scene, part: Part): JsonObject {
  const { purpose, who, queueId } = part;
  const metrics: readonly JsonValue[] = Object.entries(part.metrics ?? {}).map(([name, [value, second]]) => ({
    name,
    value,
    emitDate: timeOf(scene, second),
  }));
  return {
    participantId: sandboxId('participant', scene.name, purpose, who),
    participantName: who,
    purpose,
    ...part.participant,
    sessions: [
      {
        sessionId: sandboxId('session', scene.name, purpose, who),
        ...scene.media,
        ...part.session,
        metrics,
        segments: part.stretches.map(([segmentType, from, to, more]) => ({
          segmentType,
          segmentStart: timeOf(scene, from),
          ...(to === undefined ? {} : { segmentEnd: timeOf(scene, to) }),
          conference: false,
          ...(queueId === undefined ? {} : { queueId }),
          ...more,
        })),
      },
    ],
  };
}

/** A customer who is there from one second to another. */
export function customer(
  from: number,
  to: number | undefined,
  disconnectType: string,
  more: Partial<Part> = {},
): Part {
  const last: JsonObject = to === undefined ? {} : { disconnectType };
  return { purpose: 'customer', who: 'Customer', stretches: [['interact', from, to, last]], ...more };
}

/** A flow that hands over to a queue. */
export function flow(from: number, to: number, target: JsonObject, session: JsonObject = {}): Part {
  return {
    purpose: 'ivr',
    who: String(target['flowName'] ?? 'Flow'),
    stretches: [
      ['system', from, from + 0.05],
      ['ivr', from + 0.05, to, { disconnectType: 'transfer' }],
    ],
    session: {
      ...session,
      flow: { entryType: 'dnis', startingLanguage: 'en-us', endingLanguage: 'en-us', ...target },
    },
    metrics: { nFlow: [1, from], tFlow: [Math.round((to - from) * 1000), to] },
  };
}

/** A passage through a queue. `outcome`: the metric that says how it ended, beside tAcd. */
export function queued(
  who: string,
  queueId: string,
  from: number,
  to: number,
  disconnectType: string,
  more: { readonly outcome?: string; readonly session?: JsonObject } = {},
): Part {
  const waited = Math.round((to - from) * 1000);
  return {
    purpose: 'acd',
    who,
    queueId,
    stretches: [['interact', from, to, { disconnectType }]],
    session: { requestedRoutings: ['Standard'], usedRouting: 'Standard', ...more.session },
    metrics: {
      nOffered: [1, from],
      ...(more.outcome === undefined
        ? { tAcd: [waited, to] }
        : { [more.outcome]: [waited, to], tAcd: [waited, to] }),
    },
  };
}

/** An agent with what he or she did. `answered`: after how many seconds in the queue. */
export function agent(
  who: string,
  queueId: string | undefined,
  stretches: readonly Stretch[],
  more: { readonly answered?: number; readonly userId?: string; readonly session?: JsonObject } = {},
): Part {
  const talk = stretches.find(([type]) => type === 'interact')?.[1] ?? 0;
  return {
    purpose: queueId === undefined ? 'user' : 'agent',
    who,
    ...(queueId === undefined ? {} : { queueId }),
    stretches,
    participant: { userId: more.userId ?? sandboxId('user', who) },
    ...(more.session === undefined ? {} : { session: more.session }),
    metrics: more.answered === undefined ? {} : { tAnswered: [Math.round(more.answered * 1000), talk] },
  };
}
