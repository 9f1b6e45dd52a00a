import type { JsonObject } from '../../base/json.js';
import type { Context } from './context.js';
import { roleOf } from './iam/roles.js';
import { text, textMap } from './input.js';
import { functionOf } from './lambda/functions.js';
import type { OtherWriter } from './other-writer-model.js';
import { parsePolicy, statementsOf } from './policies/document.js';
import { topicOf, topicPolicy } from './sns/topics.js';
import { queueOf } from './sqs/queues.js';

/** What is known of the call that it writes against. */
export interface PolicyCall {
  readonly service: string;
  readonly action: string;
  readonly input: JsonObject;
  /** Of Lambda's REST API: the function's name and qualifier. */
  readonly functionName?: string;
  readonly qualifier?: string;
}

/**
 * Another writer of the document that a call writes, as SNS and SQS let several write and compare nothing; undefined
 * where the call writes none.
 */
export function otherWriter(call: PolicyCall, context: Context): OtherWriter | undefined {
  const { input } = call;
  switch (`${call.service}:${call.action}`) {
    case 'sns:SetTopicAttributes': {
      if (text(input, 'AttributeName') !== 'Policy') return undefined;
      const topic = topicOf(input, context);
      const read = topicPolicy(topic);
      return {
        write: () => {
          topic.attributes['Policy'] = withAnother(read, topic.arn, 'sns:Publish');
        },
      };
    }
    case 'sqs:SetQueueAttributes': {
      if (textMap(input, 'Attributes')?.['Policy'] === undefined) return undefined;
      const queue = queueOf(input, context);
      const read = queue.attributes['Policy'];
      return {
        write: () => {
          queue.attributes['Policy'] = withAnother(read, queue.arn, 'sqs:SendMessage');
        },
      };
    }
    case 'lambda:AddPermission':
    case 'lambda:RemovePermission': {
      const { record, qualifier } = functionOf(call.functionName ?? '', call.qualifier, context);
      const read = record.policies[qualifier] ?? [];
      return {
        write: () => {
          record.policies[qualifier] = [...read, another(record.arn, 'lambda:InvokeFunction', read)];
          record.policyRevision = (record.policyRevision ?? 0) + 1;
        },
      };
    }
    case 'iam:PutRolePolicy': {
      const role = roleOf(input, context);
      const name = text(input, 'PolicyName') ?? '';
      const read = role.policies[name];
      return {
        write: () => {
          if (read === undefined) delete role.policies[name];
          else role.policies[name] = read;
        },
      };
    }
    default:
      return undefined;
  }
}

function withAnother(policy: string | undefined, resource: string, action: string): string {
  const document = parsePolicy(policy ?? '') ?? { Version: '2012-10-17' };
  const statements = statementsOf(document);
  return JSON.stringify({ ...document, Statement: [...statements, another(resource, action, statements)] });
}

/** `AnotherWriter1` and so on, by how many are there. */
function another(resource: string, action: string, statements: readonly JsonObject[]): JsonObject {
  const before = statements.filter(({ Sid }) => String(Sid).startsWith('AnotherWriter')).length;
  return {
    Sid: `AnotherWriter${before + 1}`,
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: action,
    Resource: resource,
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:*:rule/another-${before + 1}` } },
  };
}
