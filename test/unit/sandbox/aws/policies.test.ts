import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { policyFault, rewritePolicy } from '../../../../src/lib/sandbox/aws/policies/document.js';
import { arnFits, evaluatePolicy, wildcardFits } from '../../../../src/lib/sandbox/aws/policies/evaluate.js';

const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/aws.partner/genesys.com/cloud/org/prod/pipe-sales-1';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:calls';

/** What becomes of an event of a rule at a topic with these statements. */
function ask(...statements: JsonObject[]) {
  return evaluatePolicy(statements, {
    principal: { kind: 'service', name: 'events.amazonaws.com' },
    action: 'sns:Publish',
    resource: TOPIC,
    context: { 'aws:SourceArn': RULE, 'aws:SourceAccount': '111122223333' },
  });
}

const ALLOW: JsonObject = {
  Sid: 'pipe',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: TOPIC,
};

const withCondition = (Condition: JsonObject): JsonObject => ({ ...ALLOW, Condition });

describe('evaluating a policy', () => {
  it.each<[string, JsonObject]>([
    ['a plain statement', ALLOW],
    [
      'lists',
      {
        ...ALLOW,
        Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] },
        Action: ['SNS:Subscribe', 'SNS:Publish'],
      },
    ],
    ['anybody', { ...ALLOW, Principal: '*' }],
    ['anybody, as an AWS principal', { ...ALLOW, Principal: { AWS: ['*'] } }],
    ['wildcards', { ...ALLOW, Action: 'sns:Pub*', Resource: 'arn:aws:sns:*:*:c?lls' }],
    ['no resource', { Sid: 'x', Effect: 'Allow', Principal: '*', Action: '*' }],
    [
      'all but another action',
      { Effect: 'Allow', Principal: '*', NotAction: 'sns:DeleteTopic', Resource: '*' },
    ],
    ['the rule', withCondition({ ArnEquals: { 'aws:SourceArn': RULE } })],
    ['the rule by prefix', withCondition({ ArnLike: { 'AWS:SourceArn': RULE.replace(/sales-1$/, '*') } })],
    [
      'one of several',
      withCondition({ ArnLike: { 'aws:SourceArn': ['arn:aws:events:*:*:rule/other', RULE] } }),
    ],
    [
      'rule and account',
      withCondition({
        StringLike: { 'aws:SourceArn': '*sales*' },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      }),
    ],
    ['not another account', withCondition({ StringNotEquals: { 'aws:SourceAccount': '444455556666' } })],
    [
      'what is not there, if it exists',
      withCondition({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }),
    ],
  ])('lets the rule in by %s', (_what, statement) => {
    expect(ask(statement)).toEqual({ allowed: true });
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'another principal',
      { ...ALLOW, Principal: { Service: 'sns.amazonaws.com' } },
      /no statement of the policy allows events/,
    ],
    ['an account', { ...ALLOW, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, /no statement/],
    ['another action', { ...ALLOW, Action: 'sns:Subscribe' }, /no statement/],
    ['another resource', { ...ALLOW, Resource: `${TOPIC}-2` }, /no statement/],
    [
      'another rule',
      withCondition({ ArnLike: { 'aws:SourceArn': `${RULE}-no` } }),
      /statement "pipe".*ArnLike aws:SourceArn/,
    ],
    [
      'another account',
      withCondition({ StringEquals: { 'aws:SourceAccount': '4' } }),
      /the request's is 111122223333/,
    ],
    [
      'a key that is missing',
      withCondition({ StringEquals: { 'aws:SourceOwner': '111122223333' } }),
      /missing/,
    ],
    [
      'a condition that nobody knows',
      withCondition({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
      /IpAddress/,
    ],
  ])('keeps the rule out by %s', (_what, statement, why) => {
    expect(ask(statement)).toEqual({ allowed: false, denied: false, why: expect.stringMatching(why) });
  });

  it('lets a Deny win, wherever it stands', () => {
    const deny: JsonObject = { ...ALLOW, Sid: 'no', Effect: 'Deny' };
    expect(ask(deny, ALLOW)).toMatchObject({ allowed: false });
    expect(ask(ALLOW, deny)).toEqual({
      allowed: false,
      denied: true,
      why: 'statement "no" of the policy denies it',
    });
    expect(ask(ALLOW, { ...deny, Condition: { ArnLike: { 'aws:SourceArn': `${RULE}-no` } } })).toEqual({
      allowed: true,
    });
  });

  it('takes a text without wildcards for itself only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, value) => {
        fc.pre(!/[*?]/.test(pattern));
        expect(wildcardFits(pattern, value)).toBe(pattern === value);
      }),
    );
  });

  it('lets * stand for anything, inside ARNs for anything within its part', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (head, middle, tail) => {
        expect(
          wildcardFits(`${head.replace(/[*?]/g, 'x')}*`, `${head.replace(/[*?]/g, 'x')}${middle}${tail}`),
        ).toBe(true);
      }),
    );
    expect(arnFits('arn:aws:*:111122223333:rule/x', 'arn:aws:events:eu-west-1:111122223333:rule/x')).toBe(
      false,
    );
    expect(arnFits('arn:aws:events:*:*:rule/a*', 'arn:aws:events:eu-west-1:1:rule/a/b:c')).toBe(true);
  });
});

describe('a policy read back', () => {
  it('has accounts as ARNs, single elements without lists, and no white space', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: {
        Sid: 'a',
        Effect: 'Allow',
        Principal: { AWS: ['111122223333'], Service: ['a.amazonaws.com', 'b.amazonaws.com'] },
        Action: ['sqs:SendMessage'],
        Resource: ['x'],
        Condition: { ArnLike: { 'aws:SourceArn': ['y'] } },
      },
    };
    expect(rewritePolicy(policy)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow",' +
        '"Principal":{"AWS":"arn:aws:iam::111122223333:root","Service":["a.amazonaws.com","b.amazonaws.com"]},' +
        '"Action":"sqs:SendMessage","Resource":"x","Condition":{"ArnLike":{"aws:SourceArn":"y"}}}]}',
    );
  });

  it.each<[string, JsonObject | undefined]>([
    ['no JSON', undefined],
    ['no statement', { Version: '2012-10-17' }],
    ['the same Sid twice', { Statement: [ALLOW, ALLOW] }],
    ['no effect', { Statement: [{ Principal: '*', Action: '*' }] }],
    ['no principal', { Statement: [{ Effect: 'Allow', Action: '*' }] }],
    ['no action', { Statement: [{ Effect: 'Allow', Principal: '*' }] }],
  ])('is none with %s', (_what, policy) => {
    expect(policyFault(policy)).toBeTypeOf('string');
    expect(policyFault({ Statement: ALLOW })).toBeUndefined();
  });
});
