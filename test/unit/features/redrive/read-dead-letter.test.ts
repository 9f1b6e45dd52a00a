import { describe, expect, it } from 'vitest';
import { readDeadLetter } from '../../../../src/lib/features/redrive/read-dead-letter.js';

function message(
  messageAttributes: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>> = {},
  body = '{"detail-type":"v2.detail.events.conversation.{id}.acd.end"}',
) {
  return { id: 'm1', body, receipt: 'r1', attributes, messageAttributes };
}

describe('readDeadLetter', () => {
  it('takes the reason of a processor', () => {
    const letter = readDeadLetter(
      'dead',
      message({ 'gcx-reason': 'malformed', 'gcx-processor': 'sales', 'gcx-detail': 'detail: not an object' }),
    );
    expect(letter).toMatchObject({
      reason: 'malformed',
      origin: { kind: 'processor', processor: 'sales', detail: 'detail: not an object' },
      eventType: 'v2.detail.events.conversation.{id}.acd.end',
    });
  });

  it('takes the reason of a processor from the trace header, where nobody else put the letter there', () => {
    const traced = {
      AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;gcx-reason=too-old',
    };
    const letter = readDeadLetter('dead', message({}, traced));
    expect(letter).toMatchObject({ reason: 'too-old', origin: { kind: 'processor' } });
    expect(letter.origin).not.toHaveProperty('processor');
    // The header stays with a message: SQS moved this one, or EventBridge could not deliver it.
    const moved = { ...traced, DeadLetterQueueSourceArn: 'arn:aws:sqs:e:1:main' };
    expect(readDeadLetter('dead', message({}, moved)).reason).toBe('receiver-died');
    const undelivered = { TARGET_ARN: 'arn:aws:sqs:e:1:main', ERROR_CODE: 'NO_PERMISSIONS' };
    expect(readDeadLetter('dead', message(undelivered, traced)).reason).toBe('NO_PERMISSIONS');
    const others = { AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;my-gcx-reason=x' };
    expect(readDeadLetter('dead', message({}, others)).reason).toBe('unknown');
  });

  it("takes EventBridge's error code, also of a message that SQS moved on", () => {
    const attributes = { TARGET_ARN: 'arn:aws:sqs:eu-west-1:1:inbox', ERROR_CODE: 'NO_PERMISSIONS' };
    const letter = readDeadLetter('dead', message(attributes, { DeadLetterQueueSourceArn: 'arn:x' }));
    expect(letter.reason).toBe('NO_PERMISSIONS');
    expect(letter.origin).toMatchObject({ kind: 'eventbridge', targetArn: attributes.TARGET_ARN });
  });

  it('says that the receiver never answered for what SQS moved', () => {
    const letter = readDeadLetter('dead', message({}, { DeadLetterQueueSourceArn: 'arn:aws:sqs:e:1:main' }));
    expect(letter).toMatchObject({
      reason: 'receiver-died',
      origin: { kind: 'sqs', sourceArn: 'arn:aws:sqs:e:1:main' },
    });
  });

  it('takes a body that is no event as it is', () => {
    const letter = readDeadLetter('dead', message({}, {}, 'not json'));
    expect(letter.reason).toBe('unknown');
    expect(letter.event).toBeUndefined();
    expect(letter.eventType).toBeUndefined();
  });
});
