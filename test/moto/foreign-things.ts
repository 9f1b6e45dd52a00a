import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { AwsAt } from './aws-holdings.js';
import { MOTO_ACCOUNT } from './moto-server.js';

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${MOTO_ACCOUNT}:${resource}`;

/** More than a page of ListRules. */
const RULES = 104;

/** Makes what a company has before gcx comes: a custom bus `shared` with rules, topics, queues, a function. */
export async function makeForeignThings(aws: AwsAt, endpoint: string): Promise<void> {
  await aws.events.send(new CreateEventBusCommand({ Name: 'shared' }));
  await aws.sqs.send(
    new CreateQueueCommand({
      QueueName: 'their-inbox',
      tags: { team: 'billing' },
      Attributes: {
        VisibilityTimeout: '45',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Id: 'theirs',
          Statement: [
            {
              Sid: 'keep',
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${MOTO_ACCOUNT}:root` },
              Action: ['sqs:*'],
              Resource: arn('sqs', 'their-inbox'),
            },
          ],
        }),
      },
    }),
  );
  await aws.sqs.send(
    new CreateQueueCommand({ QueueName: 'their-other', tags: { 'genesys-gcx:project': 'x' } }),
  );
  for (let index = 1; index <= 10; index++) await makeTopic(aws, index);
  for (let index = 1; index <= RULES; index++) await makeRule(aws, index);
  await makeFunction(aws, endpoint);
}

async function makeTopic(aws: AwsAt, index: number): Promise<void> {
  const Name = `their-topic-${index}`;
  const TopicArn = arn('sns', Name);
  await aws.sns.send(new CreateTopicCommand({ Name, Tags: [{ Key: 'number', Value: String(index) }] }));
  await aws.sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: `No ${index}` }),
  );
  await aws.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'their-other') }),
  );
}

async function makeRule(aws: AwsAt, index: number): Promise<void> {
  // One begins as the project's rules do, but belongs to nobody.
  const Name = index === 1 ? 'shop-by-hand' : `their-rule-${index}`;
  const EventBusName = 'shared';
  await aws.events.send(
    new PutRuleCommand({
      Name,
      EventBusName,
      EventPattern: `{ "source": ["theirs"], "detail": {"n": [{"numeric": ["=", ${index}.0]}]} }`,
      Tags: [{ Key: 'team', Value: 'billing' }],
      State: index % 2 === 0 ? 'ENABLED' : 'DISABLED',
    }),
  );
  await aws.events.send(
    new PutTargetsCommand({
      Rule: Name,
      EventBusName,
      Targets: [{ Id: 'one', Arn: arn('sqs', 'their-other'), Input: '{ "a":1 }' }],
    }),
  );
}

async function makeFunction(aws: AwsAt, endpoint: string): Promise<void> {
  // The one call for which no client is installed: moto wants the function's role to be there.
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/iam/aws4_request',
    },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: 'crm',
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  });
  if (!answer.ok) throw new Error(`CreateRole: ${answer.status} ${await answer.text()}`);
  await aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'crm-sync',
      Runtime: 'python3.13',
      Role: `arn:aws:iam::${MOTO_ACCOUNT}:role/crm`,
      Handler: 'index.handler',
      // An empty zip archive: its end record.
      Code: { ZipFile: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex') },
    }),
  );
  await aws.lambda.send(
    new AddPermissionCommand({
      FunctionName: 'crm-sync',
      StatementId: 'theirs',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceAccount: MOTO_ACCOUNT,
    }),
  );
}
