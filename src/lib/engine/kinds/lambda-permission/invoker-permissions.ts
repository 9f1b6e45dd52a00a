import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { parseArn } from '../../../language/names/arn.js';
import type { PlanInput } from '../door/kind.js';
import { statementId } from '../ownership/mark.js';
import type { Contributed, Contribution } from '../policies/contribution.js';
import { senderName } from '../policies/sender-name.js';
import { policyStatements, ruleSources, type SendersRead, sendersByArn } from '../policies/senders.js';
import { type Permission, standInOf } from './permission.js';

type Input = PlanInput<SendersRead>;

/** The statements in a Lambda function's policy that let the project's rules and topics invoke it, one each. */
export function invokerPermissions(input: Input): Contributed<Permission> {
  const wanted = wantedPermissions(input);
  const keys = new Set(wanted.map(({ on, sid }) => keyOf(on, sid)));
  return { statements: [...wanted, ...leftovers(input).filter(({ on, sid }) => !keys.has(keyOf(on, sid)))] };
}

function wantedPermissions(input: Input): readonly Contribution<Permission>[] {
  return [...sendersByArn(input)].flatMap(([arn, senders]) => {
    const parts = parseArn(arn);
    if (parts?.service !== 'lambda' || parts.account !== input.config.aws.account) return [];
    const permission = (principal: string, sourceArn: string): Contribution<Permission> => {
      // The source is part of the Sid: another bus is another statement, so the old one works until it is taken away.
      const sid = statementId(input.mark, sourceArn);
      return {
        ...baseOf(arn, sid),
        statement: { sid, principal, sourceArn },
        field: {
          kind: 'value',
          field: 'may invoke',
          after: `${principal} from ${sourceArn}`,
          words: { after: senderName(sourceArn) },
        },
      };
    };
    return [
      ...ruleSources(input, senders).map((source) => permission('events.amazonaws.com', source)),
      ...senders.topics.map((topic) => permission('sns.amazonaws.com', topic)),
    ];
  });
}

/** Our statements that are live. */
function leftovers(input: Input): readonly Contribution<Permission>[] {
  return [...input.live.functions.keys()].flatMap((arn) =>
    policyStatements(input, arn).flatMap((statement) => {
      const sid = statement['Sid'];
      const source = sourceArnOf(statement);
      if (typeof sid !== 'string' || source === undefined || !isOurs(input, sid, source)) return [];
      const field = {
        kind: 'value',
        field: 'may invoke',
        before: invokerInWords(statement, source),
        words: { before: senderName(source), after: 'no more' },
      } as const;
      return [{ ...baseOf(arn, sid), statement: null, field }];
    }),
  );
}

function baseOf(on: string, sid: string) {
  return { on, sid, gone: "the project's rules and topics invoke it no more" };
}

/** Ours by its Sid, which is made of the mark and the source that the statement names. */
function isOurs({ mark }: Input, sid: string, source: string): boolean {
  const own = statementId(mark, source);
  // An apply that ended in between leaves the one that stands in.
  return sid === own || sid === standInOf(own);
}

function keyOf(on: string, sid: string): string {
  return `${on} ${sid}`;
}

function invokerInWords({ Principal }: JsonObject, source: string): string {
  const service = isJsonObject(Principal) ? Principal['Service'] : undefined;
  return typeof service === 'string' ? `${service} from ${source}` : source;
}

function sourceArnOf(statement: JsonObject): string | undefined {
  const condition = statement['Condition'];
  if (!isJsonObject(condition)) return undefined;
  for (const operator of Object.values(condition)) {
    if (!isJsonObject(operator)) continue;
    for (const [key, value] of Object.entries(operator)) {
      if (key.toLowerCase() === 'aws:sourcearn' && typeof value === 'string') return value;
    }
  }
  return undefined;
}
