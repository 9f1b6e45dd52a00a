import { busOf, compileNames } from '../../engine/plan/index.js';
import type { EventTypeNames } from '../../engine/targets/kind.js';
import { arnOf, kindOf } from '../../engine/targets/list.js';
import type { Config, Route, Subscriber, Target } from '../../language/config/model.js';
import type { GraphRoute, GraphSource, GraphSubscriber, GraphTarget, PipeGraph } from './model.js';
import { patternWords, selectorWords, whereWords } from './route-words.js';

/** The pipe of a file. */
export function pipeGraph(config: Config): PipeGraph {
  const { project, environment, genesys, aws, archive } = config;
  const names = compileNames(config, new Set());
  const routed = new Set(Object.values(config.routes).flatMap(({ targets }) => targets));
  return {
    project,
    environment,
    genesys: {
      environment: genesys.environment,
      organization: genesys.organization,
      source: sourceOfPipe(config),
    },
    aws: { account: aws.account, region: aws.region, bus: busOf(config) },
    ...(archive === undefined ? {} : { archiveDays: archive.retentionDays }),
    routes: Object.values(config.routes).map((route) => graphRoute(config, names, route)),
    targets: Object.values(config.targets).map((target) =>
      graphTarget(config, target, routed.has(target.name)),
    ),
  };
}

function sourceOfPipe({ genesys }: Config): GraphSource {
  const { integration, subscriptions } = genesys;
  if (integration !== undefined)
    return { kind: 'integration', suffix: integration.suffix, managed: integration.manage !== false };
  return { kind: subscriptions === undefined ? 'others' : 'gateway' };
}

function graphRoute(config: Config, names: EventTypeNames, route: Route): GraphRoute {
  const pattern = patternWords(route);
  return {
    name: route.name,
    ...(route.description === undefined ? {} : { description: route.description }),
    enabled: route.enabled,
    events: route.events.map((event) => names.eventType(event, route.format).name),
    ...(route.queues === undefined ? {} : { queues: route.queues.map(selectorWords) }),
    where: whereWords(config, route),
    ...(pattern === undefined ? {} : { pattern }),
    targets: route.targets,
  };
}

function graphTarget(config: Config, target: Target, routed: boolean): GraphTarget {
  const kind = kindOf(target);
  const only = kind.onlyQueues?.(target);
  const own = kind.ownDeadLetterQueue?.(target, config);
  return {
    name: target.name,
    kind: target.kind,
    ...kind.inWords(target),
    arn: arnOf(target, config),
    subscribers: (kind.subscribers?.(target) ?? []).map(graphSubscriber),
    ...(only === undefined ? {} : { only: only.map(selectorWords) }),
    ...(target.deadLetter === undefined ? {} : { deadLetter: target.deadLetter }),
    ...(own === undefined ? {} : { ownDeadLetterQueue: own }),
    routed,
  };
}

function graphSubscriber(subscriber: Subscriber): GraphSubscriber {
  switch (subscriber.kind) {
    case 'email':
      return { kind: 'email', to: subscriber.address };
    case 'https':
      return { kind: 'https', to: subscriber.url };
    case 'sqs':
    case 'lambda':
      return { kind: 'target', target: subscriber.target };
  }
}
