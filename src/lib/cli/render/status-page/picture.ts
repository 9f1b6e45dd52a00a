import type { GraphRoute } from '../../../features/graph/index.js';
import { numberOf } from '../../../features/status/counts.js';
import { isFeedStopped, isSourceStopped } from '../../../features/status/feed-stopped.js';
import type {
  PipeStatus,
  RouteStatus,
  SubscriberStatus,
  TargetStatus,
} from '../../../features/status/model.js';
import { refusingTargets } from '../../../features/status/refusing-targets.js';
import { flowText, numberText, reasonsText } from '../status-words.js';
import { isDrifted } from './findings.js';
import { judgeRoute, judgeTarget } from './health.js';
import { maskedText } from './masked-text.js';
import type { Box, Health, Line, PageFacts, Picture } from './model.js';

/** The boxes and lines of a pipe, from Genesys Cloud to who receives events. */
export function pictureOf(facts: PageFacts): Picture {
  const { status, graph } = facts;
  const ids = new Map(status.targets.map(({ name }, index) => [name, `t${index}`]));
  const received = new Set(
    graph.targets.flatMap(({ subscribers }) =>
      subscribers.flatMap((each) => (each.kind === 'target' ? [each.target] : [])),
    ),
  );
  const isBelow = (target: TargetStatus) =>
    target.routes.length === 0 && target.deadLettersOf.length > 0 && !received.has(target.name);
  const targets = status.targets.flatMap((target, index) => targetParts(facts, target, index, ids));
  return {
    boxes: [
      sourceBox(status),
      busBox(status),
      ...status.routes.map((route, index) =>
        routeBox(route, index, graph.routes[index], driftLines(facts, 'route', route.name)),
      ),
      ...targets.flatMap(({ boxes }) => boxes),
    ],
    lines: [
      sourceLine(status),
      ...status.routes.flatMap((route, index) =>
        routeLines(route, `r${index}`, ids, refusingTargets(route, status.targets)),
      ),
      ...targets.flatMap(({ lines }) => lines),
    ],
    below: status.targets.flatMap((target, index) => (isBelow(target) ? [`t${index}`] : [])),
  };
}

function sourceBox(status: PipeStatus): Box {
  const { feed, source, genesys } = status;
  const base = { id: 'source', words: '', told: true } as const;
  const org = genesys.organization.name ?? genesys.organization.id;
  switch (feed.kind) {
    case 'integration': {
      const { kind } = feed.state;
      const sourceState = source?.state ?? 'unknown';
      const known = kind === 'active' && sourceState === 'ACTIVE';
      const health: Health = isStopped(status) ? 'bad' : known ? 'calm' : 'unknown';
      const says = 'code' in feed.state ? feed.state.code : kind === 'active' ? 'enabled, active' : kind;
      const lines = [org, `source ${sourceState}`];
      return { ...base, kind: 'source', title: `Integration ${feed.suffix}`, lines, health, says };
    }
    case 'gateway': {
      const health: Health = isStopped(status) ? 'bad' : feed.state === 'enabled' ? 'calm' : 'unknown';
      return { ...base, kind: 'source', title: 'Gateway', lines: [org], health, says: feed.state };
    }
    case 'others':
      return {
        ...base,
        kind: 'source',
        title: 'Fed by others',
        lines: [org],
        health: 'unknown',
        says: 'gcx does not see it',
      };
  }
}

function busBox({ bus, aws }: PipeStatus): Box {
  const health: Health = bus.state === 'there' ? 'calm' : bus.state === 'missing' ? 'bad' : 'unknown';
  const says = bus.state === 'there' ? '' : bus.state === 'missing' ? 'not there' : 'not read';
  const name = bus.name.startsWith('aws.partner/') ? 'Partner bus' : `Event bus ${bus.name}`;
  return {
    id: 'bus',
    kind: 'bus',
    title: name,
    lines: [aws.account, aws.region],
    health,
    says,
    words: '',
    told: false,
  };
}

/** Whether it is known that no event comes in. */
function isStopped({ feed, source }: PipeStatus): boolean {
  return isFeedStopped(feed) || (source !== undefined && isSourceStopped(source));
}

function sourceLine(status: PipeStatus): Line {
  const { source } = status;
  const stopped = isStopped(status);
  if (source === undefined) return { from: 'source', to: 'bus', health: stopped ? 'bad' : 'unknown' };
  const events = numberOf(source.taken);
  return {
    from: 'source',
    to: 'bus',
    label: flowText(source.taken),
    ...(events === undefined ? {} : { events }),
    health: stopped ? 'bad' : events === undefined ? 'quiet' : 'good',
  };
}

function driftLines(facts: PageFacts, kind: 'route' | 'target', name: string): readonly string[] {
  return isDrifted(facts, { kind, name }) ? ['changed outside gcx'] : [];
}

