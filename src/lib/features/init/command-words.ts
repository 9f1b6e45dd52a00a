import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../base/json.js';
import { targetChoices } from '../../engine/targets/list.js';
import type {
  EnvironmentAnswer,
  EventAnswer,
  QueueAnswer,
  RouteAnswer,
  SubscriberAnswer,
  TargetAnswer,
  WhereAnswer,
} from '../questions/answers.js';
import { whereFrom } from '../questions/ask-where.js';
import { ROLE } from '../questions/target-answer.js';
import type { AnsweredSoFar } from './answers.js';
import { DIVISION } from './flag-answers.js';
import type { InitFlags } from './init-flags.js';

/** What a command gives as flags: what was answered, and beside it what flags gave that no question came to yet. */
export interface GivenAgain {
  readonly answered: AnsweredSoFar;
  readonly flags: InitFlags;
}

/**
 * The words of a `gcx init` that gives answers as flags: all of them, and it asks nothing; some, and it asks for the rest.
 * Secrets are no answers and are not among them.
 * @param file the file to write, as the person named it
 */
export function commandWords({ answered, flags }: GivenAgain, file: string): readonly string[] {
  const { organization, account, suffix = 'prod' } = flags;
  return [
    ...(file === '.genesysrc.yml' ? [] : ['--config', file]),
    ...flag('project', answered.project ?? flags.project),
    ...flag('genesys-environment', answered.genesysEnvironment ?? flags['genesys-environment']),
    ...flag('region', answered.region ?? flags.region),
    ...flag('organization', organization),
    ...flag('account', account),
    ...(suffix === 'prod' ? [] : flag('suffix', suffix)),
    ...routesWords(answered, flags),
    ...deadLetterWords(answered, flags),
    ...logWords(answered.log ?? flags.log),
    ...environmentWords(answered, flags),
    ...(answered.overwrite === true || flags.overwrite === true ? ['--overwrite'] : []),
  ];
}

function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, value];
}

function flags(name: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value) => flag(name, value));
}

function routesWords(answered: AnsweredSoFar, given: InitFlags): readonly string[] {
  const { routes = [], firstRoute } = answered;
  if (routes.length > 0)
    return [
      ...routes.flatMap((route) => routeWords(route, routes.length > 1)),
      ...(routes.some(({ queues }) => queues.length === 0) ? ['--all-queues'] : []),
      ...(routes.some(({ where }) => where.length === 0) ? ['--no-where'] : []),
    ];
  const { events, queues, where, targets } = firstRoute ?? {};
  const asIs = (text: string): string => text;
  return [
    ...flags('route', given.route),
    ...(events === undefined ? flags('event', given.event) : eventWords(events, asIs)),
    ...(queues === undefined
      ? [...flags('queue', given.queue), ...flags('queue-glob', given['queue-glob'])]
      : queuesWords(queues, asIs)),
    ...(queues?.length === 0 || (queues === undefined && given['all-queues']) ? ['--all-queues'] : []),
    ...(where === undefined ? flags('where', given.where) : whereWords(where, events ?? [], asIs)),
    ...(where?.length === 0 || (where === undefined && given['no-where']) ? ['--no-where'] : []),
    ...(targets === undefined
      ? [...flags('target', given.target), ...flags('subscriber', given.subscriber)]
      : targetsWords(targets, asIs)),
  ];
}

function routeWords(route: RouteAnswer, several: boolean): readonly string[] {
  // A value that begins as if it named the route itself is read so: `direction=INBOUND` of a route "direction".
  const of = (value: string): string =>
    several || value.startsWith(`${route.name}=`) ? `${route.name}=${value}` : value;
  return [
    ...flag('route', route.name),
    ...eventWords(route.events, of),
    ...queuesWords(route.queues, of),
    ...whereWords(route.where, route.events, of),
    ...targetsWords(route.targets, of),
  ];
}

type Of = (value: string) => string;

function eventWords(events: readonly EventAnswer[], of: Of): readonly string[] {
  return events.flatMap(({ name }) => flag('event', of(name)));
}

