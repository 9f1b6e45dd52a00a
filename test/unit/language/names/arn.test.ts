import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  busArn,
  functionAndQualifier,
  functionArn,
  nameOfArn,
  parseArn,
  parseWrittenArn,
  partOfArn,
  partsOfArnPattern,
  queueArn,
  roleArn,
  ruleArn,
  siblingArn,
  topicArn,
} from '../../../../src/lib/language/names/arn.js';

const place = fc.record({
  aws: fc.record({
    account: fc.stringMatching(/^\d{12}$/),
    region: fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'),
  }),
});
const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const makers = fc.constantFrom(topicArn, queueArn, functionArn, busArn);

describe('ARNs', () => {
  it('are read as they are made, in every partition, also as a person writes them', () => {
    fc.assert(
      fc.property(place, name, makers, (config, called, make) => {
        const arn = make(config, called);
        const parts = parseArn(arn);
        expect(parts).toMatchObject(config.aws);
        expect(parseWrittenArn(arn)).toEqual(parts);
        expect(arn).toBe(siblingArn(arn, parts?.resource ?? ''));
        expect(partsOfArnPattern(arn)).toEqual(['arn', ...Object.values(parts ?? {})]);
      }),
    );
  });

  it('are taken for what has a name of its own', () => {
    fc.assert(
      fc.property(place, name, name, (config, called, qualifier) => {
        expect(nameOfArn(topicArn(config, called))).toBe(called);
        expect(nameOfArn(queueArn(config, called))).toBe(called);
        expect(nameOfArn(functionArn(config, called, config.aws.account, qualifier))).toBe(called);
        expect(partOfArn(busArn(config, `aws.partner/${called}`), 'event-bus/')).toBe(
          `aws.partner/${called}`,
        );
        expect(functionAndQualifier(`function:${called}:${qualifier}`)).toEqual([called, qualifier]);
        expect(functionAndQualifier(called)).toEqual([called, undefined]);
      }),
    );
  });

  it('hold the partition of their region', () => {
    const china = { aws: { account: '111122223333', region: 'cn-north-1' } };
    expect(topicArn(china, 'events')).toBe('arn:aws-cn:sns:cn-north-1:111122223333:events');
    expect(roleArn(china, '/gcx/', 'r')).toBe('arn:aws-cn:iam::111122223333:role/gcx/r');
    expect(ruleArn(china, 'default', 'r')).toBe('arn:aws-cn:events:cn-north-1:111122223333:rule/r');
  });

  it.each([
    'events',
    'arn:aws:sns:eu-west-1:1111:events',
    'arn:AWS:sns:eu-west-1:111122223333:events',
    'arn:aws:sns:eu-west-1:111122223333:two words',
    'arn:aws:sns:eu-west-1:111122223333:',
  ])('that a person wrote are refused where AWS has none like them: %s', (text) => {
    expect(parseWrittenArn(text)).toBeUndefined();
  });
});
