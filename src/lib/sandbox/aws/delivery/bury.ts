import { isJsonObject } from '../../../base/json.js';
import type { Context } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import type { Failure } from './failure.js';
import { type Handover, handToQueue } from './queue-delivery.js';
import { EVENTBRIDGE_SENDER } from './sender.js';

/** How retrying ended. */
export interface Exhausted {
  readonly condition: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
  readonly retries: number;
}

/** What did not reach a target. */
export interface Undelivered {
  /** What the target would have got. */
  readonly body: string;
  readonly failure: Failure;
  readonly exhausted?: Exhausted;
  /** X-Ray header of the event. */
  readonly trace?: string;
}

/**
 * Puts what the target would have got into its dead-letter queue; undefined where it has none. Of what is not retried
 * AWS says neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION (both recorded).
 */
export function bury(
  rule: RuleRecord,
  target: TargetRecord,
  { body, failure, exhausted, trace }: Undelivered,
  context: Context,
): { kind: Handover['kind']; why: string } | undefined {
  const config = target['DeadLetterConfig'];
  const arn = isJsonObject(config) ? config['Arn'] : undefined;
  if (typeof arn !== 'string') return undefined;
  const attributes: Record<string, string> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message ?? failure.why,
    ...(exhausted === undefined
      ? {}
      : { EXHAUSTED_RETRY_CONDITION: exhausted.condition, RETRY_ATTEMPTS: String(exhausted.retries) }),
  };
  const handover = handToQueue(
    arn,
    {
      body,
      sender: EVENTBRIDGE_SENDER,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
      ...(trace === undefined ? {} : { trace }),
    },
    { service: 'events.amazonaws.com', sourceArn: rule.arn, sourceAccount: context.account },
    context,
  );
  return handover.kind === 'done'
    ? { kind: 'done', why: `dead-lettered: ${handover.how}` }
    : { kind: handover.kind, why: `not dead-lettered: ${handover.why}` };
}
