import { ListTablesCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeactivateEventSourceCommand, ListEventSourcesCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ListSubscriptionsCommand, SetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { declaredByFile } from '../../../src/lib/engine/plan/index.js';
import { byHand } from '../../harness/by-hand.js';
import type { StageGcx } from './stage.js';

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com', 'events.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    },
  ],
};

/** Something lies in each dead-letter queue. */
export async function deadLetterByHand({ place }: StageGcx): Promise<void> {
  const { sqs } = byHand({ aws: place });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  for (const QueueUrl of QueueUrls.filter((each) => /dead/.test(each)))
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: '{}',
        MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } },
      }),
    );
}

/** Somebody in the console changes what gcx made and mends with calls that no change of a file takes. */
export async function changeByHand({ place }: StageGcx): Promise<void> {
  const { dynamo, iam, lambda, sns, events } = byHand({ aws: place });
  for (const TableName of (await dynamo.send(new ListTablesCommand({}))).TableNames ?? [])
    await dynamo.send(
      new UpdateTableCommand({
        TableName,
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      }),
    );
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/genesys-gcx/' }));
  for (const { RoleName } of Roles)
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(TRUST) }));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  for (const { UUID, FunctionArn } of EventSourceMappings) {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: FunctionArn, Timeout: 7 }));
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 3 }));
  }
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  for (const { SubscriptionArn, Protocol } of Subscriptions)
    if (Protocol === 'sqs' && SubscriptionArn?.includes('shared') === false)
      await sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: 'RawMessageDelivery',
          AttributeValue: String(!/raw/.test(SubscriptionArn)),
        }),
      );
  const { EventSources = [] } = await events.send(new ListEventSourcesCommand({}));
  for (const { Name, State } of EventSources)
    if (State === 'ACTIVE') await events.send(new DeactivateEventSourceCommand({ Name }));
}

/** The role that {@link workingRoleByHand} makes. */
export const WORKING_ROLE = 'gcx-apply';

/** Somebody made the role that gcx works as. */
export async function workingRoleByHand({ place }: StageGcx): Promise<void> {
  const { iam } = byHand({ aws: place });
  await iam.send(
    new CreateRoleCommand({ RoleName: WORKING_ROLE, AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
  );
}

/** Somebody has roles called as those of its processors will be, at the path where an older gcx made them. */
export async function rolesByHand({ place, load }: StageGcx): Promise<void> {
  const { iam } = byHand({ aws: place });
  for (const { names } of declaredByFile((await load()).config).processors) {
    const RoleName = names.role;
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'theirs',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
        }),
      }),
    );
  }
}
