import { localTime } from '../../base/local-time.js';
import type {
  Count,
  Failing,
  Flow,
  FunctionStatus,
  Moment,
  PipeStatus,
  QueueStatus,
  RouteNumbers,
  RouteStatus,
  SourceStatus,
  TargetStatus,
  TopicStatus,
} from '../../features/status/model.js';
import type { Trouble } from '../../features/status/troubles.js';
import type { Verdict } from '../../features/status/verdict.js';
import { verdictText } from './status-words.js';

/** What `gcx status --json` prints. Times are ISO 8601 in UTC. */
export interface StatusDocument
  extends Omit<PipeStatus, 'readAt' | 'window' | 'source' | 'routes' | 'targets' | 'unseen'> {
  readonly schemaVersion: 1;
  readonly verdict: { readonly kind: Verdict['kind']; readonly text: string };
  readonly troubles: readonly object[];
  readonly readAt: string;
  readonly window: {
    readonly from: string;
    readonly to: string;
    readonly askedSeconds: number;
    readonly periodSeconds: number;
  };
  readonly source?: object;
  readonly routes: readonly RouteDocument[];
  readonly targets: readonly object[];
  readonly unseen: readonly object[];
}

/** A number over the time; null where there is none. `known`: false where it could not be read. */
interface FlowDocument {
  readonly count: number | null;
  readonly known: boolean;
  /** There are more: a part of it was not told. */
  readonly atLeast?: true;
  readonly last?: { readonly at: string; readonly withinSeconds: number };
}

/** A route of the document. */
type RouteDocument = Omit<RouteStatus, 'numbers'> & {
  readonly numbers: Readonly<Record<Exclude<keyof RouteNumbers, 'failing'>, FlowDocument>>;
  readonly failing?: { readonly since: string; readonly orBefore: boolean };
};

/** A status as a document: what is not known is null, and what CloudWatch has no number of, too. */
export function statusDocument(status: PipeStatus, verdict: Verdict): StatusDocument {
  const { readAt, window, source, routes, targets, unseen, ...rest } = status;
  return {
    schemaVersion: 1,
    verdict: { kind: verdict.kind, text: verdictText(status, verdict, { readAt, time: localTime('UTC') }) },
    troubles: verdict.troubles.map(troubleOf),
    readAt: iso(readAt),
    ...rest,
    window: {
      from: iso(window.from),
      to: iso(window.to),
      askedSeconds: window.asked,
      periodSeconds: window.period,
    },
    ...(source === undefined ? {} : { source: sourceOf(source) }),
    routes: routes.map(routeOf),
    targets: targets.map(targetOf),
    unseen: unseen.map(({ what, denied, permission, report }) => ({
      what,
      denied,
      ...(permission === undefined ? {} : { permission }),
      error: report,
    })),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function flowOf({ count, last }: Flow): FlowDocument {
  return { ...countOf(count), ...(last === undefined ? {} : { last: momentOf(last) }) };
}

function countOf(count: Count): Pick<FlowDocument, 'count' | 'known' | 'atLeast'> {
  switch (count.kind) {
    case 'counted':
      return { count: count.value, known: true };
    case 'partial':
      return { count: count.value, known: true, atLeast: true };
    case 'none':
      return { count: null, known: true };
    case 'unknown':
      return { count: null, known: false };
  }
}

function momentOf({ at, within }: Moment): NonNullable<FlowDocument['last']> {
  return { at: iso(at), withinSeconds: within };
}

function sourceOf({ expires, taken, ...source }: SourceStatus): object {
  return { ...source, ...(expires === undefined ? {} : { expires: iso(expires) }), taken: flowOf(taken) };
}

function routeOf({ numbers, ...route }: RouteStatus): RouteDocument {
  const { failing, matched, failed, deadLettered, lost, retried } = numbers;
  return {
    ...route,
    numbers: {
      matched: flowOf(matched),
      failed: flowOf(failed),
      deadLettered: flowOf(deadLettered),
      lost: flowOf(lost),
      retried: flowOf(retried),
    },
    ...(failing === undefined ? {} : { failing: failingOf(failing) }),
  };
}

function failingOf({ since, orBefore }: Failing): NonNullable<RouteDocument['failing']> {
  return { since: iso(since), orBefore };
}

function troubleOf(trouble: Trouble): object {
  switch (trouble.kind) {
    case 'source-stopped':
      return { ...trouble, source: sourceOf(trouble.source) };
    case 'failing':
      return { ...trouble, failing: failingOf(trouble.failing) };
    case 'retrying':
      return { ...trouble, last: momentOf(trouble.last) };
    case 'failed-before':
      return { ...trouble, ...(trouble.last === undefined ? {} : { last: momentOf(trouble.last) }) };
    case 'dead-letters':
      return { ...trouble, of: { ...trouble.of, queue: queueOf(trouble.of.queue) } };
    case 'nothing-applied':
    case 'feed-stopped':
    case 'bus-missing':
    case 'target-missing':
    case 'route-not-applied':
    case 'rule-disabled':
    case 'not-subscribed':
    case 'unconfirmed':
    case 'subscriber-failed':
    case 'function-failed':
      return trouble;
  }
}

function targetOf({ queue, topics, function: of, deadLetters, ...target }: TargetStatus): object {
  return {
    ...target,
    ...(queue === undefined ? {} : { queue: queueOf(queue) }),
    ...(deadLetters === undefined ? {} : { deadLetters: queueOf(deadLetters) }),
    ...(topics === undefined ? {} : { topics: topics.map(topicOf) }),
    ...(of === undefined ? {} : { function: functionOf(of) }),
  };
}

function queueOf({ letters, ...queue }: QueueStatus): object {
  if (letters === undefined) return queue;
  const reasons = letters.reasons.map(({ newest, ...reason }) => ({
    ...reason,
    ...(newest === undefined ? {} : { newest: iso(newest) }),
  }));
  return { ...queue, letters: { ...letters, reasons } };
}

function topicOf({ published, delivered, failed, ...topic }: TopicStatus): object {
  return { ...topic, published: flowOf(published), delivered: flowOf(delivered), failed: flowOf(failed) };
}

function functionOf({ invocations, errors, throttles, ...of }: FunctionStatus): object {
  return { ...of, invocations: flowOf(invocations), errors: flowOf(errors), throttles: flowOf(throttles) };
}
