import { localTime } from '../../base/local-time.js';
import type {
  Count,
  Flow,
  FunctionStatus,
  Moment,
  PipeStatus,
  RouteNumbers,
  RouteStatus,
  SourceStatus,
  TargetStatus,
  TopicStatus,
} from '../../features/status/model.js';
import type { Verdict } from '../../features/status/verdict.js';
import { verdictText } from './status-words.js';

/** What `gcx status --json` prints. Times are ISO 8601 in UTC. */
export interface StatusDocument
  extends Omit<PipeStatus, 'readAt' | 'window' | 'source' | 'routes' | 'targets' | 'unseen'> {
  readonly schemaVersion: 1;
  readonly verdict: { readonly kind: Verdict['kind']; readonly text: string };
  readonly troubles: Verdict['troubles'];
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
    troubles: verdict.troubles,
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
    ...(failing === undefined ? {} : { failing: { since: iso(failing.since), orBefore: failing.orBefore } }),
  };
}

function targetOf({ topics, function: of, ...target }: TargetStatus): object {
  return {
    ...target,
    ...(topics === undefined ? {} : { topics: topics.map(topicOf) }),
    ...(of === undefined ? {} : { function: functionOf(of) }),
  };
}

function topicOf({ published, delivered, failed, ...topic }: TopicStatus): object {
  return { ...topic, published: flowOf(published), delivered: flowOf(delivered), failed: flowOf(failed) };
}

function functionOf({ invocations, errors, throttles, ...of }: FunctionStatus): object {
  return { ...of, invocations: flowOf(invocations), errors: flowOf(errors), throttles: flowOf(throttles) };
}
