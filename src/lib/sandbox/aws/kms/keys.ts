import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { arnOf, type Place, parseArn } from '../arn.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { text } from '../input.js';
import { parsePolicy, policyFault } from '../policies/document.js';
import type { KeyRecord } from '../processor-records.js';

/** What a key's policy is where nobody wrote one: its own account may do everything, and no service anything. */
function defaultPolicy(account: string): JsonObject {
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: root,
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

/** Makes a key without asking who wants it. */
export function makeKey(
  details: {
    readonly id?: string;
    readonly alias?: string;
    readonly policy?: JsonObject;
    readonly enabled?: boolean;
  },
  context: Context,
  account = context.account,
): KeyRecord {
  const place: Place = { account, region: context.region };
  const id = details.id ?? randomUUID();
  const key: KeyRecord = {
    arn: arnOf('kms', place, `key/${id}`),
    id,
    account,
    created: context.now(),
    enabled: details.enabled ?? true,
    policy: details.policy ?? defaultPolicy(account),
    ...(details.alias === undefined ? {} : { alias: details.alias }),
  };
  context.state.keys.set(key.arn, key);
  return key;
}

/** The key of an id, an ARN or an alias; undefined where there is none. */
export function findKey(given: string, context: Context): KeyRecord | undefined {
  const arn = parseArn(given);
  const account = arn?.account ?? context.account;
  const resource = arn?.resource ?? (given.startsWith('alias/') ? given : `key/${given}`);
  return [...context.state.keys.values()].find(
    (key) => key.account === account && (`key/${key.id}` === resource || key.alias === resource),
  );
}

/** Id of a key; `mrk-` stands before one of several regions. */
const KEY_ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32})$/;

/** In the words recorded 2023-11-07 and 2025-11-10. */
function whyNoKey(given: string, context: Context): string {
  if (given.includes('alias/')) return `Alias ${given} is not found.`;
  const arn = parseArn(given);
  if (arn !== undefined && arn.region !== context.region) return `Invalid arn ${arn.region}`;
  const id = arn?.resource.replace(/^key\//, '') ?? given;
  if (!KEY_ID.test(id)) return `Invalid keyId '${id}'`;
  return `Key '${arn === undefined ? arnOf('kms', context, `key/${id}`) : given}' does not exist`;
}

function keyOf(input: JsonObject, context: Context): KeyRecord {
  const given = text(input, 'KeyId') ?? '';
  const key = findKey(given, context);
  if (key !== undefined) return key;
  throw new AwsError('NotFoundException', whyNoKey(given, context));
}

/** GetKeyPolicy and PutKeyPolicy work on keys of the caller's own account only. */
function ownKeyOf(input: JsonObject, context: Context): KeyRecord {
  const key = keyOf(input, context);
  if (key.account === context.account) return key;
  throw new AwsError(
    'AccessDeniedException',
    `User is not authorized to perform this operation on resource ${key.arn}: it is in another account.`,
  );
}

function shown(key: KeyRecord): JsonObject {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.created / 1_000,
    Enabled: key.enabled,
    Description: '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.enabled ? 'Enabled' : 'Disabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}

function readPolicy(source: string): JsonObject {
  const policy = parsePolicy(source);
  const fault = policyFault(policy);
  if (policy !== undefined && fault === undefined) return policy;
  throw new AwsError('MalformedPolicyDocumentException', `The policy is not valid: ${fault ?? 'not JSON'}`);
}

/** The calls of AWS KMS that concern keys and their policies; nothing is truly encrypted. */
export const keyOperations: Operations = {
  CreateKey: (input, context) => {
    const policy = text(input, 'Policy');
    const key = makeKey(policy === undefined ? {} : { policy: readPolicy(policy) }, context);
    return { KeyMetadata: shown(key) };
  },
  DescribeKey: (input, context) => ({ KeyMetadata: shown(keyOf(input, context)) }),
  ListKeys: (_input, context) => ({
    Keys: [...context.state.keys.values()]
      .filter(({ account }) => account === context.account)
      .map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
    Truncated: false,
  }),
  GetKeyPolicy: (input, context) => ({
    Policy: JSON.stringify(ownKeyOf(input, context).policy),
    PolicyName: 'default',
  }),
  PutKeyPolicy: (input, context) => {
    ownKeyOf(input, context).policy = readPolicy(text(input, 'Policy') ?? '');
    return {};
  },
  EnableKey: (input, context) => {
    ownKeyOf(input, context).enabled = true;
    return {};
  },
  DisableKey: (input, context) => {
    ownKeyOf(input, context).enabled = false;
    return {};
  },
};
