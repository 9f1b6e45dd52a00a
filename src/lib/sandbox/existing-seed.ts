import type { JsonObject } from '../base/json.js';
import type { AwsSeed } from './aws/model.js';
import type { Tenant } from './model.js';
import { sandboxClientId } from './tenant-credentials.js';

/** The last part of an ARN where the thing is of the tenant's own account, else the whole ARN: as AwsSeed wants it. */
function nameFor(tenant: Tenant, arn: string): string {
  const [, , , , account, ...name] = arn.split(':');
  if (account !== tenant.account) return arn;
  return name.join(':');
}

/**
 * What a file calls existing, as a seed of its AWS account.
 * @param secret Of the sandbox's OAuth clients.
 * @param isSource Whether a bus is of a partner source.
 */
export function existingSeed(tenant: Tenant, secret: string, isSource: (bus: string) => boolean): AwsSeed {
  const {
    topics,
    queues,
    functions,
    buses,
    keys = [],
    secrets = [],
    logGroups = [],
    receivers = [],
    targetBuses = [],
  } = tenant.existing;
  return {
    topics: topics.map((arn) => ({
      name: nameFor(tenant, arn),
      ...attributesOf({ Policy: policyOf(tenant, arn, 'sns:Publish') }),
    })),
    queues: queues.map((arn) => ({
      name: nameFor(tenant, arn),
      ...attributesOf({
        Policy: policyOf(tenant, arn, 'sqs:SendMessage'),
        // Without it a FIFO queue takes nothing from EventBridge.
        ContentBasedDeduplication: arn.endsWith('.fifo') ? 'true' : undefined,
      }),
    })),
    functions: functions.map((arn) => existingFunction(tenant, arn)),
    secrets: secrets.map(({ arn, genesys, members = [] }) => ({
      name: arn,
      value: {
        ...(genesys
          ? { clientId: sandboxClientId(tenant.organization), clientSecret: secret }
          : { sandbox: true }),
        ...Object.fromEntries(members.map((name) => [name, `sandbox-${name}`])),
      },
    })),
    roles: rolesOf(tenant),
    logGroups: logGroups.map((name) => ({ name })),
    receivers: [...receivers, ...targetBuses.filter((arn) => arn.split(':')[4] !== tenant.account)],
    keys: keys.map((key) => ({ key, policy: keyPolicyOf(tenant, key) })),
    buses: buses
      .filter((name) => name !== 'default')
      .map((name) => (isSource(name) ? { name, source: name } : { name })),
  };
}

/**
 * The roles that a file names: their owner made them for what the file uses them for, and they may do it. Who wants to
 * rehearse a role that is not right gives it in the seed file.
 */
function rolesOf({ existing: { roles = [], senderRoles = [] } }: Tenant): NonNullable<AwsSeed['roles']> {
  return [...new Set([...roles, ...senderRoles])].map((name) => {
    const services = [
      ...(roles.includes(name) ? ['lambda.amazonaws.com'] : []),
      ...(senderRoles.includes(name) ? ['events.amazonaws.com'] : []),
    ];
    const version = { Version: '2012-10-17' };
    const trust = { Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' };
    return {
      name,
      trust: { ...version, Statement: [trust] },
      policies: {
        'as-the-file-needs-it': {
          ...version,
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        },
      },
    };
  });
}

function existingFunction(tenant: Tenant, arn: string): NonNullable<AwsSeed['functions']>[number] {
  const parts = arn.split(':');
  const name = parts
    .slice(0, 7)
    .join(':')
    .replace(/^arn:[^:]+:lambda:[^:]*:(\d+):function:/, (prefix, account) =>
      account === tenant.account ? '' : prefix,
    );
  const qualifier = parts[7];
  const statements = ownersStatements(tenant, arn, 'lambda:InvokeFunction');
  return {
    name,
    ...(qualifier === undefined ? {} : { qualifiers: [qualifier] }),
    ...(statements.length === 0 ? {} : { statements }),
  };
}

function attributesOf(attributes: Readonly<Record<string, string | undefined>>): {
  attributes?: Record<string, string>;
} {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return given.length === 0 ? {} : { attributes: Object.fromEntries(given) };
}

/** The policy of a key whose owner has let in who sends to what it encrypts. */
function keyPolicyOf(tenant: Tenant, arn: string): JsonObject {
  const owner = arn.split(':')[4] ?? tenant.account;
  const everyKeyUser = ['events.amazonaws.com', 'sns.amazonaws.com'];
  const common = { Effect: 'Allow', Resource: '*' };
  return {
    Version: '2012-10-17',
    Statement: [
      { ...common, Sid: 'Owner', Principal: { AWS: `arn:aws:iam::${owner}:root` }, Action: 'kms:*' },
      {
        ...common,
        Sid: 'Senders',
        Principal: { Service: everyKeyUser },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      },
      {
        ...common,
        Sid: 'Stores',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:DescribeKey', 'kms:ReEncrypt*'],
      },
      {
        ...common,
        Sid: 'BusLogs',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      },
      {
        ...common,
        Sid: 'Logs',
        Principal: { Service: `logs.${tenant.region}.amazonaws.com` },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      },
    ],
  };
}

function policyOf(tenant: Tenant, arn: string, action: string): string | undefined {
  const statements = ownersStatements(tenant, arn, action);
  return statements.length === 0
    ? undefined
    : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** What the owner of something in another account has allowed already: the tenant's roles, and its SNS topics. */
function ownersStatements(tenant: Tenant, arn: string, action: string): readonly JsonObject[] {
  const [, , , account] = arn.split(':').slice(1);
  if (account === tenant.account) return [];
  const common = { Effect: 'Allow', Action: action, Resource: arn };
  return [
    { ...common, Sid: 'Roles', Principal: { AWS: `arn:aws:iam::${tenant.account}:root` } },
    {
      ...common,
      Sid: 'Topics',
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': tenant.account } },
    },
  ];
}
