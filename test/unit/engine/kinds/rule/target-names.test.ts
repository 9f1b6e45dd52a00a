import { expect, it } from 'vitest';
import { targetNameOf } from '../../../../../src/lib/engine/kinds/rule/target-names.js';

it.each([
  ['by-type-conversation.user.end', 'by-type/conversation.user.end'],
  ['crm-inbox', 'crm-inbox'],
  ['by-type-no.such.event', 'by-type-no.such.event'],
  ['arn-aws-sqs-eu-west-1-1-a.fifo', 'arn-aws-sqs-eu-west-1-1-a.fifo'],
])('the live target %s is called %s, as in the file', (id, name) => {
  expect(targetNameOf(id)).toBe(name);
});

it('is the name in the file, where it is known', () => {
  expect(targetNameOf('one-2', 'one')).toBe('one');
});
