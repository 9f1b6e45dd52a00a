import type { JsonObject } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import { targetOfKind } from '../../../language/config/targets-of-kind.js';
import { pipeAlarmPrefix } from '../../../language/names/alarm-names.js';
import { alarmArn, nameOfArn, parseArn, topicArn } from '../../../language/names/arn.js';
import type { PlanInput } from '../door/kind.js';
import { isFree, statementId } from '../ownership/mark.js';
import type { Contributed, Contribution } from '../policies/contribution.js';
import { letsIn } from '../policies/lets-in.js';
import { findStatement, sameStatement, statementsOf } from '../policies/policy.js';
import { withFormerSenders } from '../policies/senders.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';

type Input = PlanInput<TopicsRead>;

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * The statement in an SNS topic's policy that lets the alarms of the project's processors, and of its pipe, publish. A topic that gcx did
 * not make is only looked at.
 */
export function alarmStatements(input: Input): Contributed<JsonObject> {
  const alarmed = input.intent === 'apply' ? input.declared.processors : [];
  const publishers = new Map<string, readonly string[]>();
  for (const { alarmTopicArn: topic, names } of alarmed)
    if (topic !== undefined) publishers.set(topic, [...(publishers.get(topic) ?? []), names.function]);
  const ofPipe = input.intent === 'apply' ? topicOfPipe(input) : undefined;
  if (ofPipe !== undefined)
    publishers.set(ofPipe, [...(publishers.get(ofPipe) ?? []), pipeAlarmPrefix(input.config).slice(0, -1)]);
  const made = ([arn]: readonly [string, readonly string[]]) =>
    input.declared.topics.some((topic) => topic.arn === arn && topic.create);
  return {
    statements: [
      ...[...publishers].filter(made).map(([arn, bases]) => wanted(input, arn, bases)),
      // A topic with such a statement and without a mark was released: its alarms go on.
      ...[...input.live.topics]
        .filter(([arn, topic]) => !publishers.has(arn) && topic !== null && !isFree(topic.tags))
        .flatMap(([arn]) => leftover(input, arn)),
    ],
    warnings: [...publishers]
      .filter((each) => !made(each) && !letsAlarmsIn(input, ...each))
      .map(([arn]) => notLetIn(arn)),
  };
}

/** The topic that alarms of the pipe are sent to. */
function topicOfPipe({ config }: Input): string | undefined {
  const topic = config.alarms === undefined ? undefined : targetOfKind(config, config.alarms.to, 'sns');
  return topic === undefined ? undefined : topicArn(config, topic.topicName, topic.account);
}

function wanted(input: Input, arn: string, bases: readonly string[]): Contribution<JsonObject> {
  const statement: JsonObject = {
    Sid: sidOf(input),
    Effect: 'Allow',
    Principal: { Service: CLOUDWATCH },
    Action: 'sns:Publish',
    Resource: arn,
    Condition: { ArnLike: { 'aws:SourceArn': bases.map((base) => alarmArn(input.config, `${base}-*`)) } },
  };
  const found = findStatement(policyOf(input, arn), sidOf(input));
  const widened = found === undefined ? statement : withFormerSenders(statement, found);
  return {
    ...baseOf(input, arn),
    statement,
    ...(sameStatement(widened, statement) ? {} : { meanwhile: widened }),
    field: { kind: 'value', field: 'may publish', after: `alarms of ${bases.join(', ')}` },
  };
}

/** Our statement where no alarm publishes any more. */
function leftover(input: Input, arn: string): readonly Contribution<JsonObject>[] {
  if (findStatement(policyOf(input, arn), sidOf(input)) === undefined) return [];
  const field = {
    kind: 'value',
    field: 'may publish',
    before: 'alarms of processors',
    words: { after: 'no more' },
  } as const;
  return [{ ...baseOf(input, arn), statement: null, field }];
}

function baseOf(input: Input, arn: string) {
  return { on: arn, sid: sidOf(input), gone: 'no alarm publishes there any more' };
}

/** Whether the policy of a topic that others look after surely lets the alarms in. */
function letsAlarmsIn(input: Input, arn: string, bases: readonly string[]): boolean {
  const { account } = input.config.aws;
  if (parseArn(arn)?.account !== account) return false;
  const request = { action: 'sns:Publish', resource: arn, account, service: CLOUDWATCH };
  const statements = statementsOf(policyOf(input, arn));
  return bases.every((base) =>
    letsIn(statements, { ...request, source: alarmArn(input.config, `${base}-failures`) }),
  );
}

function policyOf(input: Input, arn: string): string | undefined {
  return input.live.topics.get(arn)?.attributes['Policy'];
}

function sidOf(input: Input): string {
  return statementId(input.mark, 'alarms');
}

function notLetIn(arn: string): Notice {
  return {
    code: 'alarms-not-let-in',
    message: `SNS topic ${nameOfArn(arn)} is to take alarms, and as far as gcx can see its policy does not let CloudWatch publish: then nobody is notified. Its owner must allow ${CLOUDWATCH} sns:Publish.`,
  };
}
