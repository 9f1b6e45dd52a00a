import { ownValue } from '../../base/own-value.js';
import type { Config, SnsTarget, Subscriber } from '../../language/config/model.js';
import { functionArn, queueArn, topicArn } from '../../language/names/arns.js';
import { type CompileNames, expandTargets } from '../compile/index.js';
import { type DeclaredProcessor, declaredProcessor, processorQueues } from './declared-processor.js';
import type { DeclaredQueue } from './declared-queue.js';

/** A subscription that the file wants. */
export interface DeclaredSubscription {
  readonly protocol: 'email' | 'https' | 'sqs' | 'lambda';
  /** Address, URL or ARN. */
  readonly endpoint: string;
  readonly raw: boolean;
}

/** An SNS topic that the file speaks of. */
export interface DeclaredTopic {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** Name of its target in the file. */
  readonly target: string;
  readonly create: boolean;
  /** ARN of its KMS key. */
  readonly key?: string;
  readonly subscriptions: readonly DeclaredSubscription[];
}

/** A Lambda function that the file speaks of. */
export interface DeclaredFunction {
  /** Without qualifier. */
  readonly arn: string;
  readonly name: string;
  readonly qualifier?: string;
  readonly target: string;
}

/** The SNS topics, SQS queues, Lambda functions and processors of a file's targets. */
export interface Declared {
  readonly topics: readonly DeclaredTopic[];
  /** Those of processors among them. */
  readonly queues: readonly DeclaredQueue[];
  /** Those that exist; a processor's is with the processor. */
  readonly functions: readonly DeclaredFunction[];
  readonly processors: readonly DeclaredProcessor[];
}

/** Lists what a file's targets speak of; `{eventType}` topics once for each event type of the routes that send there. */
export function declaredIn(config: Config, names: Pick<CompileNames, 'eventType'>): Declared {
  const topics: DeclaredTopic[] = [];
  const queues: DeclaredQueue[] = [];
  const functions: DeclaredFunction[] = [];
  const processors: DeclaredProcessor[] = [];
  const deadLetters = new Set(Object.values(config.targets).flatMap((target) => target.deadLetter ?? []));
  for (const target of Object.values(config.targets)) {
    switch (target.kind) {
      case 'sns':
        for (const name of topicNames(config, target, names))
          topics.push(declaredTopic(config, target, name));
        break;
      case 'sqs':
        queues.push({
          arn: queueArn(config, target.queueName, target.account),
          name: target.queueName,
          account: target.account,
          target: target.name,
          create: target.provenance === 'create',
          ...(target.key === undefined ? {} : { key: target.key }),
          deadLetter: deadLetters.has(target.name),
        });
        break;
      case 'lambda':
        functions.push({
          arn: functionArn(config, target.functionName, target.account),
          name: target.functionName,
          ...(target.qualifier === undefined ? {} : { qualifier: target.qualifier }),
          target: target.name,
        });
        break;
      case 'processor': {
        const processor = declaredProcessor(config, target);
        processors.push(processor);
        queues.push(...processorQueues(config, processor));
        break;
      }
      case 'arn':
        break;
    }
  }
  return { topics, queues, functions, processors };
}

/** The topics that one target stands for: one, or one for each event type of the routes that send there. */
function topicNames(
  config: Config,
  target: SnsTarget,
  names: Pick<CompileNames, 'eventType'>,
): ReadonlySet<string> {
  const routed = Object.values(config.routes)
    .filter((route) => route.targets.includes(target.name))
    .flatMap((route) => expandTargets(config, route, names))
    .flatMap((expanded) => (expanded.target.name === target.name ? (expanded.topicName ?? []) : []));
  return new Set(routed.length > 0 ? routed : [target.topicName].filter((name) => !name.includes('{')));
}

function declaredTopic(config: Config, target: SnsTarget, name: string): DeclaredTopic {
  return {
    arn: topicArn(config, name, target.account),
    name,
    account: target.account,
    target: target.name,
    create: target.provenance === 'create',
    ...(target.key === undefined ? {} : { key: target.key }),
    subscriptions: target.subscribers.flatMap((subscriber) => declaredSubscription(config, subscriber)),
  };
}

function declaredSubscription(config: Config, subscriber: Subscriber): readonly DeclaredSubscription[] {
  switch (subscriber.kind) {
    case 'email':
      return [{ protocol: 'email', endpoint: subscriber.address, raw: false }];
    case 'https':
      return [{ protocol: 'https', endpoint: subscriber.url, raw: subscriber.raw }];
    case 'sqs': {
      const queue = ownValue(config.targets, subscriber.target);
      return queue?.kind === 'sqs'
        ? [
            {
              protocol: 'sqs',
              endpoint: queueArn(config, queue.queueName, queue.account),
              raw: subscriber.raw,
            },
          ]
        : [];
    }
    case 'lambda': {
      const target = ownValue(config.targets, subscriber.target);
      return target?.kind === 'lambda'
        ? [
            {
              protocol: 'lambda',
              endpoint: functionArn(config, target.functionName, target.account, target.qualifier),
              raw: false,
            },
          ]
        : [];
    }
  }
}
