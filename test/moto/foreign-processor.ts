import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateEventSourceMappingCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { AwsAt } from './aws-holdings.js';
import { MOTO_ACCOUNT } from './moto-server.js';
import type { ProcessorsAt } from './processor-holdings.js';

/**
 * Makes what a company has before a processor comes: a bus `shared`, and a Lambda of theirs with all that belongs to
 * it, whose names begin as the processor's do.
 */
export async function makeForeignProcessor(
  aws: AwsAt,
  processors: ProcessorsAt,
  name: string,
): Promise<void> {
  const { lambda, dynamo, iam, logs, watch } = processors;
  const tags = { team: 'billing' };
  const tagList = [{ Key: 'team', Value: 'billing' }];
  await aws.events.send(new CreateEventBusCommand({ Name: 'shared' }));
  await aws.sqs.send(
    new CreateQueueCommand({ QueueName: name, tags, Attributes: { VisibilityTimeout: '9' } }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      Tags: tagList,
    }),
  );
  const PolicyDocument =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::theirs/*"}]}';
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'theirs', PolicyDocument }));
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Tags: tagList,
    }),
  );
  const logGroupName = `/aws/lambda/${name}`;
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'python3.13',
      Role: `arn:aws:iam::${MOTO_ACCOUNT}:role/${name}`,
      Handler: 'index.handler',
      // An empty zip archive: its end record.
      Code: { ZipFile: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex') },
      Environment: { Variables: { THEIRS: 'yes' } },
      Tags: tags,
    }),
  );
  const EventSourceArn = `arn:aws:sqs:us-east-1:${MOTO_ACCOUNT}:${name}`;
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: name, EventSourceArn, BatchSize: 3, Tags: tags }),
  );
  await watch.send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Tags: tagList,
    }),
  );
}
