import { declaredByTarget } from '../../engine/plan/index.js';
import { kindOf } from '../../engine/targets/list.js';
import type { Config, Target } from '../../language/config/model.js';
import type { TargetStatus } from './model.js';
import {
  type Numbered,
  type Place,
  readFunction,
  readQueue,
  readTopic,
  type ThingScope,
} from './read-things.js';

/** The file's targets, with all that their things say of themselves. */
export function readTargets(config: Config, scope: ThingScope): Promise<readonly Numbered<TargetStatus>[]> {
  return Promise.all(
    Object.values(config.targets).map(async (target): Promise<Numbered<TargetStatus>> => {
      const own = await readTarget(config, target, scope);
      return (book, now) => ({ ...commonOf(config, target), ...own(book, now) });
    }),
  );
}

type Common = 'name' | 'routes' | 'deadLettersOf' | 'deadLetter';
type OwnStatus = Omit<TargetStatus, Common>;

function commonOf(config: Config, { name, deadLetter }: Target): Pick<TargetStatus, Common> {
  const routes = Object.values(config.routes).filter(({ targets }) => targets.includes(name));
  const senders = Object.values(config.targets).filter((each) => each.deadLetter === name);
  return {
    name,
    routes: routes.map((route) => route.name),
    deadLettersOf: senders.map((sender) => sender.name),
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
}

async function readTarget(config: Config, target: Target, scope: ThingScope): Promise<Numbered<OwnStatus>> {
  const { kind } = target;
  const arn = kindOf(target).arn(target, config);
  const declared = declaredByTarget(config, target);
  if (declared === undefined) return () => ({ kind, arn });
  const { topics, queues = [], functions = [], processors = [] } = declared;
  const ofProcessors = processors.map(({ names, functionArn }) => ({
    name: names.function,
    arn: functionArn,
  }));
  // A processor's other SQS queue keeps what it could not handle.
  const [queue, deadLetters, called, ...published] = await Promise.all([
    readAny(
      queues.find((each) => each.arn === arn),
      (place) => readQueue(scope, place),
    ),
    readAny(
      queues.find((each) => each.arn !== arn),
      (place) => readQueue(scope, place),
    ),
    readAny([...functions, ...ofProcessors][0], (place) => readFunction(scope, place)),
    ...(topics ?? []).map((topic) => readTopic(scope, topic)),
  ]);
  return (book, now) => ({
    kind,
    ...(queue === undefined ? {} : { queue: queue(book, now) }),
    ...(topics === undefined ? {} : { topics: published.map((topic) => topic(book, now)) }),
    ...(called === undefined ? {} : { function: called(book, now) }),
    ...(deadLetters === undefined ? {} : { deadLetters: deadLetters(book, now) }),
  });
}

async function readAny<Thing>(
  place: Place | undefined,
  read: (place: Place) => Promise<Numbered<Thing>>,
): Promise<Numbered<Thing> | undefined> {
  return place === undefined ? undefined : read(place);
}
