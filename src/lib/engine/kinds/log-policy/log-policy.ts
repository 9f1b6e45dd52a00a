import { awsCommand, gcxCommand } from '../../../base/hints/gcx-command.js';
import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { busArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { ChangeGroup, FieldChange, Refusal } from '../../change/model.js';
import { goneReason, groupOfBus, namesOf, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { does } from '../door/difference-harm.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import type { TargetLogGroupsRead } from '../log-group/target-log-groups-reading.js';
import { askedInList } from '../noted/asked-of.js';
import { statementId } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import { letsIn } from '../policies/lets-in.js';
import { findStatement, normalStatement, sameStatement, statementsOf } from '../policies/policy.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { logPolicyRights } from './log-policy-rights.js';
import {
  covers,
  type LogStatement,
  STATEMENT_FIELDS,
  sidsOf,
  wantedStatements,
} from './log-policy-statements.js';
import { LOG_POLICY_PURPOSE, type LogPolicyStep, logPolicySteps } from './log-policy-steps.js';

type Needs = BusLogRead & TargetLogGroupsRead & RulesRead;
type Input = PlanInput<Needs>;
type Planned = KindPlan<LogPolicyStep>;

const UNWRITTEN =
  'What it lets in is not written: the log of the event bus, and the events of rules that send to log groups.';

/**
 * What lets the deliveries of the event bus's log, and the rules that send to log groups, write to CloudWatch Logs. AWS
 * takes few such policies, so it is one document for both. It is gcx's own, and has one writer.
 */
export const logPolicyKind: ResourceKind<'log-policy', LogPolicyStep, Needs> = {
  kind: 'log-policy',
  label: 'resource policy of logs',
  steps: logPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'log-group', of: 'growing' }],
    goesAfter: [{ kind: 'log-delivery', of: 'any' }],
    goesAfterRules: 'none',
  },
  underway: 'name',
  countsAs: 'no',
  marks: {
    on: 'nothing',
    why: 'it is known by the id of its statement, which goes on letting the log be written',
  },
  harms: {
    missing: does('later', UNWRITTEN),
    fields: {
      'rules may write to': does('some', 'Events of rules that send to log groups are not written there.'),
    },
    others: does('later', 'The delivery of events is not logged, so it cannot be looked up later.'),
    harmless: /^tag /,
  },
  rights: logPolicyRights,
  plan(input) {
    const { policy: name } = namesOf(input);
    const live = policiesOf(input).find((each) => each.name === name)?.document;
    const wanted = wantedStatements(input, live);
    if (wanted.length > 0) return planWanted(input, wanted, live);
    if (live === undefined || !isOurPolicy(input, live)) return { changes: [] };
    const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
    const steps = [{ call: 'logs.deletePolicy', name } as const];
    const base = { kind: 'log-policy', name, group: groupOfBus(input) } as const;
    return {
      changes: [change({ ...base, action: 'delete', reason, after: ruleChanges(input), steps })],
    };
  },
};

function policiesOf({ live }: Input): readonly { readonly name: string; readonly document: string }[] {
  return live.busLog?.policies ?? live.logPolicies ?? [];
}

function isOurPolicy(input: Input, document: string): boolean {
  return sidsOf(input).some((sid) => findStatement(document, sid) !== undefined);
}

/** Rules may write by it until they have changed. */
function ruleChanges({ rules, live }: Input): readonly string[] {
  return [...new Set([...rules, ...live.rules].map(({ name }) => `rule:${name}`))];
}

