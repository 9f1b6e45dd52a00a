import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { letsRuleIn } from '../../../../../src/lib/engine/kinds/policies/lets-in.js';

const topic = 'arn:aws:sns:eu-west-1:111122223333:team';
const source = 'arn:aws:events:eu-west-1:111122223333:rule/aws.partner/genesys.com/cloud/o/prod/by-hand';
const request = { action: 'sns:Publish', resource: topic, source, account: '111122223333' };
const plain: JsonObject = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topic,
};
const asked = (condition: JsonObject): JsonObject => ({ ...plain, Condition: condition });

describe('a policy lets a rule in', () => {
  it.each<[string, JsonObject]>([
    ['that may publish', plain],
    ['among others', { ...plain, Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] } }],
    ['like everyone', { ...plain, Principal: '*' }],
    ['by any action, however it is written', { ...plain, Action: ['SNS:Get*', 'SNS:*'] }],
    ['to any topic', { ...plain, Resource: '*' }],
    ['by its ARN', asked({ ArnEquals: { 'aws:SourceArn': source } })],
    ['by a part of its ARN', asked({ ArnLike: { 'AWS:SourceArn': 'arn:aws:events:*:111122223333:rule/*' } })],
    ['by one of several', asked({ StringLike: { 'aws:SourceArn': ['x', '*/by-hand'] } })],
    ['by its account', asked({ StringEquals: { 'aws:SourceAccount': '111122223333' } })],
  ])('%s', (_, statement) => {
    expect(letsRuleIn([{ Effect: 'Allow' }, statement], request)).toBe(true);
  });

  it.each<[string, readonly JsonObject[]]>([
    ['that nothing is said of', []],
    ['that is of another principal', [{ ...plain, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }]],
    ['for another action', [{ ...plain, Action: 'sns:Subscribe' }]],
    ['for another topic', [{ ...plain, Resource: `${topic}-2` }]],
    ['by another rule', [asked({ ArnLike: { 'aws:SourceArn': `${source}-2` } })]],
    // A wildcard does not reach beyond a colon.
    ['by too short a pattern', [asked({ ArnLike: { 'aws:SourceArn': 'arn:aws:*:rule/*' } })]],
    ["by SNS's own condition", [asked({ StringEquals: { 'AWS:SourceOwner': '111122223333' } })]],
    [
      'where one of two conditions fails',
      [
        asked({
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          Bool: { 'aws:SecureTransport': 'true' },
        }),
      ],
    ],
    ['where something is denied', [plain, { ...plain, Effect: 'Deny' }]],
  ])('not one %s', (_, statements) => {
    expect(letsRuleIn(statements, request)).toBe(false);
  });
});
