import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import type { Config } from '../../../language/config/model.js';
import { parseArn, ruleArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { PlanInput } from '../door/kind.js';
import type { FunctionsRead } from '../lambda-permission/functions-reading.js';
import { isFree, statementId } from '../ownership/mark.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { readSubscriptionRecord, subscriptionHash } from '../sns-subscription/sns-subscription-record.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { letsRuleIn } from './lets-in.js';
import { statementsOf } from './policy.js';

/** What was read of those who can be sent to. */
export type SendersRead = TopicsRead &
  QueuesRead &
  FunctionsRead &
  Pick<RulesRead, 'freeRules' | 'rules' | 'rulesOnBus'>;

type Input = PlanInput<SendersRead>;

/** Who of this project sends to a topic, queue or function. */
export interface Senders {
  /** Whether rules of the project send there (as target or dead letter); their names have the project's prefix. */
  readonly rules: boolean;
  /** ARNs of adopted rules of other names that send there, without those that statements of others let in. */
  readonly adopted: readonly string[];
  /** ARNs (with `*` for one topic for each event type) of the SNS topics that send there. */
  readonly topics: readonly string[];
}

const NOBODY: Senders = { rules: false, adopted: [], topics: [] };

/** Adopted rules that a statement names one by one; beyond it, it lets in all rules of the bus: policies are short. */
const MOST_ADOPTED = 10;

/**
 * For each ARN (functions without qualifier stripped by the caller), who of the file sends there: nobody for `destroy`. With
 * the rules that were released, and that send by a statement of ours.
 */
export function sendersByArn(input: Input): ReadonlyMap<string, Senders> {
  const senders = new Map<string, Senders>();
  const add = (arn: string, more: Partial<Senders>) => {
    const now = senders.get(arn) ?? NOBODY;
    const topics = [...new Set([...now.topics, ...(more.topics ?? [])])].sort();
    const adopted = [...new Set([...now.adopted, ...(more.adopted ?? [])])].sort();
    senders.set(arn, { rules: now.rules || more.rules === true, adopted, topics });
  };
  const prefix = ruleNamePrefix(input.config);
  for (const rule of input.rules) {
    const source = ruleArn(input.config, rule.bus, rule.name);
    for (const arn of rule.targets.flatMap((target) => receiversOf(input, target))) {
      if (rule.name.startsWith(prefix)) add(arn, { rules: true });
      else if (!isLetInByOthers(input, arn, source)) add(arn, { adopted: [source] });
    }
  }
  for (const [arn, more] of releasedRules(input)) add(arn, more);
  for (const topic of input.declared.topics) {
    const stays = input.intent === 'apply' || isReleased(input, topic.arn);
    const endpoints = topic.subscriptions.flatMap(({ protocol, endpoint, deadLettersTo }) => [
      ...(protocol === 'sqs' || protocol === 'lambda' ? [endpoint] : []),
      ...(deadLettersTo === undefined ? [] : [deadLettersTo]),
    ]);
    for (const arn of endpoints)
      if (stays && (input.intent === 'apply' || letIn(input, arn).has(topic.arn)))
        add(arn, { topics: [topic.arn] });
  }
  for (const [topic, endpoint] of keptSubscriptions(input)) add(endpoint, { topics: [topic] });
  return senders;
}

/** The ARNs that a target's rule sends to as itself; what it sends to with a role asks the role, not a policy of ours. */
export function receiversOf(
  input: Pick<PlanInput, 'config'>,
  { arn, roleArn, deadLetterArn }: RuleTarget,
): readonly string[] {
  const byRole = roleArn !== undefined && parseArn(arn)?.account === input.config.aws.account;
  return [...(byRole ? [] : [arn]), ...(deadLetterArn === undefined ? [] : [deadLetterArn])];
}

/**
 * Subscriptions that stay though the file does not name them (their record is lost) and that live by our statement:
 * without it their endpoint would receive nothing more. As pairs of topic and endpoint.
 */
function keptSubscriptions(input: Input): readonly (readonly [string, string])[] {
  if (input.intent === 'destroy') return [];
  const declared = new Set([
    ...input.declared.topics.map((each) => each.arn),
    ...input.declared.queues.map((each) => each.arn),
    ...input.declared.functions.map((each) => each.arn),
  ]);
  return [...input.live.topics].flatMap(([arn, topic]) => {
    if (topic === null || !declared.has(arn)) return [];
    const record = readSubscriptionRecord(topic.tags, input.mark);
    return topic.subscriptions
      .filter((each) => declared.has(each.endpoint) && !record.has(subscriptionHash(each)))
      .filter((each) => ourStatements(input, each.endpoint).some((text) => text.includes(`"${arn}"`)))
      .map((each) => [arn, each.endpoint] as const);
  });
}

/** The ARNs, with wildcards, that statements of ours in the policy of a thing let in. */
function letIn(input: Input, arn: string): ReadonlySet<string> {
  const own = statementId(input.mark);
  return new Set(
    policyStatements(input, arn).flatMap((statement) => {
      const sources = sourcesOf(statement);
      const ids: readonly unknown[] = [own, ...sources.map((source) => statementId(input.mark, source))];
      return ids.includes(statement['Sid']) ? sources : [];
    }),
  );
}

/** The ARNs that the condition of a statement names. */
export function sourcesOf({ Condition: condition }: JsonObject): readonly string[] {
  return [...JSON.stringify(condition ?? {}).matchAll(/"(arn:[^"]+)"/g)].flatMap(([, arn]) => arn ?? []);
}

/**
 * Rules that were released, with the ARNs that they send to by a statement of ours: those with names of the project by
 * what they send to, adopted ones of other names where a statement names them.
 */
function releasedRules(input: Input): readonly (readonly [string, Partial<Senders>])[] {
  const { config, bus, live } = input;
  const prefix = ruleNamePrefix(config);
  const free = live.freeRules
    .filter(({ name }) => name.startsWith(prefix))
    .flatMap((rule) =>
      rule.targets
        .flatMap((target) => receiversOf(input, target))
        .filter((arn) => letIn(input, arn).has(ruleArnPattern(config, rule.bus)))
        .map((arn) => [arn, { rules: true }] as const),
    );
  const ours = new Set(live.rules.map(({ name }) => name));
  const others = live.rulesOnBus.filter(({ name }) => !name.startsWith(prefix) && !ours.has(name));
  const sources = new Set(others.map(({ name }) => ruleArn(config, bus, name)));
  const named = [...live.topics.keys(), ...live.queues.keys(), ...live.functions.keys()].flatMap((arn) =>
    [...letIn(input, arn)]
      .filter((source) => sources.has(source))
      .map((source) => [arn, { adopted: [source] }] as const),
  );
  return [...free, ...named];
}

/** Whether a topic that the file creates is there without anybody's mark: what it was let in for goes on. */
function isReleased({ declared, live }: Input, arn: string): boolean {
  const topic = live.topics.get(arn);
  const made = declared.topics.some((each) => each.arn === arn && each.create);
  return made && topic !== undefined && topic !== null && isFree(topic.tags);
}

/** The statements of this project and environment in the policy of an SQS queue or Lambda function, as JSON. */
function ourStatements(input: Input, arn: string): readonly string[] {
  return policyStatements(input, arn)
    .filter(isOfGcx)
    .map((statement) => JSON.stringify(statement));
}

/** Whether a statement that others wrote lets a rule send there, so that it needs none of ours. */
function isLetInByOthers(input: Input, arn: string, source: string): boolean {
  const action = SEND_ACTIONS[parseArn(arn)?.service ?? ''];
  if (action === undefined) return false;
  const request = { action, resource: arn, source, account: input.config.aws.account };
  const others = policyStatements(input, arn).filter((each) => !isOfGcx(each));
  return letsRuleIn(others, request);
}

/** What a service asks for to send to a thing, by the service that the thing is of. */
export const SEND_ACTIONS: Readonly<Record<string, string>> = {
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
  lambda: 'lambda:InvokeFunction',
};

/** The statements of the policy of an SNS topic, SQS queue or Lambda function, as read. */
export function policyStatements(input: Pick<Input, 'live'>, arn: string): readonly JsonObject[] {
  const functionPolicy = input.live.functions.get(arn)?.policy;
  return [
    ...statementsOf(input.live.topics.get(arn)?.attributes['Policy']),
    ...statementsOf(input.live.queues.get(arn)?.attributes['Policy']),
    ...statementsOf(functionPolicy && JSON.stringify(functionPolicy)),
  ];
}

function isOfGcx(statement: JsonObject): boolean {
  return String(statement['Sid']).startsWith('GenesysGcx');
}

/** The ARNs, with wildcards, of the rules that a statement of ours lets in. */
export function ruleSources(input: Pick<PlanInput, 'config' | 'bus'>, senders: Senders): readonly string[] {
  const { config, bus } = input;
  const adopted = senders.adopted.length > MOST_ADOPTED ? [ruleArn(config, bus, '*')] : senders.adopted;
  return [...(senders.rules ? [ruleArnPattern(config, bus)] : []), ...adopted];
}

/** The ARN pattern of all rules of the project on a bus: quotas leave no room for one statement a rule (facts/aws.md). */
function ruleArnPattern(config: Config, bus: string): string {
  return ruleArn(config, bus, `${ruleNamePrefix(config)}*`);
}

/** The one statement of this project and environment that lets its rules and topics send to a topic or queue. */
export function sendStatement(
  input: Input,
  action: 'sns:Publish' | 'sqs:SendMessage',
  arn: string,
  senders: Senders,
): JsonObject {
  const rules = ruleSources(input, senders);
  const services = [
    ...(rules.length > 0 ? ['events.amazonaws.com'] : []),
    ...(senders.topics.length > 0 ? ['sns.amazonaws.com'] : []),
  ];
  const sources = [...rules, ...senders.topics];
  return {
    Sid: statementId(input.mark),
    Effect: 'Allow',
    Principal: { Service: single(services) },
    Action: action,
    Resource: arn,
    Condition: { ArnLike: { 'aws:SourceArn': single(sources) } },
  };
}

/**
 * That statement with those who may send by the live one as well: rules on a former bus, rules or topics that are about
 * to send no more. Until they are gone, what they send must arrive, whatever else people changed in the live one.
 */
export function withFormerSenders(wanted: JsonObject, live: JsonObject): JsonObject {
  if (live['Effect'] !== 'Allow') return wanted;
  const services = union(wanted, live, (statement) => memberOf(statement['Principal'], 'service'));
  const sources = union(wanted, live, (statement) => {
    const condition = statement['Condition'];
    return isJsonObject(condition) ? memberOf(condition['ArnLike'], 'aws:sourcearn') : undefined;
  });
  return {
    ...wanted,
    Principal: { Service: single(services) },
    Condition: { ArnLike: { 'aws:SourceArn': single(sources) } },
  };
}

function union(
  wanted: JsonObject,
  live: JsonObject,
  read: (statement: JsonObject) => JsonValue | undefined,
): readonly string[] {
  const items = [read(wanted), read(live)].flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [...new Set(items.filter((item) => typeof item === 'string'))];
}

/** A member of an object; the case of its key does not matter. */
function memberOf(value: JsonValue | undefined, lowerCaseKey: string): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === lowerCaseKey)?.[1];
}

function single(items: readonly string[]): string | readonly string[] {
  return items.length === 1 && items[0] !== undefined ? items[0] : items;
}
