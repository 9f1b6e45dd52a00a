import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { keepsOut } from '../../../../../src/lib/engine/kinds/policies/keeps-out.js';
import { openToAll } from '../../../../../src/lib/engine/kinds/policies/open-to-all.js';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:inbox';
const request = {
  action: 'sqs:SendMessage',
  resource: queue,
  service: 'events.amazonaws.com',
  source: 'arn:aws:events:eu-west-1:111122223333:rule/bus/shop-a-1',
  account: '111122223333',
};
const deny = (parts: JsonObject = {}): JsonObject => ({
  Sid: 'No',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: queue,
  ...parts,
});
const on = (operator: string, key: string, value: string): JsonObject =>
  deny({ Condition: { [operator]: { [key]: value } } });
const verdict = (statement: JsonObject) => {
  const found = keepsOut([statement], request);
  return found === undefined ? 'in' : found.unsure.length === 0 ? 'out' : `unsure of ${found.unsure.join()}`;
};

describe('a statement that denies', () => {
  it.each<[string, JsonObject, string]>([
    ['everybody everything', deny(), 'out'],
    ['the service', deny({ Principal: { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] } }), 'out'],
    ['another service', deny({ Principal: { Service: 'sns.amazonaws.com' } }), 'in'],
    ['an account', deny({ Principal: { AWS: '222233334444' } }), 'in'],
    [
      'all but an account',
      deny({ Principal: undefined as never, NotPrincipal: { AWS: '222233334444' } }),
      'out',
    ],
    ['another action', deny({ Action: 'sqs:ReceiveMessage' }), 'in'],
    ['all but another action', deny({ Action: undefined as never, NotAction: 'sqs:ReceiveMessage' }), 'out'],
    ['another queue', deny({ Resource: `${queue}-2` }), 'in'],
    ['what is not encrypted on its way', on('Bool', 'aws:SecureTransport', 'false'), 'in'],
    ['who is not of the organization', on('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'), 'out'],
    ['who is not of it, where it is said', on('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-1'), 'out'],
    ['who is of an organization', on('StringEquals', 'aws:PrincipalOrgID', 'o-1'), 'in'],
    ['what comes from outside of a VPC', on('StringNotEquals', 'aws:SourceVpce', 'vpce-1'), 'out'],
    ['other sources than one', on('ArnNotLike', 'aws:SourceArn', 'arn:aws:s3:::b'), 'out'],
    ['other sources than rules', on('ArnNotLike', 'aws:SourceArn', 'arn:aws:events:*:*:rule/*'), 'in'],
    ['other accounts', on('StringNotEquals', 'aws:SourceAccount', '111122223333'), 'in'],
    ['who is no service', on('Bool', 'aws:PrincipalIsAWSService', 'false'), 'in'],
    ['where no principal is said', on('Null', 'aws:PrincipalArn', 'true'), 'out'],
    [
      'by what gcx does not know',
      on('StringEquals', 'aws:ResourceTag/a', 'b'),
      'unsure of aws:ResourceTag/a',
    ],
    [
      'by an operator that it does not know',
      on('DateLessThan', 'aws:SourceArn', 'x'),
      'unsure of aws:SourceArn',
    ],
  ])('%s', (_whom, statement, expected) => {
    expect(verdict(JSON.parse(JSON.stringify(statement)) as JsonObject)).toBe(expected);
  });

  it('one that surely does comes before one that may', () => {
    const unsure = { ...on('StringEquals', 'aws:ResourceTag/a', 'b'), Sid: 'Perhaps' };
    expect(keepsOut([unsure, deny()], request)?.sid).toBe('No');
    expect(keepsOut([{ ...deny(), Effect: 'Allow' }], request)).toBeUndefined();
  });
});

it('what is open to all is what allows everybody under no condition', () => {
  const allow = (parts: JsonObject): JsonObject => ({ ...deny(parts), Effect: 'Allow' });
  const owner = { StringEquals: { 'AWS:SourceOwner': '111122223333' } };
  const open = [
    allow({}),
    allow({ Principal: { AWS: ['222233334444', '*'] } }),
    allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
  ];
  const shut = [deny(), allow({ Condition: owner }), allow({ Principal: { Service: '*' } })];
  expect(openToAll([...open, ...shut])).toEqual(open);
});
