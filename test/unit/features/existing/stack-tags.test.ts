import { describe, expect, it } from 'vitest';
import { stackRefusal } from '../../../../src/lib/features/existing/stack-tags.js';

const STACK = { 'aws:cloudformation:stack-name': 'contact-center', team: 'voice' };

describe('what belongs to a CloudFormation stack', () => {
  it('is refused with the steps that release it there', () => {
    expect(stackRefusal('SNS topic calls', 'sns-topic:calls', STACK)).toMatchObject({
      code: 'of-a-stack',
      change: 'sns-topic:calls',
      message: expect.stringContaining('SNS topic calls belongs to the CloudFormation stack contact-center'),
      fix: expect.stringMatching(
        /DeletionPolicy: Retain.*update the stack.*remove it.*--left-stack contact-center/,
      ),
    });
  });
  it('is taken where a person says that it left that stack, and where no stack marked it', () => {
    expect(stackRefusal('SNS topic calls', 'x', STACK, ['contact-center'])).toBeUndefined();
    expect(stackRefusal('SNS topic calls', 'x', STACK, ['another'])).toBeDefined();
    expect(stackRefusal('SNS topic calls', 'x', { team: 'voice' })).toBeUndefined();
  });
});