function planWanted(input: Input, wanted: readonly LogStatement[], live: string | undefined): Planned {
  const { policy: name } = namesOf(input);
  const on = wanted.flatMap(({ groups }) => groups);
  const base = {
    kind: 'log-policy',
    name,
    group: groupOf(input, on),
    ...(on.length === 0 ? {} : { links: { on } }),
  } as const;
  if (live !== undefined && !isOurPolicy(input, live))
    return leftAlone(
      base,
      'Resource policy of CloudWatch Logs',
      'it has no statement of this project',
      `gcx never changes it. Delete it, or give the project another name: ${awsCommand`logs delete-resource-policy --policy-name ${name}`}`,
    );
  if (live === undefined && isFull(input)) return planFull(input, wanted, base);
  const asked = askedOf(input, wanted, live);
  const document = documentOf(wanted.map(({ statement }) => statement));
  const tooLong = lengthRefusal(input, document);
  if (tooLong !== undefined) return { changes: [change({ ...base, action: 'none' })], refusals: [tooLong] };
  const put = (text: JsonObject) => [{ call: 'logs.putPolicy', name, document: text } as const];
  if (live === undefined) {
    const fields = wanted.map(({ field, after }): FieldChange => ({ kind: 'value', field, after }));
    return { changes: [change({ ...base, asked, action: 'create', fields, steps: put(document) })] };
  }
  const { former, foreign } = apart(input, wanted, live);
  const different = wanted.filter(({ statement }) => !isThere(live, statement));
  // Others' statements in it would be lost: nobody else writes there, and what they wrote is shown.
  const fields: readonly FieldChange[] =
    different.length > 0
      ? different.map(({ field, after }) => ({
          kind: 'value',
          field,
          before: 'as somebody changed it',
          after,
        }))
      : foreign
        ? [{ kind: 'value', field: 'may write', before: 'as somebody changed it', after: onlyOurs(wanted) }]
        : [];
  const widened = documentOf([...wanted.map(({ statement }) => statement), ...former]);
  // What is too long while both hold is narrowed at once.
  const first = former.length > 0 && lengthRefusal(input, widened) === undefined ? widened : document;
  const steps = fields.length === 0 ? [] : put(first);
  const grown = change({ ...base, asked, action: updateOrNone(fields), fields, steps });
  const narrows = former.length > 0 && (fields.length === 0 || first === widened);
  if (!narrows) return { changes: [grown] };
  const narrowed = change({
    ...base,
    links: {},
    asked,
    key: `${name}:narrow`,
    action: 'update',
    // By the setting that the file changed: else it could not be told from one that somebody changed.
    fields: [
      {
        kind: 'value',
        field: (different[0] ?? goneStatements(input, wanted, live)[0])?.field ?? 'may write',
        after: onlyOurs(wanted),
      },
    ],
    reason: 'once nothing else needs it',
    after: [changeId('log-policy', name), ...ruleChanges(input)],
    steps: put(document),
  });
  return { changes: [grown, narrowed] };
}

/** With the event bus, or with the first target that it is for. */
function groupOf(input: Input, groups: readonly string[]): ChangeGroup {
  const first = input.declared.logGroups.find(({ arn }) => groups.includes(arn));
  return first === undefined || wantedLevels(input).length > 0
    ? groupOfBus(input)
    : { kind: 'target', name: first.target };
}

