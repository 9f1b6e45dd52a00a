import type {
  Count,
  Flow,
  FunctionStatus,
  Moment,
  PipeStatus,
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
  readonly routes: readonly object[];
  readonly targets: readonly object[];
  readonly unseen: readonly object[];
}

/** A status as a document: what is not known is null, and what CloudWatch has no number of, too. */
export function statusDocument(status: PipeStatus, verdict: Verdict): StatusDocument {
  const { readAt, window, source, routes, targets, unseen, ...rest } = status;
  return {
    schemaVersion: 1,
    verdict: { kind: verdict.kind, text: verdictText(status, verdict, { readAt, timeZone: 'UTC' }) },
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

/** `count` is null where there is no number; `known` tells "none was sent" from "not read". */
function flowOf({ count, last }: Flow): object {
  return { ...countOf(count), ...(last === undefined ? {} : { last: momentOf(last) }) };
}

function countOf(count: Count): object {
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

function momentOf({ at, within }: Moment): object {
  return { at: iso(at), withinSeconds: within };
}

function sourceOf({ expires, taken, ...source }: SourceStatus): object {
  return { ...source, ...(expires === undefined ? {} : { expires: iso(expires) }), taken: flowOf(taken) };
}

function routeOf({ numbers, ...route }: RouteStatus): object {
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

function targetOf(target: TargetStatus): object {
  switch (target.kind) {
    case 'sns':
      return { ...target, topics: target.topics.map(topicOf) };
    case 'lambda':
    case 'processor':
      return { ...target, function: functionOf(target.function) };
    case 'sqs':
    case 'arn':
      return target;
  }
}

function topicOf({ published, delivered, failed, ...topic }: TopicStatus): object {
  return { ...topic, published: flowOf(published), delivered: flowOf(delivered), failed: flowOf(failed) };
}

function functionOf({ invocations, errors, throttles, ...of }: FunctionStatus): object {
  return { ...of, invocations: flowOf(invocations), errors: flowOf(errors), throttles: flowOf(throttles) };
}
