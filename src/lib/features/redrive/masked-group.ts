import { isId, isProgramName, MASKED } from '../../language/events/index.js';
import { maskedDetail } from '../processors/masked-failure.js';
import type { SourceTexts } from '../processors/source-texts.js';
import type { DeadLetterGroup } from './model.js';

/**
 * EventBridge's error codes of which its message is about the target and EventBridge alone (EventBridge user guide, dead-letter
 * queues; messages as recorded on AWS). What others quote is not known [?]: it can be what a target answered, or what it was sent.
 */
const ABOUT_THE_TARGET: ReadonlySet<string> = new Set([
  'NO_PERMISSIONS',
  'NO_RESOURCE',
  'THROTTLING',
  'TIMEOUT',
  'FAILED_TO_ASSUME_ROLE',
  'TRANSIENT_ASSUME_ROLE',
  'ACTION_DECRYPTION_FAILURE',
  'EVENT_DECRYPTION_FAILURE',
  'EVENT_ENCRYPTION_FAILURE',
  'RULE_DECRYPTION_FAILURE',
  'RESOURCE_LIMIT_EXCEEDED',
]);

/** What EventBridge says of a template that fills to no JSON, and of no other thing (recorded on AWS). */
const INVALID_INPUT = 'Invalid input for target.';

/**
 * A group of dead letters without what may be of a person: what was wrong can quote an event.
 * @param texts what the processors say whatever their events are
 */
export function maskedGroup(group: DeadLetterGroup, texts: SourceTexts): DeadLetterGroup {
  const { example, reason, eventTypes, conversations } = group;
  return {
    ...group,
    reason: isProgramName(reason) ? reason : MASKED,
    eventTypes: eventTypes.map((each) => (isProgramName(each) ? each : MASKED)),
    // A relay's conversations need not be called by UUIDs.
    conversations: conversations.map((each) => (isId(each) || isProgramName(each) ? each : MASKED)),
    ...(example === undefined ? {} : { example: maskedExample(group, example, texts) }),
  };
}

function maskedExample({ origin, reason }: DeadLetterGroup, example: string, texts: SourceTexts): string {
  switch (origin) {
    case 'processor':
      return maskedDetail(reason, example, texts);
    case 'eventbridge':
      return ABOUT_THE_TARGET.has(reason) || example === INVALID_INPUT ? example : MASKED;
    case 'sqs':
    case 'unknown':
      return MASKED;
  }
}
