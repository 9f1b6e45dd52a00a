import { ownValue } from '../../base/own-value.js';
import { declaredByFile } from '../../engine/plan/index.js';
import { arnOf, subscribersOf } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import type { Reach } from './model.js';

/** Everything that the file's routes send to. */
export function reachOfAll(config: Config): Reach {
  return reachOfRoutes(config, Object.keys(config.routes));
}

/** Routes with all that they send to. */
export function reachOfRoutes(config: Config, names: readonly string[]): Reach {
  const routes = Object.values(config.routes).filter(({ name }) => names.includes(name));
  const direct = new Set(routes.flatMap(({ targets }) => targets));
  return ordered(config, {
    routes: routes.map(({ name }) => name),
    targets: [...direct].flatMap((target) => [target, ...subscribersNamed(config, target)]),
  });
}

/**
 * Targets with who subscribed to them, and the routes that send there: by a rule, through an SNS topic, or what cannot be
 * delivered.
 */
export function reachOfTargets(config: Config, names: readonly string[]): Reach {
  const hit = names.flatMap((name) => [name, ...subscribersNamed(config, name)]);
  const ways = new Set([
    ...names,
    ...Object.keys(config.targets).filter(
      (name) =>
        subscribersNamed(config, name).some((each) => names.includes(each)) ||
        names.includes(config.targets[name]?.deadLetter ?? ''),
    ),
  ]);
  return ordered(config, {
    routes: Object.values(config.routes)
      .filter(({ targets }) => targets.some((each) => ways.has(each)))
      .map(({ name }) => name),
    targets: hit,
  });
}

/** The targets that call by a connection: several HTTPS endpoints can share one. */
export function targetsOfConnection(config: Config, name: string): readonly string[] {
  return declaredByFile(config).endpoints.flatMap(({ connection, target }) =>
    connection === name ? [target.name] : [],
  );
}

/** Both reaches as one. */
export function joinReach(config: Config, reaches: readonly Reach[]): Reach {
  return ordered(config, {
    routes: reaches.flatMap(({ routes }) => routes),
    targets: reaches.flatMap(({ targets }) => targets),
  });
}

/** Whether a target gets only what could not be delivered to others. */
export function isDeadLetterOnly(config: Config, name: string): boolean {
  const { routes } = reachOfTargets(config, [name]);
  const sent = Object.values(config.routes).some(({ targets }) =>
    targets.some((each) => each === name || subscribersNamed(config, each).includes(name)),
  );
  return !sent && routes.length > 0;
}

/** The targets of the file that a text names as `target NAME`, or a thing of theirs on AWS after the word for what it is. */
export function targetsIn(config: Config, text: string): readonly string[] {
  const { topics, queues, functions, processors } = declaredByFile(config);
  const things = [
    ...topics,
    ...queues,
    ...functions,
    ...processors.map(({ names, target }) => ({ name: names.function, target: target.name })),
  ].filter(({ name }) =>
    new RegExp(`(?:topic|queue|function) (?:\\S*:)?${escaped(name)}(?![\\w-])`).test(text),
  );
  const targets = Object.keys(config.targets).filter((name) =>
    new RegExp(`\\b[Tt]arget ${escaped(name)}(?![\\w-])`).test(text),
  );
  return [...new Set([...targets, ...things.map(({ target }) => target)])];
}

/** The targets of the file that are SNS topics which a text names without more. */
export function topicsIn(config: Config, text: string): readonly string[] {
  const named = declaredByFile(config).topics.filter(({ name }) =>
    new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`).test(text),
  );
  return [...new Set(named.map(({ target }) => target))];
}

/** The routes that a text names as `Route NAME`. */
export function routesIn(config: Config, text: string): readonly string[] {
  return Object.keys(config.routes).filter((name) =>
    new RegExp(`\\b[Rr]outes? "?${escaped(name)}(?![\\w-])`).test(text),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function subscribersNamed({ targets }: Config, name: string): readonly string[] {
  const target = ownValue(targets, name);
  return target === undefined ? [] : subscribersOf(target);
}

function ordered(config: Config, { routes, targets }: Reach): Reach {
  return {
    routes: Object.keys(config.routes).filter((name) => routes.includes(name)),
    targets: Object.keys(config.targets).filter((name) => targets.includes(name)),
  };
}

/**
 * Who subscribed to an SNS topic of the file, where that is a target of the file itself; else the topic.
 * @param topic name of its target
 * @param id of the subscription's change: it ends in the subscriber's ARN, address or URL
 */
export function reachOfSubscription(config: Config, topic: string, id: string): Reach {
  const subscriber = subscribersNamed(config, topic).find((name) => {
    const target = config.targets[name];
    return target !== undefined && id.endsWith(`:${arnOf(target, config)}`);
  });
  const { routes } = reachOfTargets(config, [topic]);
  return { routes, targets: [subscriber ?? topic] };
}
