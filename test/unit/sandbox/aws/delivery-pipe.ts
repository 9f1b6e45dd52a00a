import {
  CreateEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ACCOUNT, type AwsServer, REGION } from './aws-server.js';

export const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
export const RULE_ARN = `arn:aws:events:${REGION}:${ACCOUNT}:rule/${SOURCE}/calls`;
export const EVENT = {
  'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
  detail: { eventBody: { queueId: 'q1', mediaType: 'VOICE' } },
};

export const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const topicArn = (name: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

/** A policy that lets a service in for one source. */
export function policy(service: string, action: string, resource: string, source: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'pipe',
        Effect: 'Allow',
        Principal: { Service: [service] },
        Action: action,
        Resource: resource,
        Condition: { ArnLike: { 'aws:SourceArn': source } },
      },
    ],
  });
}

/** Makes a queue, with a policy that lets a service in. */
export async function queue(
  aws: AwsServer,
  name: string,
  letIn?: { service: string; source: string },
): Promise<string> {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: name }));
  if (letIn !== undefined) {
    const Policy = policy(letIn.service, 'sqs:SendMessage', queueArn(name), letIn.source);
    await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }
  return QueueUrl;
}

/** Makes the source's bus and on it the rule `calls`, which takes EVENT, with these targets. */
export async function rule(aws: AwsServer, ...targets: Target[]): Promise<void> {
  await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
  const EventPattern = JSON.stringify({
    'detail-type': [EVENT['detail-type']],
    detail: { eventBody: { queueId: ['q1'] } },
  });
  await aws.events.send(new PutRuleCommand({ EventBusName: SOURCE, Name: 'calls', EventPattern }));
  if (targets.length === 0) return;
  await aws.events.send(new PutTargetsCommand({ EventBusName: SOURCE, Rule: 'calls', Targets: targets }));
}

/** The bodies of the messages that wait in a queue. */
export async function bodies(aws: AwsServer, QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

/** What became of each delivery so far. */
export const outcomes = (aws: AwsServer) => aws.cloud.deliveries().map(({ outcome }) => outcome);
