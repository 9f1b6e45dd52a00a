import type { JsonObject } from '../../../base/json.js';
import { invalidParameter } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { text, texts } from '../input.js';
import type { TopicRecord } from '../message-records.js';
import { parsePolicy, rewritePolicy, statementsOf } from '../policies/document.js';
import { readTopicPolicy, topicOf, topicPolicy } from './topics.js';

/** Puts another list of statements into a topic's policy. */
function setStatements(topic: TopicRecord, statements: readonly JsonObject[]): void {
  const policy = parsePolicy(topicPolicy(topic)) ?? {};
  topic.attributes['Policy'] = readTopicPolicy(
    rewritePolicy({ ...policy, Statement: [...statements] }),
    topic.arn,
  );
}

function statementsIn(topic: TopicRecord): readonly JsonObject[] {
  return statementsOf(parsePolicy(topicPolicy(topic)) ?? {});
}

function addPermission(input: JsonObject, context: Context): JsonObject {
  const topic = topicOf(input, context);
  const label = text(input, 'Label') ?? '';
  const accounts = texts(input, 'AWSAccountId');
  const actions = texts(input, 'ActionName');
  if (label === '') throw invalidParameter('Label');
  if (accounts.length === 0 || accounts.some((account) => !/^\d{12}$/.test(account)))
    throw invalidParameter('AWSAccountId');
  if (actions.length === 0 || actions.some((action) => !/^[A-Za-z]+$/.test(action)))
    throw invalidParameter('ActionName');
  const statement: JsonObject = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
    Action: actions.map((action) => `SNS:${action}`),
    Resource: topic.arn,
  };
  // The same once more is no error (recorded 2026-09-14, controls.json).
  setStatements(topic, [...statementsIn(topic).filter(({ Sid }) => Sid !== label), statement]);
  return {};
}

/** The calls of SNS that change a topic's policy by a statement. */
export const topicPermissionOperations: Operations = {
  AddPermission: addPermission,
  RemovePermission: (input, context) => {
    const topic = topicOf(input, context);
    const label = text(input, 'Label') ?? '';
    const before = statementsIn(topic);
    const rest = before.filter(({ Sid }) => Sid !== label);
    // What is gone already is no error (recorded).
    if (rest.length < before.length) setStatements(topic, rest);
    return {};
  },
};
