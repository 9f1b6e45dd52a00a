import type { JsonObject } from '../../base/json.js';
import { targetChoices } from '../../engine/targets/list.js';
import type { QueueAnswer, RouteAnswer, SubscriberAnswer, TargetAnswer } from '../questions/answers.js';
import { ROLE } from '../questions/target-answer.js';
import type { InitAnswers } from './answers.js';

/**
 * The words of a `gcx init` that gives answers as flags: all of them, and it asks nothing; some, and it asks for the rest.
 * Secrets are no answers and are not among them.
 * @param file the file to write, as the person named it
 */
export function commandWords(answers: Partial<InitAnswers>, file: string): readonly string[] {
  const { project, genesys, aws, routes = [], deadLetter, log, environments } = answers;
  return [
    ...(file === '.genesysrc.yml' ? [] : ['--config', file]),
    ...flag('project', project),
    ...flag('genesys-environment', genesys?.environment),
    ...flag('region', aws?.region),
    ...(genesys === undefined || genesys.suffix === 'prod' ? [] : flag('suffix', genesys.suffix)),
    ...routes.flatMap((route) => routeWords(route, routes.length > 1)),
    ...(routes.length > 0 && routes.every(({ queues }) => queues.length === 0) ? ['--all-queues'] : []),
    ...flag('dead-letter', deadLetter),
    ...(deadLetter === undefined && log !== undefined ? ['--no-dead-letter'] : []),
    ...(log === true ? ['--log'] : []),
    ...(environments ?? []).flatMap(({ name, ...settings }) => {
      const parts = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
      return flag('environment', parts.length === 0 ? name : `${name}:${parts.join(',')}`);
    }),
  ];
}

function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, value];
}

function routeWords(route: RouteAnswer, several: boolean): readonly string[] {
  const of = (value: string): string => (several ? `${route.name}=${value}` : value);
  const subscribers = route.targets.flatMap((target) => target.subscribers);
  return [
    ...flag('route', route.name),
    ...route.events.flatMap(({ name }) => flag('event', of(name))),
    ...route.queues.flatMap((queue) => queueWords(queue, of)),
    ...route.where.flatMap(({ field, values }) => flag('where', of(`${field}=${values.join(',')}`))),
    ...route.targets.flatMap((target) => flag('target', of(targetWord(target)))),
    ...subscribers.flatMap((each) => flag('subscriber', of(subscriberWord(each)))),
  ];
}

function queueWords(queue: QueueAnswer, of: (value: string) => string): readonly string[] {
  return 'glob' in queue ? flag('queue-glob', of(queue.glob)) : flag('queue', of(queue.name));
}

function targetWord({ inFile: { role, ...inFile }, handler }: TargetAnswer): string {
  return `${placeWord(inFile, handler)}${typeof role === 'string' ? `${ROLE}${role}` : ''}`;
}

function placeWord(inFile: JsonObject, handler: string | undefined): string {
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
