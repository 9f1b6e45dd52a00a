import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import type { Context, Operations } from '../context.js';
import { text, texts } from '../input.js';
import type { QueueRecord } from '../message-records.js';
import { parsePolicy, rewritePolicy, statementsOf } from '../policies/document.js';
import { SqsErrors } from './errors.js';
import { queueOf } from './queues.js';

function policyOf(queue: QueueRecord): JsonObject | undefined {
  return parsePolicy(queue.attributes['Policy'] ?? '');
}

function badLabel(label: string, reason: string) {
  return SqsErrors.value(`Value ${label} for parameter Label is invalid. Reason: ${reason}.`);
}

function addPermission(input: JsonObject, context: Context): JsonObject {
  const queue = queueOf(input, context);
  const label = text(input, 'Label') ?? '';
  const accounts = texts(input, 'AWSAccountIds');
  const actions = texts(input, 'Actions');
  if (label === '') throw SqsErrors.missing('Label');
  if (accounts.length === 0) throw SqsErrors.missing('AWSAccountIds');
  if (actions.length === 0) throw SqsErrors.missing('Actions');
  // As SQS makes one (recorded 2024-04-30, LocalStack's test_sqs).
  const policy = policyOf(queue) ?? { Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy` };
  const statements = statementsOf(policy);
  if (statements.some(({ Sid }) => Sid === label)) throw badLabel(label, 'Already exists');
  if (statements.length >= Limits.sqsPolicyStatements)
    throw SqsErrors.overLimit(`The policy has more than ${Limits.sqsPolicyStatements} statements.`);
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
    Action: actions.map((action) => `SQS:${action}`),
    Resource: queue.arn,
  };
  queue.attributes['Policy'] = rewritePolicy({ ...policy, Statement: [...statements, statement] });
  queue.modified = context.now();
  return {};
}

function removePermission(input: JsonObject, context: Context): JsonObject {
  const queue = queueOf(input, context);
  const label = text(input, 'Label') ?? '';
  const policy = policyOf(queue) ?? {};
  const statements = statementsOf(policy);
  const rest = statements.filter(({ Sid }) => Sid !== label);
  if (rest.length === statements.length) throw badLabel(label, "can't find label");
  if (rest.length === 0) delete queue.attributes['Policy'];
  else queue.attributes['Policy'] = rewritePolicy({ ...policy, Statement: [...rest] });
  queue.modified = context.now();
  return {};
}

/** The calls of SQS that change a queue's policy by a statement. */
export const queuePermissionOperations: Operations = {
  AddPermission: addPermission,
  RemovePermission: removePermission,
};
