import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nameOfApiDestination } from '../../../language/names/arn.js';
import { traceTarget } from '../../../language/trace/index.js';
import type { Stop } from '../model/evidence.js';

/**
 * What EventBridge's error codes mean, of the target's thing (EventBridge user guide, dead-letter queues:
 * the codes; the pairing is read off their names but for NO_PERMISSIONS and NO_RESOURCE).
 */
const MEANINGS: Readonly<Record<string, string>> = {
  NO_PERMISSIONS: 'does not allow EventBridge',
  NO_RESOURCE: 'is not there',
  THROTTLING: 'was too busy',
  TIMEOUT: 'did not answer in time',
  CONNECTION_FAILURE: 'could not be reached',
  ERROR_FROM_TARGET: 'answered with an error',
  FAILED_TO_ASSUME_ROLE: 'has a role that EventBridge may not assume',
  TRANSIENT_ASSUME_ROLE: 'has a role that EventBridge could not assume for a time',
  INVALID_JSON: 'has a template whose output is not valid JSON',
  INVALID_PARAMETER: 'does not take what it was sent',
  ACTION_DECRYPTION_FAILURE: 'has a KMS key that EventBridge may not use',
  EVENT_DECRYPTION_FAILURE: 'the event bus has a KMS key that EventBridge may not use',
};

/** Codes whose cause an apply of the file fixes, where the thing is the file's. */
const MENDED_BY_APPLY: ReadonlySet<string> = new Set([
  'NO_PERMISSIONS',
  'NO_RESOURCE',
  'FAILED_TO_ASSUME_ROLE',
]);

/** What a person calls a thing of an AWS service. */
const THINGS: Readonly<Record<string, string>> = {
  sqs: 'SQS queue',
  sns: 'SNS topic',
  lambda: 'function',
  states: 'state machine',
  events: 'event bus',
};

/** Why a target did not take an event, by EventBridge's error code; absent: it is only known that calls failed. */
export function reasonStop(arn: string, reason: string | undefined): Stop {
  const { service, name } = traceTarget({ arn });
  const destination = nameOfApiDestination(arn);
  const thing =
    destination === undefined ? `${THINGS[service] ?? service} ${name}` : `API destination ${destination}`;
  const meaning = reason === undefined ? undefined : MEANINGS[reason];
  const said = reason === undefined ? 'did not take it' : (meaning ?? `did not take it (${reason})`);
  const mended = reason !== undefined && MENDED_BY_APPLY.has(reason);
  return {
    stage: 'target',
    what: `The ${thing} ${said}.`,
    ...(mended ? { cure: gcxCommand('apply') } : {}),
  };
}
