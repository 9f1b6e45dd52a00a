import { ruleArn, ruleNamePrefix } from '../compile/index.js';
import type { Config } from '../config/model.js';
import type { JsonObject } from '../json.js';
import type { PlanInput } from './kind.js';
import { statementId } from './mark.js';

/** Who of this project sends to a topic, queue or function. */
export interface Senders {
  /** Whether rules of the project send there (as target or dead letter). */
  readonly rules: boolean;
  /** ARNs (with `*` for one topic for each event type) of the SNS topics that send there. */
  readonly topics: readonly string[];
}

/** For each ARN (functions without qualifier stripped by the caller), who of the file sends there. Empty for `destroy`. */
export function sendersByArn(input: PlanInput): ReadonlyMap<string, Senders> {
  const senders = new Map<string, Senders>();
  const add = (arn: string, more: Partial<Senders>) => {
    const now = senders.get(arn) ?? { rules: false, topics: [] };
    const topics = [...new Set([...now.topics, ...(more.topics ?? [])])].sort();
    senders.set(arn, { rules: now.rules || more.rules === true, topics });
  };
  for (const rule of input.rules) {
    for (const target of rule.targets) {
      add(target.arn, { rules: true });
      if (target.deadLetterArn !== undefined) add(target.deadLetterArn, { rules: true });
    }
  }
  if (input.intent === 'apply') {
    for (const topic of input.declared.topics) {
      for (const subscription of topic.subscriptions) {
        if (subscription.protocol === 'sqs' || subscription.protocol === 'lambda') {
          add(subscription.endpoint, { topics: [topic.arn] });
        }
      }
    }
  }
  return senders;
}

/** The ARN pattern of all rules of the project on a bus: quotas leave no room for one statement a rule (facts/aws.md). */
export function ruleArnPattern(config: Config, bus: string): string {
  return ruleArn(config, bus, `${ruleNamePrefix(config)}*`);
}

/** Buses on which rules of this project and environment are live but on which the file wants none. */
export function formerBuses(input: PlanInput): readonly string[] {
  return [...new Set(input.live.rules.map((rule) => rule.bus))].filter((bus) => bus !== input.bus).sort();
}

/** The one statement of this project and environment that lets its rules and topics send to a topic or queue. */
export function sendStatement(
  input: PlanInput,
  action: 'sns:Publish' | 'sqs:SendMessage',
  arn: string,
  senders: Senders,
  buses: readonly string[],
): JsonObject {
  const services = [
    ...(senders.rules ? ['events.amazonaws.com'] : []),
    ...(senders.topics.length > 0 ? ['sns.amazonaws.com'] : []),
  ];
  const sources = [
    ...(senders.rules ? buses.map((bus) => ruleArnPattern(input.config, bus)) : []),
    ...senders.topics,
  ];
  return {
    Sid: statementId(input.mark),
    Effect: 'Allow',
    Principal: { Service: single(services) },
    Action: action,
    Resource: arn,
    Condition: { ArnLike: { 'aws:SourceArn': single(sources) } },
  };
}

function single(items: readonly string[]): string | readonly string[] {
  return items.length === 1 && items[0] !== undefined ? items[0] : items;
}
