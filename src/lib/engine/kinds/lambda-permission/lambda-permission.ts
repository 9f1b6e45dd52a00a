import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { nameOfArn, parseArn, unqualifiedFunctionArn } from '../../../language/names/arn.js';
import { change } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import type { PlanInput, ResourceKind } from '../door/kind.js';
import { statementId } from '../ownership/mark.js';
import { missingThing } from '../ownership/refusals.js';
import { statementsOf } from '../policies/policy.js';
import type { SendersRead } from '../policies/senders.js';
import { ruleSources, sendersByArn } from '../policies/senders.js';
import { type LambdaPermissionStep, lambdaPermissionSteps } from './lambda-permission-steps.js';
import { type Permission, samePermission, standInOf, statementOfSid } from './permission.js';

type Input = PlanInput<SendersRead>;

/** One permission that a function must give. */
interface WantedPermission extends Permission {
  /** Name with qualifier, as Lambda's API takes it. */
  readonly functionName: string;
  readonly arn: string;
}

/** The statements in a Lambda function's policy that let the project's rules and topics invoke it. */
export const lambdaPermissionKind: ResourceKind<'lambda-permission', LambdaPermissionStep, SendersRead> = {
  kind: 'lambda-permission',
  label: 'Lambda permission',
  steps: lambdaPermissionSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [{ kind: 'subscription', of: 'shrinking' }],
    goesAfterRules: 'all',
  },
  actions: {
    read: ['lambda:GetFunction', 'lambda:GetPolicy'],
    write: ['lambda:AddPermission', 'lambda:RemovePermission'],
  },
  plan(input) {
    const wanted = wantedPermissions(input);
    const changes = [...wanted.flatMap((each) => planWanted(input, each)), ...leftovers(input, wanted)];
    return { changes, refusals: missingFunctions(input) };
  },
};

function wantedPermissions(input: Input): readonly WantedPermission[] {
  return [...sendersByArn(input)].flatMap(([arn, senders]) => {
    const parts = parseArn(arn);
    if (parts?.service !== 'lambda' || parts.account !== input.config.aws.account) return [];
    const functionName = parts.resource.replace(/^function:/, '');
    // The source is part of the Sid: another bus is another statement, so the old one works until it is taken away.
    const permission = (principal: string, sourceArn: string) => ({
      functionName,
      arn,
      sid: statementId(input.mark, sourceArn),
      principal,
      sourceArn,
    });
    return [
      ...ruleSources(input, senders).map((source) => permission('events.amazonaws.com', source)),
      ...senders.topics.map((topic) => permission('sns.amazonaws.com', topic)),
    ];
  });
}

function planWanted(input: Input, wanted: WantedPermission): readonly Change<LambdaPermissionStep>[] {
  const found = statementOfSid(input.live.functions.get(wanted.arn)?.policy, wanted.sid);
  const target = input.declared.functions.find((each) => each.arn === unqualifiedFunctionArn(wanted.arn));
  const base = {
    kind: 'lambda-permission',
    name: wanted.functionName,
    key: `${wanted.arn}:${wanted.sid}`,
    links: { on: unqualifiedFunctionArn(wanted.arn) },
    group: { kind: 'target', name: target?.target ?? wanted.functionName },
  } as const;
  if (samePermission(found, wanted)) return [change({ ...base, action: 'none' })];
  const steps: readonly LambdaPermissionStep[] = [
    {
      call: 'lambda.addPermission',
      functionName: wanted.functionName,
      sid: wanted.sid,
      principal: wanted.principal,
      sourceArn: wanted.sourceArn,
    },
  ];
  const fields = [
    { kind: 'value', field: 'may invoke', after: `${wanted.principal} from ${wanted.sourceArn}` } as const,
  ];
  return [change({ ...base, action: found === undefined ? 'create' : 'update', fields, steps })];
}

function leftovers(
  input: Input,
  wanted: readonly WantedPermission[],
): readonly Change<LambdaPermissionStep>[] {
  const keys = new Set(wanted.map((each) => `${each.arn}:${each.sid}`));
  return [...input.live.functions].flatMap(([arn, live]) =>
    statementsOf(live.policy && JSON.stringify(live.policy)).flatMap((statement) => {
      const sid = statement['Sid'];
      if (typeof sid !== 'string' || keys.has(`${arn}:${sid}`) || !isOurStatement(input, statement, sid))
        return [];
      const functionName = (parseArn(arn)?.resource ?? '').replace(/^function:/, '');
      return [
        change({
          kind: 'lambda-permission',
          name: functionName,
          key: `${arn}:${sid}`,
          links: { on: unqualifiedFunctionArn(arn) },
          group: { kind: 'target', name: nameOfArn(arn) },
          action: 'delete',
          reason: "our statement: the project's rules and topics invoke it no more",
          steps: [{ call: 'lambda.removePermission', functionName, sid }],
        }),
      ];
    }),
  );
}

/** Ours by its Sid, which is made of the mark and the source that the statement names. */
function isOurStatement(input: Input, statement: JsonObject, sid: string): boolean {
  const source = sourceArnOf(statement);
  if (source === undefined) return false;
  const own = statementId(input.mark, source);
  // An apply that ended in between leaves the one that stands in.
  return sid === own || sid === standInOf(own);
}

function missingFunctions(input: Input): readonly Refusal[] {
  if (input.intent === 'destroy') return [];
  return input.declared.functions.flatMap((each) => {
    const live = input.live.functions.get(
      each.qualifier === undefined ? each.arn : `${each.arn}:${each.qualifier}`,
    );
    const elsewhere = parseArn(each.arn)?.account !== input.config.aws.account;
    return elsewhere || live?.arn !== undefined
      ? []
      : [missingThing('Lambda function', each.name, each.target)];
  });
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