function documentOf(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function isThere(live: string, statement: JsonObject): boolean {
  const found = findStatement(live, String(statement['Sid']));
  return found !== undefined && sameStatement(found, statement);
}

function onlyOurs(wanted: readonly LogStatement[]): string {
  return wanted.map(({ after }) => after).join(', ');
}

/**
 * What the live policy holds beside what is wanted: statements of ours that let in more or other things, which stay until
 * nothing needs them, and statements of others.
 */
function apart(
  input: Input,
  wanted: readonly LogStatement[],
  live: string,
): { readonly former: readonly JsonObject[]; readonly foreign: boolean } {
  const sids = sidsOf(input);
  const others = statementsOf(live).filter(
    (each) => !wanted.some(({ statement }) => sameStatement(each, statement)),
  );
  // The statement for the log of the event bus is always the same: another one is what somebody made of it.
  const changed = statementId(input.mark, LOG_POLICY_PURPOSE);
  const isChanged = (each: JsonObject): boolean =>
    each['Sid'] === changed && wanted.some(({ statement }) => statement['Sid'] === changed);
  const isReplaced = (each: JsonObject): boolean =>
    isChanged(each) || wanted.some(({ statement }) => covers(statement, each));
  const former = others.filter(
    (each) =>
      (sids.includes(String(each['Sid'])) || String(each['Sid']).startsWith(FORMER)) && !isReplaced(each),
  );
  return {
    former: former.map((each, index): JsonObject => ({ ...each, Sid: `${FORMER}${index}` })),
    foreign: others.some((each) => !former.includes(each) && !isReplaced(each)),
  };
}

/** How the id of a statement of ours begins that is about to go. */
const FORMER = 'GenesysGcxFormer';

/** What gcx asks for of its policy. */
function askedOf(input: Input, wanted: readonly LogStatement[], live: string | undefined): AskedOfKind {
  const { policy: name } = namesOf(input);
  return askedInList({
    of: changeId('log-policy', name),
    isLive: live !== undefined,
    // A statement that the file needs no more was asked for until now, and is none to note.
    closed: true,
    values: Object.fromEntries([
      ...wanted.map(({ field, statement }) => {
        const found = findStatement(live, String(statement['Sid']));
        const said = found === undefined ? undefined : normalStatement(found);
        return [field, { wanted: normalStatement(statement), live: said }];
      }),
      ...goneStatements(input, wanted, live).map(({ field, statement }) => [
        field,
        { wanted: undefined, live: normalStatement(statement) },
      ]),
    ]),
  });
}

/** The project's statements that the live policy has, and the file needs no more. */
function goneStatements(
  { mark }: Input,
  wanted: readonly LogStatement[],
  live: string | undefined,
): readonly Pick<LogStatement, 'field' | 'statement'>[] {
  return Object.entries(STATEMENT_FIELDS).flatMap(([purpose, field]) => {
    const statement = findStatement(live, statementId(mark, purpose));
    return statement === undefined || wanted.some((each) => each.field === field)
      ? []
      : [{ field, statement }];
  });
}

/** Whether the account has as many policies as CloudWatch Logs takes. */
function isFull(input: Input): boolean {
  return policiesOf(input).length >= Limits.logResourcePolicies;
}

/** There is no room for a policy of ours; perhaps one that is there, such as AWS's own, lets all in that has to be. */
function planFull(
  input: Input,
  wanted: readonly LogStatement[],
  base: Pick<Parameters<typeof change>[0], 'kind' | 'name' | 'group'>,
): Planned {
  const { config } = input;
  const statements = policiesOf(input).flatMap(({ document }) => statementsOf(document));
  const missing = wanted.filter(({ requests }) => !requests.every((each) => letsIn(statements, each)));
  if (missing.length === 0) return { changes: [] };
  const what = missing.every(({ groups }) => groups.length > 0)
    ? `Log group ${missing.map(({ after }) => after).join(', ')}`
    : `The log of event bus ${busArn(config, input.bus)}`;
  const refusal: Refusal = {
    code: 'log-policies-full',
    message: `${what} needs a resource policy of CloudWatch Logs, and the account has ${Limits.logResourcePolicies} of them in ${config.aws.region} already: AWS takes no more (logResourcePolicies).`,
    fix: 'Delete one that is no longer needed: aws logs describe-resource-policies, then aws logs delete-resource-policy --policy-name NAME',
  };
  return { changes: [change({ ...base, action: 'none' })], refusals: [refusal] };
}

function lengthRefusal(input: Input, document: JsonObject): Refusal | undefined {
  const { length } = JSON.stringify(document);
  if (length <= Limits.logResourcePolicyCharacters) return undefined;
  return {
    code: 'log-policy-too-long',
    message: `The resource policy of CloudWatch Logs that lets rules write to ${input.declared.logGroups.length} log groups would have ${length} characters; AWS takes ${Limits.logResourcePolicyCharacters} (logResourcePolicyCharacters).`,
    fix: `Send to fewer log groups, or split the file into several projects, then run  ${gcxCommand('plan')}`,
  };
}
