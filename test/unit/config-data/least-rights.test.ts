import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '../../../src/lib/engine/kinds/index.js';
import { rolePolicy } from '../../../src/lib/engine/kinds/role/role-policy.js';
import { senderPolicy } from '../../../src/lib/engine/kinds/role/sender-role-policy.js';
import { targetKinds } from '../../../src/lib/engine/targets/list.js';
import { neededPermissions, policySetOf } from '../../../src/lib/features/permissions/index.js';
import { scopeOf } from '../../../src/lib/features/permissions/needed-permissions.js';
import { configOf, FULL_FILE, fullConfig } from '../../harness/full-file.js';
import { allows, type Request, type Statement, shipped } from './iam-evaluator.js';

const ACCOUNT = '111122223333';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const role = (path: string) => `arn:aws:iam::${ACCOUNT}:role/${path}`;
const ours = { 'aws:ResourceTag/genesys-gcx:project': 'shop' };
const fresh = { 'aws:RequestTag/genesys-gcx:project': 'shop' };
const bounded = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/genesys-gcx-boundary` };
const of = (
  resource: string,
  context: Readonly<Record<string, string>>,
  ...actions: readonly string[]
): readonly Request[] => actions.map((action) => ({ action, resource, context }));

const rule = arn('events', `rule/${BUS}/shop-sales-1`);
const bus = arn('events', `event-bus/${BUS}`);
const topic = arn('sns', 'shop-topic');
const queue = arn('sqs', 'shop-inbox');
const lambda = arn('lambda', 'function:shop-sales');
const mapping = arn('lambda', 'event-source-mapping:1f0c77d2-0000-4000-8000-000000000000');
const ofFunction = { 'lambda:FunctionArn': lambda };
const table = arn('dynamodb', 'table/shop-sales');
const group = arn('logs', 'log-group:/aws/lambda/shop-sales');
const busGroup = arn('logs', 'log-group:/aws/vendedlogs/events/shop-production');
const source = arn('logs', 'delivery-source:shop-production-prod-error');
const destination = arn('logs', 'delivery-destination:shop-production');
const delivery = arn('logs', 'delivery:1f0c77d2');
const alarm = arn('cloudwatch', 'alarm:shop-sales-failures');
const lease = arn('ssm', 'parameter/genesys-gcx/lease/6513270e-269e-4d37-b2a7-4de452e6b438/prod');
const connection = arn('events', 'connection/shop-crm');
const apiDestination = arn('events', 'api-destination/shop-crm');
const connectionSecret = arn('secretsmanager', 'secret:events!connection/shop-crm/0f4c3c0e');
const processorRole = role('genesys-gcx/shop/shop-sales');
const senderRole = role('genesys-gcx/shop/shop-send.kinesis');

/** Of a handler; its name begins as boundary.json wants it. */
const SECRET = arn('secretsmanager', 'secret:shop-crm-AbCdEf');

/** What gcx asks for on its own things and on those that the file names: each must be allowed. */
const NEEDED: readonly Request[] = [
  ...of(rule, fresh, 'events:PutRule', 'events:TagResource'),
  ...of(rule, ours, 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:DeleteRule'),
  ...of(
    arn('events', 'rule/by-hand'),
    ours,
    'events:PutTargets',
    'events:TagResource',
    'events:UntagResource',
  ),
  ...of(
    bus,
    {},
    'events:CreateEventBus',
    'events:DeleteEventBus',
    'events:TagResource',
    'events:UntagResource',
  ),
  // AWS judges it by the event source, which is of no account.
  ...of(`arn:aws:events:eu-west-1::event-source/${BUS}`, {}, 'events:ActivateEventSource'),
  ...of(arn('events', 'archive/shop-production'), {}, 'events:CreateArchive', 'events:UpdateArchive'),
  ...of(arn('events', 'archive/shop-production'), {}, 'events:DeleteArchive'),
  ...of(bus, {}, 'events:CreateArchive'),
  ...of(topic, fresh, 'sns:CreateTopic', 'sns:TagResource'),
  ...of(topic, ours, 'sns:SetTopicAttributes', 'sns:Subscribe', 'sns:SetSubscriptionAttributes'),
  ...of(topic, ours, 'sns:Unsubscribe', 'sns:UntagResource', 'sns:DeleteTopic'),
  ...of(arn('sns', 'crm'), {}, 'sns:SetTopicAttributes'),
  ...of(queue, fresh, 'sqs:CreateQueue', 'sqs:TagQueue'),
  ...of(queue, ours, 'sqs:SetQueueAttributes', 'sqs:UntagQueue', 'sqs:DeleteQueue'),
  ...of(arn('sqs', 'crm'), {}, 'sqs:SetQueueAttributes'),
  ...of(arn('lambda', 'function:crm'), {}, 'lambda:AddPermission', 'lambda:RemovePermission'),
  ...of(role('TARGET-ROLE'), { 'iam:PassedToService': 'events.amazonaws.com' }, 'iam:PassRole'),
  ...of(lambda, fresh, 'lambda:CreateFunction', 'lambda:TagResource'),
  ...of(lambda, ours, 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'),
  ...of(lambda, ours, 'lambda:DeleteFunction', 'lambda:UntagResource'),
  ...of(lambda, ours, 'lambda:PutFunctionConcurrency', 'lambda:DeleteFunctionConcurrency'),
  ...of('*', ofFunction, 'lambda:CreateEventSourceMapping'),
  ...of(mapping, fresh, 'lambda:TagResource'),
  ...of(mapping, ofFunction, 'lambda:UpdateEventSourceMapping', 'lambda:DeleteEventSourceMapping'),
  ...of('*', {}, 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'),
  ...of(table, fresh, 'dynamodb:CreateTable', 'dynamodb:TagResource'),
  ...of(
    table,
    ours,
    'dynamodb:UpdateTable',
    'dynamodb:UpdateTimeToLive',
    'dynamodb:UntagResource',
    'dynamodb:DeleteTable',
  ),
  ...of(group, fresh, 'logs:CreateLogGroup', 'logs:TagResource'),
  ...of(group, ours, 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy', 'logs:UntagResource'),
  ...of(group, ours, 'logs:DeleteLogGroup'),
  ...of(busGroup, fresh, 'logs:CreateLogGroup', 'logs:TagResource'),
  ...of(busGroup, ours, 'logs:PutRetentionPolicy', 'logs:AssociateKmsKey', 'logs:DisassociateKmsKey'),
  ...of(busGroup, ours, 'logs:DeleteRetentionPolicy', 'logs:UntagResource', 'logs:DeleteLogGroup'),
  ...of(bus, {}, 'events:UpdateEventBus', 'events:AllowVendedLogDeliveryForResource'),
  ...of(arn('events', 'event-bus/crm'), {}, 'events:UpdateEventBus'),
  ...of(source, fresh, 'logs:PutDeliverySource', 'logs:TagResource', 'logs:CreateDelivery'),
  ...of(source, ours, 'logs:DeleteDeliverySource', 'logs:UntagResource'),
  ...of(destination, fresh, 'logs:PutDeliveryDestination', 'logs:TagResource', 'logs:CreateDelivery'),
  ...of(destination, ours, 'logs:DeleteDeliveryDestination', 'logs:UntagResource'),
  ...of(delivery, fresh, 'logs:CreateDelivery', 'logs:TagResource'),
  ...of(delivery, ours, 'logs:DeleteDelivery', 'logs:UntagResource', 'logs:TagResource'),
  ...of('*', {}, 'logs:PutResourcePolicy', 'logs:DeleteResourcePolicy'),
  ...of(alarm, fresh, 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'),
  ...of(alarm, ours, 'cloudwatch:UntagResource', 'cloudwatch:DeleteAlarms', 'cloudwatch:SetAlarmState'),
  ...of(connection, {}, 'events:CreateConnection', 'events:UpdateConnection', 'events:DeleteConnection'),
  // An update is not judged by the connection (Service Authorization Reference).
  ...of(connection, {}, 'events:CreateApiDestination'),
  ...of(apiDestination, {}, 'events:CreateApiDestination', 'events:UpdateApiDestination'),
  ...of(apiDestination, {}, 'events:DeleteApiDestination'),
  ...of(connectionSecret, {}, 'secretsmanager:CreateSecret', 'secretsmanager:UpdateSecret'),
  ...of(connectionSecret, {}, 'secretsmanager:PutSecretValue', 'secretsmanager:DeleteSecret'),
  ...of(
    role(
      'aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations',
    ),
    { 'iam:AWSServiceName': 'apidestinations.events.amazonaws.com' },
    'iam:CreateServiceLinkedRole',
  ),
  ...of(processorRole, { ...fresh, ...bounded }, 'iam:CreateRole', 'iam:TagRole'),
  ...of(
    processorRole,
    bounded,
    'iam:PutRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:DeleteRolePolicy',
  ),
  ...of(processorRole, bounded, 'iam:UpdateAssumeRolePolicy', 'iam:UntagRole', 'iam:DeleteRole'),
  ...of(processorRole, { 'iam:PassedToService': 'lambda.amazonaws.com' }, 'iam:PassRole'),
  ...of(senderRole, { 'iam:PassedToService': 'events.amazonaws.com' }, 'iam:PassRole'),
  ...of(lease, {}, 'ssm:PutParameter', 'ssm:DeleteParameter'),
];

/** Whoever may do one of these owns the account, or somebody else's things. */
const DENIED: readonly Request[] = [
  // The role that gcx runs as, whatever it is called, and other roles of people.
  ...['gcx', 'gcx-apply', 'shop', 'shop-deployer', 'admin', 'company/admin'].flatMap((name) => [
    ...of(
      role(name),
      bounded,
      'iam:PutRolePolicy',
      'iam:CreateRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:TagRole',
    ),
    ...of(role(name), bounded, 'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DeleteRole'),
    ...of(role(name), { 'iam:PassedToService': 'lambda.amazonaws.com' }, 'iam:PassRole'),
    ...of(role(name), { 'iam:PassedToService': 'events.amazonaws.com' }, 'iam:PassRole'),
  ]),
  // Roles of another project, one whose name begins so too.
  ...['genesys-gcx/other/x', 'genesys-gcx/shop-2/x'].flatMap((name) =>
    of(role(name), bounded, 'iam:PutRolePolicy', 'iam:TagRole'),
  ),
  // A role without the boundary, or with one of people's own.
  ...of(processorRole, fresh, 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'),
  ...of(
    processorRole,
    { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
    'iam:CreateRole',
    'iam:PutRolePolicy',
    'iam:PutRolePermissionsBoundary',
  ),
  ...of(
    processorRole,
    bounded,
    'iam:DeleteRolePermissionsBoundary',
    'iam:AttachRolePolicy',
    'sts:AssumeRole',
  ),
  ...of(processorRole, { 'iam:PassedToService': 'ec2.amazonaws.com' }, 'iam:PassRole'),
  // Functions of others: their code is neither read nor changed.
  ...[{}, { 'aws:ResourceTag/genesys-gcx:project': 'other' }].flatMap((context) =>
    of(
      arn('lambda', 'function:payroll'),
      context,
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:PutFunctionConcurrency',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:TagResource',
      'lambda:AddPermission',
      'lambda:InvokeFunction',
    ),
  ),
  ...of(arn('lambda', 'function:payroll'), fresh, 'lambda:CreateFunction', 'lambda:TagResource'),
  ...of('*', { 'lambda:FunctionArn': arn('lambda', 'function:payroll') }, 'lambda:CreateEventSourceMapping'),
  // Things of others.
  ...of(
    arn('events', `rule/${BUS}/theirs`),
    {},
    'events:PutRule',
    'events:RemoveTargets',
    'events:DeleteRule',
  ),
  ...of(arn('events', `rule/${BUS}/theirs`), fresh, 'events:PutRule', 'events:TagResource'),
  ...of(arn('events', 'archive/theirs'), {}, 'events:DeleteArchive', 'events:UpdateArchive'),
  ...of(arn('sns', 'theirs'), {}, 'sns:DeleteTopic', 'sns:SetTopicAttributes', 'sns:Unsubscribe'),
  ...of(arn('sns', 'theirs'), fresh, 'sns:TagResource', 'sns:CreateTopic'),
  ...of(arn('sqs', 'theirs'), {}, 'sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:ReceiveMessage'),
  ...of(arn('sqs', 'theirs'), fresh, 'sqs:TagQueue', 'sqs:CreateQueue'),
  ...of(arn('dynamodb', 'table/theirs'), ours, 'dynamodb:DeleteTable', 'dynamodb:GetItem', 'dynamodb:Scan'),
  ...of(arn('logs', 'log-group:/aws/lambda/payroll'), ours, 'logs:DeleteLogGroup'),
  ...of(arn('logs', 'log-group:/aws/vendedlogs/events/theirs'), ours, 'logs:DeleteLogGroup'),
  ...of(arn('logs', 'delivery-source:theirs'), {}, 'logs:PutDeliverySource', 'logs:DeleteDeliverySource'),
  ...of(delivery, {}, 'logs:DeleteDelivery', 'logs:TagResource'),
  ...of(arn('events', 'event-bus/theirs'), {}, 'events:UpdateEventBus'),
  ...of(arn('cloudwatch', 'alarm:theirs'), ours, 'cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'),
  ...of(arn('secretsmanager', 'secret:genesys'), ours, 'secretsmanager:GetSecretValue'),
  ...['genesys-gcx/other', 'crm/password'].flatMap((name) =>
    of(arn('ssm', `parameter/${name}`), {}, 'ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'),
  ),
];

const told = ({ action, resource, context }: Request) => `${action} ${resource} ${JSON.stringify(context)}`;
const writer = (project: string) =>
  ['plan', 'apply', 'processors', 'logging', 'alarms', 'http'].flatMap((name) => shipped(name, project));

/** A file with everything, with an environment: things are named after it. */
const productionConfig = () => configOf(`${FULL_FILE}environments: { production: {} }\n`, 'production');

/** What `gcx permissions` says of it. */
async function computed(role: 'read' | 'write'): Promise<readonly Statement[]> {
  const { required, better } = policySetOf(neededPermissions(await productionConfig(), { role }));
  return [...required, ...better].flatMap(({ document }) => document.Statement);
}

describe('the policies of gcx permissions', () => {
  /** Nothing of the file runs on the default bus, and no rule is told there by name alone. */
  const ofFile = ({ resource }: Request) => !resource.endsWith(':event-bus/crm');

  it('allow every write that gcx makes, on its own things and on those that the file names', async () => {
    const statements = await computed('write');
    const refused = NEEDED.filter(ofFile).filter((request) => !allows(statements, request));
    expect(refused.map(told)).toEqual([]);
  });

  it('allow nothing by which one becomes more than gcx', async () => {
    const statements = await computed('write');
    expect(DENIED.filter((request) => allows(statements, request)).map(told)).toEqual([]);
  });

  it('allow a reading role no write', async () => {
    const statements = await computed('read');
    expect(NEEDED.filter((request) => allows(statements, request)).map(told)).toEqual([]);
  });
});

describe('the policies of apply', () => {
  it('allow every write that gcx makes, on its own things and on those that the file names', () => {
    expect(NEEDED.filter((request) => !allows(writer('shop'), request)).map(told)).toEqual([]);
  });

  it('are tried with every write that a kind of resource declares', async () => {
    const scope = scopeOf(await fullConfig());
    const declared = RESOURCE_KINDS.flatMap(({ rights }) => rights(scope).write).flatMap(
      ({ actions }) => actions,
    );
    expect(declared).toContain('iam:CreateRole');
    // What is read while something is written is no write.
    const writes = declared.filter((action) => !/:(?:Describe|Get|List)/.test(action));
    const tried = new Set(NEEDED.map(({ action }) => action));
    expect([...new Set(writes)].filter((action) => !tried.has(action))).toEqual([]);
  });

  it('allow nothing by which one becomes more than gcx', () => {
    expect(DENIED.filter((request) => allows(writer('shop'), request)).map(told)).toEqual([]);
  });

  it('do not meet the role that gcx runs as, whatever the project is called', () => {
    for (const project of ['gcx', 'genesys-gcx', 'role', 'admin', 'a']) {
      const own = DENIED.filter(({ resource }) => /:role\/(?!genesys-gcx\/)/.test(resource));
      expect(own.filter((request) => allows(writer(project), request)).map(told)).toEqual([]);
    }
  });

  it('fit what IAM takes as one managed policy: 6,144 characters, white space apart', () => {
    for (const name of ['plan', 'apply', 'processors', 'logging', 'alarms', 'http', 'boundary', 'adopt']) {
      expect(JSON.stringify(shipped(name, 'x'.repeat(40))).length).toBeLessThan(6_144);
    }
  });
});

describe('the policy of plan', () => {
  it('reads the code of its own processors only, and writes nothing', () => {
    const read = (context: Readonly<Record<string, string>>) =>
      allows(shipped('plan', 'shop'), { action: 'lambda:GetFunction', resource: lambda, context });
    expect([read(ours), read({}), read({ 'aws:ResourceTag/genesys-gcx:project': 'shop-2' })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(NEEDED.filter((request) => allows(shipped('plan', 'shop'), request)).map(told)).toEqual([]);
  });
});

describe('the boundary of the roles that gcx makes', () => {
  const bound = shipped('boundary', 'shop');

  it('lets a processor and EventBridge do all that their roles allow', async () => {
    const { config, declared } = scopeOf(
      await configOf(
        FULL_FILE.replace('handler: ./sales.ts', `handler: ./sales.ts, secrets: { CRM: "${SECRET}" }`),
      ),
    );
    const given = [
      ...declared.processors.map((processor) => rolePolicy(config, processor)),
      ...declared.senderRoles.map(senderPolicy),
    ].flatMap(({ Statement }) => Statement as unknown as readonly Statement[]);
    const requests = given.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
    );
    const ofTargets = targetKinds().flatMap(({ roleActions = [] }) => roleActions);
    expect([...new Set(requests.map(({ action }) => action))]).toEqual(
      expect.arrayContaining([...ofTargets, 'sqs:ReceiveMessage', 'secretsmanager:GetSecretValue']),
    );
    expect(requests.filter((request) => !allows(bound, request)).map(({ action }) => action)).toEqual([]);
  });

  it('lets it do nothing of IAM, nor to functions, rules and the queues of others', () => {
    // Looking up subnets is what a function in a VPC and who puts it there have in common.
    const own = NEEDED.filter(({ action }) => !action.startsWith('sqs:') && action !== 'ec2:DescribeSubnets');
    for (const request of [...DENIED, ...own]) {
      expect([told(request), allows(bound, request)]).toEqual([told(request), false]);
    }
  });
});