function routeBox(
  route: RouteStatus,
  index: number,
  says: GraphRoute | undefined,
  drift: readonly string[],
): Box {
  const queues = says?.queues ?? [];
  const lines = [
    ...(says?.pattern === undefined ? some(says?.events ?? [], 2) : ['its own event pattern']),
    ...some(queues, 2).map((queue) => (queue.startsWith('and ') ? queue : `queue ${queue}`)),
    ...(says?.where ?? []).slice(0, 2).map((condition) => `where ${condition}`),
    ...drift,
  ];
  const words = [route.name, route.description ?? '', ...(says?.events ?? []), ...queues, ...route.targets];
  return {
    id: `r${index}`,
    kind: 'route',
    title: route.name,
    lines,
    ...judgeRoute(route),
    words: words.join(' '),
    told: true,
  };
}

function routeLines(
  route: RouteStatus,
  id: string,
  ids: ReadonlyMap<string, string>,
  refusing: readonly string[],
): readonly Line[] {
  const { health } = judgeRoute(route);
  const events = numberOf(route.numbers.matched);
  const counted = events === undefined ? {} : { events };
  const failed = numberOf(route.numbers.failed) ?? 0;
  const into: Health =
    health === 'off' || health === 'unknown' ? health : events === undefined ? 'quiet' : 'good';
  return [
    {
      from: 'bus',
      to: id,
      label: flowText(route.numbers.matched),
      ...counted,
      health: route.rules?.length === 0 ? 'bad' : into,
    },
    ...route.targets.flatMap((name): readonly Line[] => {
      const to = ids.get(name);
      // EventBridge counts by rule: of a route with several targets nobody knows which of them failed.
      const label = route.targets.length === 1 && failed > 0 ? { label: `${numberText(failed)} failed` } : {};
      return to === undefined
        ? []
        : [
            {
              from: id,
              to,
              ...label,
              ...counted,
              // Where dead letters show who refuses, nothing speaks against the others.
              health: refusing.length === 0 || refusing.includes(name) ? health : 'calm',
            },
          ];
    }),
  ];
}

function targetParts(
  facts: PageFacts,
  target: TargetStatus,
  at: number,
  ids: ReadonlyMap<string, string>,
): { readonly boxes: readonly Box[]; readonly lines: readonly Line[] } {
  const id = `t${at}`;
  const drawn = facts.graph.targets[at];
  const drift = driftLines(facts, 'target', target.name);
  const lines = [
    drawn === undefined ? '' : `${drawn.what} ${drawn.called}`,
    ...numberLines(target),
    ...drift,
  ];
  const words = [target.name, drawn?.called ?? '', ...target.routes].join(' ');
  const box: Box = {
    id,
    kind: 'target',
    targetKind: target.kind,
    title: target.name,
    lines,
    ...judgeTarget(facts, target),
    words,
    told: true,
  };
  const all = (target.topics ?? []).flatMap(({ subscribers = [] }) => subscribers);
  const known = new Map(all.map((each) => [`${each.protocol} ${each.endpoint}`, each]));
  const parts = [...known.values()].map((each, index) => subscriberParts(each, `${id}s${index}`, id, ids));
  return { boxes: [box, ...parts.flatMap(({ boxes }) => boxes)], lines: parts.flatMap((each) => each.lines) };
}

function numberLines({ queue, topics, function: of }: TargetStatus): readonly string[] {
  if (queue !== undefined)
    return queue.waiting === undefined
      ? []
      : [
          `${numberText(queue.waiting)} waiting`,
          ...(queue.letters === undefined ? [] : [reasonsText(queue.letters)]),
        ];
  if (of !== undefined) return [`invoked ${flowText(of.invocations)}`];
  if (topics === undefined) return [];
  const [only] = topics;
  return topics.length === 1 && only !== undefined
    ? [`delivered ${flowText(only.delivered)}`]
    : [`${topics.length} topics`];
}

function subscriberParts(
  { protocol, endpoint, confirmed }: SubscriberStatus,
  id: string,
  from: string,
  ids: ReadonlyMap<string, string>,
): { readonly boxes: readonly Box[]; readonly lines: readonly Line[] } {
  const health: Health = confirmed ? 'calm' : 'look';
  const name = endpoint.split(':').at(-1) ?? endpoint;
  const to = endpoint.startsWith('arn:') ? ids.get(name) : undefined;
  if (to !== undefined) return { boxes: [], lines: [{ from, to, health }] };
  const title = endpoint.startsWith('arn:') ? name : maskedText(endpoint);
  const says = confirmed ? '' : 'has to confirm';
  return {
    boxes: [{ id, kind: 'subscriber', title, lines: [protocol], health, says, words: title, told: false }],
    lines: [{ from, to: id, health }],
  };
}

function some(texts: readonly string[], most: number): readonly string[] {
  return texts.length <= most ? texts : [...texts.slice(0, most - 1), `and ${texts.length - most + 1} more`];
}
