import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { busArn, logDeliveryArn, logGroupArn } from '../../../language/names/arn.js';
import { change, changeId } from '../../change/change.js';
import type { Refusal } from '../../change/model.js';
import { goneReason, groupOfBus, namesOf, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { NOT_LOGGED } from '../bus-log/not-logged.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInList } from '../noted/asked-of.js';
import { statementId } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import { letsIn } from '../policies/lets-in.js';
import { findStatement, normalStatement, sameStatement, statementsOf } from '../policies/policy.js';
import { logPolicyRights } from './log-policy-rights.js';
import { LOG_POLICY_PURPOSE, type LogPolicyStep, logPolicySteps } from './log-policy-steps.js';

type Input = PlanInput<BusLogRead>;
type Planned = KindPlan<LogPolicyStep>;

const DELIVERY = 'delivery.logs.amazonaws.com';
const ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** What lets the deliveries of the event bus's log write to its log group. It is gcx's own document, and has one writer. */
export const logPolicyKind: ResourceKind<'log-policy', LogPolicyStep, BusLogRead> = {
  kind: 'log-policy',
  label: 'resource policy of logs',
  steps: logPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'log-group', of: 'growing' }],
    goesAfter: [{ kind: 'log-delivery', of: 'any' }],
    goesAfterRules: 'none',
  },
  countsAs: 'no',
  marks: {
    on: 'nothing',
    why: 'it is known by the id of its statement, which goes on letting the log be written',
  },
  harms: NOT_LOGGED,
  rights: logPolicyRights,
  plan(input) {
    const { busLog } = input.live;
    const { policy: name } = namesOf(input);
    const live = busLog?.policies.find((each) => each.name === name);
    if (wantedLevels(input).length > 0) return planWanted(input, live?.document);
    if (live === undefined || findStatement(live.document, sidOf(input)) === undefined)
      return { changes: [] };
    const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
    const steps = [{ call: 'logs.deletePolicy', name } as const];
    return {
      changes: [
        change({ kind: 'log-policy', name, group: groupOfBus(input), action: 'delete', reason, steps }),
      ],
    };
  },
};

function planWanted(input: Input, live: string | undefined): Planned {
  const { policy: name } = namesOf(input);
  const base = { kind: 'log-policy', name, group: groupOfBus(input) } as const;
  const statement = statementOf(input);
  const ours = findStatement(live, sidOf(input));
  if (live !== undefined && ours === undefined)
    return leftAlone(
      base,
      'Resource policy of CloudWatch Logs',
      'it has no statement of this project',
      `gcx never changes it. Delete it, or give the project another name: ${awsCommand`logs delete-resource-policy --policy-name ${name}`}`,
    );
  if (live === undefined && isFull(input)) return planFull(input, base);
  const asked = askedInList({
    of: changeId('log-policy', name),
    isLive: live !== undefined,
    values: {
      'may write': {
        wanted: normalStatement(statement),
        live: ours === undefined ? undefined : normalStatement(ours),
      },
    },
  });
  // Others' statements in it would be lost with ours alone: nobody else writes there, and what they wrote is shown.
  const isSame = ours !== undefined && sameStatement(ours, statement) && statementsOf(live).length === 1;
  if (isSame) return { changes: [change({ ...base, asked, action: 'none' })] };
  const document: JsonObject = { Version: '2012-10-17', Statement: [statement] };
  const field = {
    kind: 'value',
    field: 'may write',
    ...(live === undefined ? {} : { before: 'as somebody changed it' }),
    after: 'the log of the event bus',
  } as const;
  const action = live === undefined ? 'create' : 'update';
  const steps = [{ call: 'logs.putPolicy', name, document } as const];
  return { changes: [change({ ...base, asked, action, fields: [field], steps })] };
}

/** Whether the account has as many policies as CloudWatch Logs takes. */
function isFull({ live }: Input): boolean {
  return (live.busLog?.policies.length ?? 0) >= Limits.logResourcePolicies;
}

/** There is no room for a policy of ours; perhaps one that is there, such as AWS's own, lets all deliveries in. */
function planFull(
  input: Input,
  base: Pick<Parameters<typeof change>[0], 'kind' | 'name' | 'group'>,
): Planned {
  const { config, live } = input;
  const { logGroup, source } = namesOf(input);
  const statements = (live.busLog?.policies ?? []).flatMap(({ document }) => statementsOf(document));
  const isLetIn = wantedLevels(input).every((level) =>
    ACTIONS.every((action) =>
      letsIn(statements, {
        action,
        resource: `${logGroupArn(config, logGroup)}:log-stream:EventBridgeEventBusLogs`,
        service: DELIVERY,
        source: logDeliveryArn(config, 'delivery-source', source(input.bus, level)),
        account: config.aws.account,
      }),
    ),
  );
  if (isLetIn) return { changes: [] };
  const refusal: Refusal = {
    code: 'log-policies-full',
    message: `The log of event bus ${busArn(config, input.bus)} needs a resource policy of CloudWatch Logs, and the account has ${Limits.logResourcePolicies} of them in ${config.aws.region} already: AWS takes no more (logResourcePolicies).`,
    fix: 'Delete one that is no longer needed: aws logs describe-resource-policies, then aws logs delete-resource-policy --policy-name NAME',
  };
  return { changes: [change({ ...base, action: 'none' })], refusals: [refusal] };
}

/**
 * By the ARN of the delivery source: the log group's does not let it in (seen on AWS, October 2026; facts: event bus
 * logs). AWS reads lists of one back as lists.
 */
function statementOf(input: Input): JsonObject {
  const { config } = input;
  const { logGroup, sources } = namesOf(input);
  return {
    Sid: sidOf(input),
    Effect: 'Allow',
    Principal: { Service: DELIVERY },
    Action: [...ACTIONS],
    Resource: `${logGroupArn(config, logGroup)}:log-stream:*`,
    Condition: {
      StringEquals: { 'aws:SourceAccount': config.aws.account },
      ArnLike: { 'aws:SourceArn': logDeliveryArn(config, 'delivery-source', `${sources}*`) },
    },
  };
}

function sidOf({ mark }: Pick<Input, 'mark'>): string {
  return statementId(mark, LOG_POLICY_PURPOSE);
}
