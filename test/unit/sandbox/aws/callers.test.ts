import { ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateTopicCommand, GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsClients, type AwsServer, failure, REGION, startAws } from './aws-server.js';

let aws: AwsServer;

beforeEach(async () => {
  aws = await startAws();
});

afterEach(async () => {
  await aws.close();
});

/** A read of each service, with the code it answers unknown and unwelcome callers with. */
const READS: [string, (clients: AwsClients) => Promise<unknown>, string, string, string][] = [
  [
    'events',
    ({ events }) => events.send(new ListRulesCommand({})),
    'UnrecognizedClientException',
    'AccessDeniedException',
    'events:ListRules',
  ],
  [
    'sns',
    ({ sns }) => sns.send(new ListTopicsCommand({})),
    'InvalidClientTokenId',
    'AuthorizationError',
    'SNS:ListTopics',
  ],
  [
    'sqs',
    ({ sqs }) => sqs.send(new ListQueuesCommand({})),
    'InvalidClientTokenId',
    'AccessDenied',
    'sqs:listqueues',
  ],
  [
    'lambda',
    ({ lambda }) => lambda.send(new ListFunctionsCommand({})),
    'UnrecognizedClientException',
    'AccessDeniedException',
    'lambda:ListFunctions',
  ],
  [
    'tagging',
    ({ tagging }) => tagging.send(new GetResourcesCommand({})),
    'UnrecognizedClientException',
    'AccessDeniedException',
    'tag:GetResources',
  ],
];

describe('callers', () => {
  it('are the account, whoever they are', async () => {
    const identity = await aws.sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/sandbox` });
  });

  it('with unknown keys are told so by STS too', async () => {
    const { sts } = aws.clients({ accessKeyId: 'INVALIDKEY' });
    expect(await failure(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    });
  });

  it('without permissions may still ask who they are', async () => {
    const { sts } = aws.clients({ accessKeyId: 'DENYALL' });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(ACCOUNT);
  });

  it.each(READS)('of %s are refused as AWS does', async (_service, read, invalid, deniedCode, action) => {
    expect(await failure(read(aws.clients({ accessKeyId: 'INVALIDKEY' })))).toMatchObject({
      code: invalid,
      message: 'The security token included in the request is invalid.',
    });
    expect(await failure(read(aws.clients({ accessKeyId: 'DENYALL' })))).toMatchObject({
      code: deniedCode,
      message: expect.stringContaining(`is not authorized to perform: ${action} `),
    });
  });

  it('of another region see nothing', async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'here' }));
    const { sns } = aws.clients({ region: 'us-east-1' });
    expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
    const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:here`;
    expect(await failure(sns.send(new GetTopicAttributesCommand({ TopicArn })))).toMatchObject({
      code: 'NotFound',
    });
  });

  it('without a signature are refused', async () => {
    const response = await fetch(aws.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.ListRules' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});

describe('the tagging API', () => {
  it('lists rules, topics and queues by their tags, in pages', async () => {
    const tags = { project: 'pipe', environment: 'test' };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await aws.sns.send(new CreateTopicCommand({ Name: 't', Tags }));
    await aws.sns.send(new CreateTopicCommand({ Name: 'untagged' }));
    await aws.sqs.send(new CreateQueueCommand({ QueueName: 'q', tags }));
    await aws.sqs.send(
      new CreateQueueCommand({ QueueName: 'other', tags: { ...tags, environment: 'prod' } }),
    );
    await aws.events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["x"]}', Tags }));
    const find = async (input: GetResourcesCommandInput) => {
      const answer = await aws.tagging.send(new GetResourcesCommand(input));
      const arns = answer.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN?.split(':').at(-1));
      return { arns, token: answer.PaginationToken };
    };
    const TagFilters = [
      { Key: 'project', Values: ['pipe'] },
      { Key: 'environment', Values: ['test', 'staging'] },
    ];
    expect(await find({ TagFilters })).toEqual({ arns: ['rule/r', 't', 'q'], token: '' });
    expect(await find({ TagFilters, ResourceTypeFilters: ['sqs'] })).toEqual({ arns: ['q'], token: '' });
    expect(await find({ TagFilters, ResourceTypeFilters: ['sns:topic'] })).toEqual({
      arns: ['t'],
      token: '',
    });
    const first = await find({ TagFilters: [{ Key: 'project' }], ResourcesPerPage: 2 });
    const second = await find({
      TagFilters: [{ Key: 'project' }],
      ResourcesPerPage: 2,
      PaginationToken: first.token,
    });
    expect([first.arns, second.arns, second.token]).toEqual([['rule/r', 't'], ['other', 'q'], '']);
  });
});