function queuesWords(queues: readonly QueueAnswer[], of: Of): readonly string[] {
  return queues.flatMap((queue) => {
    const within = queue.division === undefined ? '' : `${DIVISION}${queue.division}`;
    return 'glob' in queue
      ? flag('queue-glob', of(`${queue.glob}${within}`))
      : flag('queue', of(`${queue.name}${within}`));
  });
}

/** Values stand with commas between them where they are read as the same again; else as a JSON list. */
function whereWords(
  where: readonly WhereAnswer[],
  events: readonly EventAnswer[],
  of: Of,
): readonly string[] {
  return where.flatMap((condition) => {
    const { field, values } = condition;
    const plain = `${field}=${values.join(',')}`;
    const same = isDeepStrictEqual(whereFrom(plain, events), condition);
    return flag('where', of(same ? plain : `${field}=${JSON.stringify(values)}`));
  });
}

/** A subscriber goes to all SNS topics of a route, or to that whose target stands before it: `sns:NAME=email:…`. */
function targetsWords(targets: readonly TargetAnswer[], of: Of): readonly string[] {
  const several = targets.filter(({ inFile }) => 'sns' in inFile).length > 1;
  return [
    ...targets.flatMap((target) => flag('target', of(targetWord(target)))),
    ...targets.flatMap((target) =>
      target.subscribers.flatMap((each) =>
        flag('subscriber', of(`${several ? `${targetWord(target)}=` : ''}${subscriberWord(each)}`)),
      ),
    ),
  ];
}

/** A target as `--target` names it. */
export function targetWord({ inFile: { role, ...inFile }, handler }: TargetAnswer): string {
  return `${placeWord(inFile, handler)}${typeof role === 'string' ? `${ROLE}${role}` : ''}`;
}

function placeWord(inFile: JsonObject, handler: string | undefined): string {
  for (const { word, textOf } of targetChoices()) {
    const whole = textOf?.(inFile);
    if (whole !== undefined) return `${word}:${whole}`;
  }
  const choice = targetChoices().find((each) => sameKeys(each.inFile('x'), inFile));
  const text = handler ?? textIn(inFile);
  return choice === undefined || choice.by === 'arn' ? text : `${choice.word}:${text}`;
}

function subscriberWord(subscriber: SubscriberAnswer): string {
  switch (subscriber.kind) {
    case 'email':
      return `email:${subscriber.address}`;
    case 'https':
      return subscriber.url;
    case 'target':
      return targetWord(subscriber.target);
  }
}

function deadLetterWords({ deadLetter }: AnsweredSoFar, given: InitFlags): readonly string[] {
  if (deadLetter === undefined)
    return given['no-dead-letter'] ? ['--no-dead-letter'] : flag('dead-letter', given['dead-letter']);
  return deadLetter === 'none' ? ['--no-dead-letter'] : flag('dead-letter', deadLetter.name);
}

function logWords(log: boolean | undefined): readonly string[] {
  return log === undefined ? [] : [log ? '--log' : '--no-log'];
}

function environmentWords({ environments }: AnsweredSoFar, given: InitFlags): readonly string[] {
  if (environments === undefined)
    return given['no-environment'] ? ['--no-environment'] : flags('environment', given.environment);
  return environments.length === 0
    ? ['--no-environment']
    : environments.flatMap((each) => flag('environment', environmentWord(each)));
}

function environmentWord({ name, ...settings }: EnvironmentAnswer): string {
  const parts = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  return parts.length === 0 ? name : `${name}:${parts.join(',')}`;
}

/** Whether two targets are of one way to name them: `sqs: { create }` is another than `sqs: { existing }`. */
function sameKeys(one: JsonObject, other: JsonObject): boolean {
  return keysOf(one) === keysOf(other);
}

function keysOf(value: JsonObject): string {
  return Object.entries(value)
    .map(
      ([key, member]) =>
        `${key}.${typeof member === 'object' && member !== null ? Object.keys(member).join() : ''}`,
    )
    .join();
}

/** The text that a target is named by. */
function textIn(value: JsonObject): string {
  const [first] = Object.values(value);
  if (typeof first === 'string') return first;
  const [text] = typeof first === 'object' && first !== null ? Object.values(first) : [];
  return typeof text === 'string' ? text : '';
}
