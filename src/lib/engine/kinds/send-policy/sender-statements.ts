import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../../../language/names/arn.js';
import type { PlanInput } from '../door/kind.js';
import { statementId } from '../ownership/mark.js';
import type { Contribution, Contributor } from '../policies/contribution.js';
import { sameStatement } from '../policies/policy.js';
import { senderName } from '../policies/sender-name.js';
import {
  policyStatements,
  type Senders,
  type SendersRead,
  sendersByArn,
  sendStatement,
  withFormerSenders,
} from '../policies/senders.js';

type Input = PlanInput<SendersRead>;

/**
 * The statement that lets the project's rules and topics send, in the policies of SNS topics or SQS queues: without it
 * deliveries fail in silence.
 */
export function senderStatements(service: 'sns' | 'sqs'): Contributor<JsonObject> {
  return (input) => {
    const senders = sendersByArn(input);
    const live = service === 'sns' ? input.live.topics : input.live.queues;
    return {
      statements: [
        ...[...senders]
          .filter(([arn]) => isOfHere(input, arn, service))
          .map(([arn, who]) => wanted(input, service, arn, who)),
        ...[...live.keys()].filter((arn) => !senders.has(arn)).flatMap((arn) => leftover(input, arn)),
      ],
    };
  };
}

/** What the owner of another account must allow is said with the rules. */
function isOfHere(input: Input, arn: string, service: string): boolean {
  const parts = parseArn(arn);
  return parts?.service === service && parts.account === input.config.aws.account;
}

function wanted(
  input: Input,
  service: 'sns' | 'sqs',
  arn: string,
  senders: Senders,
): Contribution<JsonObject> {
  const action = service === 'sns' ? 'sns:Publish' : 'sqs:SendMessage';
  const statement = sendStatement(input, action, arn, senders);
  const found = liveStatement(input, arn);
  const widened = found === undefined ? statement : withFormerSenders(statement, found);
  return {
    ...baseOf(input, arn),
    statement,
    ...(sameStatement(widened, statement) ? {} : { meanwhile: widened }),
    field: {
      kind: 'value',
      field: 'may send',
      ...(found === undefined ? {} : { before: sendersInWords(found) }),
      after: sendersInWords(statement),
    },
  };
}

/** Our statement where the file sends no more. */
function leftover(input: Input, arn: string): readonly Contribution<JsonObject>[] {
  const found = liveStatement(input, arn);
  if (found === undefined) return [];
  const field = {
    kind: 'value',
    field: 'may send',
    before: sendersInWords(found),
    words: { after: 'no more' },
  } as const;
  return [{ ...baseOf(input, arn), statement: null, field }];
}

function baseOf(input: Input, arn: string) {
  return { on: arn, sid: statementId(input.mark), gone: "the project's rules send there no more" };
}

function liveStatement(input: Input, arn: string): JsonObject | undefined {
  return policyStatements(input, arn).find((each) => each['Sid'] === statementId(input.mark));
}

function sendersInWords(statement: JsonObject): string {
  const condition = statement['Condition'];
  const text = JSON.stringify(condition ?? {});
  const sources = [...text.matchAll(/arn:aws[a-z-]*:[^"]+/g)].map(([arn]) => senderName(arn));
  return sources.length === 0 ? 'anyone' : sources.join(', ');
}
