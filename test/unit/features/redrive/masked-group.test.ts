import { expect, test } from 'vitest';
import { SourceTexts } from '../../../../src/lib/features/processors/source-texts.js';
import { maskedGroup } from '../../../../src/lib/features/redrive/masked-group.js';
import type { DeadLetterGroup } from '../../../../src/lib/features/redrive/model.js';

const CALL = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';
const texts = new SourceTexts([
  `throw new Error('The CRM does not answer.'); throw new Error(\`No customer \${ani}\`);`,
  `throw new DoNotRetry('No account.');`,
]);
const group: DeadLetterGroup = {
  reason: 'handler-failed',
  origin: 'processor',
  queue: 'shop-dead',
  wayBack: { kind: 'none', why: 'stays' },
  count: 1,
  eventTypes: ['v2.detail.events.conversation.{id}.acd.end'],
  conversations: [CALL],
};
const said = (part: Partial<DeadLetterGroup>): unknown => maskedGroup({ ...group, ...part }, texts).example;

test('of a processor, what its handler was written to say is shown, and what it filled in is not', () => {
  expect(said({ example: 'Error: The CRM does not answer. (attempt 3)' })).toBe(
    'Error: The CRM does not answer. (attempt 3)',
  );
  expect(said({ example: 'Error: No customer Jane Doe (attempt 3)' })).toBe(
    'Error: No customer (masked) (attempt 3)',
  );
  expect(said({ example: 'Error: Jane Doe (attempt 3)' })).toBe('Error: (masked) (attempt 3)');
  expect(said({ example: 'Jane Doe' })).toBe('(masked)');
  const call =
    'GenesysCallFailed: GET /api/v2/contacts?q=Jane: HTTP 404, not.found, correlation id 36f6-1 (attempt 3)';
  expect(said({ example: call })).toBe(
    'GenesysCallFailed: (masked): HTTP 404, not.found, correlation id 36f6-1 (attempt 3)',
  );
  const never = 'DoNotRetry: No account. (attempt 1)';
  expect(said({ reason: 'do-not-retry', example: never })).toBe(never);
  expect(said({ reason: 'do-not-retry', example: 'DoNotRetry: Jane Doe (attempt 1)' })).toBe(
    'DoNotRetry: (masked) (attempt 1)',
  );
  const old = '90 s old at its first receipt, of at most 60 s';
  expect(said({ reason: 'too-old', example: old })).toBe(old);
});

test('of EventBridge, what it says of the target is shown, and what may quote an event is not', () => {
  const denied = 'User: events.amazonaws.com is not authorized to perform: sqs:sendmessage';
  expect(said({ origin: 'eventbridge', reason: 'NO_PERMISSIONS', example: denied })).toBe(denied);
  expect(said({ origin: 'eventbridge', reason: 'ERROR_FROM_TARGET', example: 'Jane Doe' })).toBe('(masked)');
  const invalid = 'Invalid input for target.';
  expect(said({ origin: 'eventbridge', reason: 'INVALID_JSON', example: invalid })).toBe(invalid);
});

test('what stands in the place of an id, an event type or a reason is shown only where it can be one', () => {
  expect(maskedGroup(group, texts)).toEqual(group);
  const strange = { reason: 'Jane Doe', eventTypes: ['+4915112345678'], conversations: ['Jane Doe'] };
  expect(maskedGroup({ ...group, ...strange }, texts)).toEqual({
    ...group,
    reason: '(masked)',
    eventTypes: ['(masked)'],
    conversations: ['(masked)'],
  });
});
