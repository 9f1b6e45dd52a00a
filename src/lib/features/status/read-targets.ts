import { compileNames } from '../../engine/plan/index.js';
import { kindOf } from '../../engine/targets/list.js';
import type { Config, Target } from '../../language/config/model.js';
import { functionArn } from '../../language/names/arn.js';
import type { TargetStatus } from './model.js';
import { type Numbered, readFunction, readQueue, readTopic, type ThingScope } from './read-things.js';

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
  const { account } = config.aws;
  const declared = kindOf(target).declared?.(target, { config, names: compileNames(config, new Set()) });
  switch (target.kind) {
    case 'sqs': {
      const place = {
        name: target.queueName,
        arn: kindOf(target).arn(target, config),
        account: target.account,
      };
      const queue = await readQueue(scope, place);
      return (book, now) => ({ kind: 'sqs', queue: queue(book, now) });
    }
    case 'sns': {
      const topics = await Promise.all((declared?.topics ?? []).map((topic) => readTopic(scope, topic)));
      return (book, now) => ({ kind: 'sns', topics: topics.map((topic) => topic(book, now)) });
    }
    case 'lambda': {
      const { functionName: name, account: owner } = target;
      const place = { name, arn: functionArn(config, name, owner), account: owner };
      const found = await readFunction(scope, place);
      return (book, now) => ({ kind: 'lambda', function: found(book, now) });
    }
    case 'processor': {
      const processor = declared?.processors?.[0];
      if (processor === undefined) throw new Error(`target ${target.name} declares no processor`);
      const { names } = processor;
      const [queue, deadLetters, found] = await Promise.all([
        readQueue(scope, { name: names.queue, arn: processor.queueArn, account }),
        readQueue(scope, { name: names.deadLetterQueue, arn: processor.deadLetterQueueArn, account }),
        readFunction(scope, { name: names.function, arn: processor.functionArn, account }),
      ]);
      return (book, now) => ({
        kind: 'processor',
        queue: queue(book, now),
        deadLetters: deadLetters(book, now),
        function: found(book, now),
      });
    }
    case 'arn':
      return () => ({ kind: 'arn', arn: target.arn });
  }
}
