import { describe, expect, it } from 'vitest';
import { flatLines, looseWords, thingName } from '../../../../src/lib/engine/change/value-words.js';

const OWN = '111122223333';

describe('thingName', () => {
  it.each([
    [`arn:aws:sqs:eu-west-1:${OWN}:crm-inbox`, 'crm-inbox'],
    [`arn:aws:sns:eu-west-1:444455556666:calls`, 'account 444455556666: calls'],
    [`arn:aws:lambda:eu-west-1:${OWN}:function:crm-sync:live`, 'crm-sync:live'],
    [`arn:aws:iam::${OWN}:role/gcx/shop-sales`, 'shop-sales'],
    [`arn:aws:kms:eu-west-1:${OWN}:alias/calls`, 'alias/calls'],
    [`arn:aws:kms:eu-west-1:${OWN}:key/1234`, 'key 1234'],
    [`arn:aws:states:eu-west-1:${OWN}:stateMachine:audit`, 'audit'],
    [`arn:aws:dynamodb:eu-west-1:${OWN}:table/shop-sales`, 'shop-sales'],
    [`arn:aws:logs:eu-west-1:${OWN}:log-group:/aws/lambda/shop-sales:*`, '/aws/lambda/shop-sales'],
    [`arn:aws:events:eu-west-1:${OWN}:rule/aws.partner/genesys.com/cloud/x/prod/shop-*`, 'shop-*'],
    [`arn:aws:events:eu-west-1:${OWN}:event-bus/aws.partner/a/b`, 'aws.partner/a/b'],
    [`arn:aws:secretsmanager:eu-west-1:${OWN}:secret:crm-AbCdEf`, 'secret crm-AbCdEf'],
    ['by hand', 'by hand'],
  ])('calls %s %s', (arn, name) => {
    expect(thingName(arn, OWN)).toBe(name);
  });
});

describe('JSON in words', () => {
  it('is a line a leaf, with the way to it', () => {
    expect(flatLines({ call: { id: 7, tags: ['a', 'b'] }, legs: [{ to: '' }, {}], on: true })).toEqual([
      'call.id: 7',
      'call.tags: a, b',
      'legs.0.to: ""',
      'legs.1: an empty object',
      'on: yes',
    ]);
    expect(flatLines({ body: '{"x": [1, 2]}', odd: '{x' })).toEqual(['body (as text).x: 1, 2', 'odd: {x']);
    expect(looseWords({ a: 1, b: { c: null } })).toBe('a: 1, b.c: null');
    expect(looseWords([])).toBe('an empty list');
  });
});
