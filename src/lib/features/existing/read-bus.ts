import { GcxError } from '../../base/gcx-error.js';
import { jsonObjectIn } from '../../base/json.js';
import { meantName } from '../../base/name-difference.js';
import type { Aws, RuleSummary, SqsQueue } from '../../clients/aws/model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import {
  deadLettersIn,
  isOwnSubscription,
  markOf,
  ownSubscriptions,
  settingsAsked,
  TagKey,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { busArn, nameOfArn, parseArn } from '../../language/names/arn.js';
import type { BusContent, BusRule } from './model.js';

/**
 * Reads all rules of a bus with tags and targets, and the topics and SQS queues of the account that they send to; a few
 * calls for each rule. Throws GcxError where there is no such bus.
 */
export async function readBus(aws: Aws, config: Config, bus: string): Promise<BusContent> {
  const names = await aws.events.busNames();
  if (!names.includes(bus)) throw busMissing(config, bus, names);
  const [tags, summaries] = await Promise.all([
    aws.events.ruleTags(busArn(config, bus)),
    aws.events.listRules(bus),
  ]);
  const rules = await Promise.all(summaries.map((rule) => readRule(aws, bus, rule)));
  const arns = rules.flatMap((rule) =>
    rule.targets.flatMap((target) => [target.arn, target.deadLetterArn ?? []].flat()),
  );
  return {
    bus,
    tags,
    rules: [...rules].sort((one, other) => (one.name < other.name ? -1 : 1)),
    ...(await readReceivers(aws, config, arns)),
  };
}

/**
 * The topics and SQS queues among ARNs, of those that are of the file's account and region, with the SQS queues that what
 * gcx made of them names: subscriptions, and queues with a dead-letter queue.
 */
export async function readReceivers(
  aws: Aws,
  config: Config,
  arns: readonly string[],
): Promise<Pick<BusContent, 'topics' | 'queues'>> {
  const hereOf = (service: string, all: readonly string[]) =>
    [...new Set(all)].filter((arn) => {
      const parts = parseArn(arn);
      const { account, region } = config.aws;
      return parts?.service === service && parts.account === account && parts.region === region;
    });
  const topics = await Promise.all(
    hereOf('sns', arns).map(async (arn) => [arn, await readTopic(aws, config, arn)] as const),
  );
  const named = topics.flatMap(([, topic]) =>
    topic === null
      ? []
      : ownSubscriptions(topic, markOf(config)).flatMap(({ endpoint, settings }) => [
          endpoint,
          ...deadLettersIn(settings),
        ]),
  );
  const queues = new Map<string, SqsQueue | null>();
  // A queue that gcx made may name another one, and that a third.
  for (let next = hereOf('sqs', [...arns, ...named]); next.length > 0; ) {
    const read = await Promise.all(
      next.map(async (arn) => [arn, (await aws.sqs.queue(nameOfArn(arn))) ?? null] as const),
    );
    for (const [arn, queue] of read) queues.set(arn, queue);
    const moved = read.flatMap(([, queue]) =>
      queue === null ? [] : (settingsAsked(queue).redrive?.arn ?? []),
    );
    next = hereOf('sqs', moved).filter((arn) => !queues.has(arn));
  }
  return { topics: new Map(topics), queues };
}

/** A topic with its subscriptions: of gcx's, all that is set. */
async function readTopic(aws: Aws, config: Config, arn: string) {
  const topic = await aws.sns.topic(arn);
  if (topic === undefined) return null;
  const whose = markOf(config);
  const isOwn = (each: Parameters<typeof isOwnSubscription>[1]) => isOwnSubscription(topic.tags, each, whose);
  return { ...topic, subscriptions: await aws.sns.subscriptions(arn, isOwn) };
}

async function readRule(aws: Aws, bus: string, rule: RuleSummary): Promise<BusRule> {
  const none: Tags = {};
  const [tags, targets] = await Promise.all([
    rule.managedBy === undefined ? aws.events.ruleTags(rule.arn) : none,
    aws.events.listTargets(bus, rule.name),
  ]);
  const pattern = jsonObjectIn(rule.pattern);
  const route = tags[TagKey.route];
  return {
    bus,
    name: rule.name,
    arn: rule.arn,
    tags,
    enabled: rule.enabled,
    targets,
    unmanaged: rule.unmanaged ?? [],
    ...(rule.managedBy === undefined ? {} : { managedBy: rule.managedBy }),
    ...(rule.description === undefined ? {} : { description: rule.description }),
    ...(route === undefined ? {} : { route }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function busMissing(config: Config, bus: string, names: readonly string[]): GcxError {
  return new GcxError({
    code: 'bus-missing',
    what: `There is no event bus ${bus} in account ${config.aws.account}, region ${config.aws.region}.`,
    fix: meantName(
      bus,
      names,
      `There ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 5).join(', ')}: name one with --bus.`,
      (name) => `--bus ${name}`,
    ),
  });
}
