import { describe, expect, it } from 'vitest';
import { readBusRecord } from '../../../../src/lib/clients/aws/bus-record.js';

const common = {
  resource_arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/shop',
  event_id: '00000000-0000-4000-8000-000000000001',
  message_timestamp_ms: 1_790_000_000_000,
};

describe('a record of an event bus’s log', () => {
  it('is read with why a delivery failed', () => {
    const line = JSON.stringify({
      ...common,
      message_type: 'INVOCATION_FAILURE',
      log_level: 'ERROR',
      invocation_id: 'one',
      details: { rule_arn: 'rule', target_arn: 'queue', total_attempts: 3 },
      error: { http_status_code: 403, error_message: 'no', aws_service: 'sqs', request_id: 'r' },
    });
    expect(readBusRecord(line)).toEqual({
      time: common.message_timestamp_ms,
      type: 'INVOCATION_FAILURE',
      level: 'ERROR',
      busArn: common.resource_arn,
      eventId: common.event_id,
      invocationId: 'one',
      ruleArn: 'rule',
      targetArns: ['queue'],
      invocationIds: [],
      attempts: 3,
      error: { message: 'no', status: 403, service: 'sqs', requestId: 'r' },
      dropped: [],
    });
  });

  it('is none where it has no type, event or time, or is no JSON', () => {
    const { event_id: _, ...without } = common;
    for (const line of [
      '',
      'hello',
      '[]',
      '{"message_type":"X"}',
      JSON.stringify({ ...without, message_type: 'X' }),
    ])
      expect(readBusRecord(line)).toBeUndefined();
  });
});
