import { answerOf } from '../../base/answers.js';
import { GcxError } from '../../base/gcx-error.js';
import { awsCommand, gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject, type JsonValue } from '../../base/json.js';
import { andList } from '../../base/words.js';
import type { LambdaFunction } from '../../clients/aws/functions-model.js';
import type { LogPolicy } from '../../clients/aws/log-delivery-model.js';
import type { Aws } from '../../clients/aws/model.js';
import { type Live, TagKey } from '../../engine/kinds/index.js';
import { declaredByTarget } from '../../engine/plan/index.js';
import { arnOf } from '../../engine/targets/list.js';
import type { Config, Target } from '../../language/config/model.js';
import { parseArn } from '../../language/names/arn.js';
import { logGroupVerdict } from './log-group-verdict.js';
import type { Finding, Unseen } from './model.js';
import { isServing, namedReceiver } from './named-receiver.js';
import { reachOfTargets } from './reach.js';
import { roleFindings } from './role-findings.js';

/** What was looked at beside what a plan reads. */
export interface LookedAt {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/**
 * Looks at what a plan does not read, as gcx changes nothing of it: functions of people's, roles that the file names, and
 * what ARN targets point at. What may not be read is told, and the rest is looked at.
 * @throws what the clients throw, but for missing permissions
 */
export async function lookBeside(config: Config, aws: Aws, live: Live): Promise<LookedAt> {
  const looked = await Promise.all(
    Object.values(config.targets).map(async (target) => [
      await lookAtFunction(config, aws, live, target),
      await lookAtRole(config, aws, live, target),
      await lookAtArn(config, aws, live, target),
    ]),
  );
  const all = looked.flat();
  return {
    findings: all.flatMap(({ findings }) => findings),
    unseen: all.flatMap(({ unseen }) => unseen),
  };
}

const NOTHING: LookedAt = { findings: [], unseen: [] };

/** The state of a function that a target is, or that handles what a processor gets. */
async function lookAtFunction(config: Config, aws: Aws, live: Live, target: Target): Promise<LookedAt> {
  const [named] = declaredByTarget(config, target)?.functions ?? [];
  if (named === undefined) {
    const processors = [...live.processorFunctions.values()].filter((each) => each !== undefined);
    const found = processors.find(({ tags }) => tags[TagKey.processor] === target.name);
    return found === undefined
      ? NOTHING
      : { findings: stateFindings(config, target, found), unseen: networkUnseen(config, target, found) };
  }
  if (parseArn(named.arn)?.account !== config.aws.account) return NOTHING;
  return allowed(`function ${named.name}`, async () => {
    const found = await aws.functions.function(named.name);
    // That there is none the plan says.
    if (found === undefined) return [];
    return [...stateFindings(config, target, found), ...concurrencyFindings(config, target, found)];
  });
}

/** Nothing of a VPC can be seen from here: which of its services its subnets reach is of EC2. */
function networkUnseen(config: Config, named: Target, { name, vpc }: LambdaFunction): readonly Unseen[] {
  const target = declaredByTarget(config, named)?.processors?.[0]?.target;
  if (target?.vpc === undefined || vpc === undefined) return [];
  const needs = [
    'SQS',
    ...(target.deduplicate === undefined ? [] : ['DynamoDB']),
    ...(Object.keys(target.secrets).length === 0 ? [] : ['Secrets Manager']),
  ];
  return [
    {
      of: `the network of Lambda function ${name}`,
      why: `It runs in a VPC: from its subnets it must reach ${andList(needs)}, and Genesys Cloud if the handler calls it, by a NAT gateway or VPC endpoints.`,
    },
  ];
}

function stateFindings(config: Config, target: Target, found: LambdaFunction): readonly Finding[] {
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = answerOf(found) ?? {};
  const stops = reachOfTargets(config, [target.name]);
  const again = awsCommand`lambda get-function-configuration --function-name ${found.name}`;
  if (State === 'Failed')
    return [
      {
        code: 'function-state',
        weight: 'stops',
        stops,
        what: `Lambda function ${found.name} is in state Failed${because(StateReason)}.`,
        why: 'Lambda does not run it until this is fixed.',
        cure: `Fix what Lambda reports; to see it: ${again}`,
      },
    ];
  if (LastUpdateStatus === 'Failed')
    return [
      {
        code: 'function-update',
        weight: 'later',
        stops,
        what: `The last change of Lambda function ${found.name} failed${because(LastUpdateStatusReason)}.`,
        why: 'It keeps running as it was before that change.',
        cure: `Fix what Lambda reports; to see it: ${again}`,
      },
    ];
  return [];
}

function because(reason: JsonValue | undefined): string {
  return typeof reason === 'string' && reason !== '' ? `: ${reason.replace(/\.\s*$/, '')}` : '';
}

/** A processor's is in the table of its kind. */
function concurrencyFindings(config: Config, target: Target, found: LambdaFunction): readonly Finding[] {
  const concurrency = answerOf(found)?.['Concurrency'];
  if (!isJsonObject(concurrency ?? null) || concurrencyOf(concurrency) !== 0) return [];
  return [
    {
      code: 'function-stopped',
      weight: 'stops',
      stops: reachOfTargets(config, [target.name]),
      what: `Lambda function ${found.name} has a reserved concurrency of 0.`,
      why: 'It does not run at all: EventBridge retries until the event is too old, then dead-letters or drops it.',
      cure: `Ask its owner, or: ${awsCommand`lambda delete-function-concurrency --function-name ${found.name}`}`,
    },
  ];
}

function concurrencyOf(value: JsonValue | undefined): JsonValue | undefined {
  return value !== undefined && isJsonObject(value) ? value['ReservedConcurrentExecutions'] : undefined;
}

/** The role with which EventBridge sends to a target, or as which a processor runs, where the file names one. */
async function lookAtRole(config: Config, aws: Aws, live: Live, target: Target): Promise<LookedAt> {
  const [processor] = declaredByTarget(config, target)?.processors ?? [];
  const arn = processor === undefined ? target.role : processor.target.executionRole;
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (parts === undefined || parts.account !== config.aws.account) return NOTHING;
  const name = parts.resource.slice(parts.resource.lastIndexOf('/') + 1);
  const use =
    processor === undefined
      ? ({ service: 'events.amazonaws.com', to: askedArn(config, live, target) } as const)
      : ({ service: 'lambda.amazonaws.com' } as const);
  return allowed(`role ${name}`, async () =>
    roleFindings(config, target, { ...use, name, role: await aws.iam.role(name) }),
  );
}

/**
 * The ARN that AWS asks a role's policies for: that of an API destination has the id that AWS gave it. Undefined where it is
 * not there: no id is known, and the plan says that it is missing.
 */
function askedArn(config: Config, live: Live, target: Target): string | undefined {
  const arn = arnOf(target, config);
  const [endpoint] = declaredByTarget(config, target)?.endpoints ?? [];
  return endpoint === undefined ? arn : live.apiDestinations.get(endpoint.name)?.arn;
}

/** Whether the bus, log group, stream or state machine that a target is, is there. */
async function lookAtArn(config: Config, aws: Aws, live: Live, target: Target): Promise<LookedAt> {
  const arn = arnOf(target, config);
  const parts = parseArn(arn);
  if (parts === undefined || parts.account !== config.aws.account || parts.region !== config.aws.region)
    return NOTHING;
  const missing = (what: string): readonly Finding[] => [
    {
      code: 'target-missing',
      weight: 'stops',
      stops: reachOfTargets(config, [target.name]),
      what: `Target ${target.name} points to ${what}, which does not exist in this account and region.`,
      why: 'Every delivery to it fails.',
      cure: 'Correct the name or ARN in the file, or ask the account administrator to create it.',
    },
  ];
  if (parts.service === 'events' && parts.resource.startsWith('event-bus/')) {
    const name = parts.resource.slice('event-bus/'.length);
    return allowed(`event bus ${name}`, async () =>
      (await aws.events.bus(name)) === undefined ? missing(`event bus ${name}`) : [],
    );
  }
  const receiver = namedReceiver(arn, parts);
  if (receiver !== undefined) {
    const { called } = receiver;
    return allowed(called, async () => {
      const status = await receiver.status(aws);
      if (status === undefined) return missing(called);
      return isServing(status) ? [] : [notServing(config, target, { called, status })];
    });
  }
  // The plan tells of those that gcx makes or lets rules write to.
  const isPlanned = (declaredByTarget(config, target)?.logGroups ?? []).length > 0;
  if (!isPlanned && parts.service === 'logs' && parts.resource.startsWith('log-group:')) {
    const name = parts.resource.slice('log-group:'.length).replace(/:\*$/, '');
    return allowed(`log group ${name}`, async () =>
      (await aws.logs.group(name)) === undefined
        ? missing(`log group ${name}`)
        : logGroupFindings(config, target, { name, policies: await aws.logPolicies.list(), live }),
    );
  }
  return NOTHING;
}

function notServing(
  config: Config,
  target: Target,
  { called, status }: { readonly called: string; readonly status: string },
): Finding {
  return {
    code: 'target-status',
    weight: 'stops',
    stops: reachOfTargets(config, [target.name]),
    what: `Target ${target.name} points to ${called}, which is in status ${status}.`,
    why: 'It does not take events in this status: deliveries to it fail.',
    cure:
      status === 'CREATING'
        ? `Wait until it is ACTIVE, then ${gcxCommand('doctor')}`
        : 'Correct the name or ARN in the file, or ask the account administrator to create it again.',
  };
}

function logGroupFindings(
  config: Config,
  target: Target,
  {
    name,
    policies,
    live,
  }: { readonly name: string; readonly policies: readonly LogPolicy[]; readonly live: Live },
): readonly Finding[] {
  const group = arnOf(target, config).replace(/:\*$/, '');
  const rule = live.rules.find(({ targets }) => targets.some(({ arn }) => arn.startsWith(group)));
  // That no rule sends there the plan says.
  if (rule === undefined) return [];
  const verdict = logGroupVerdict(policies, group, { arn: rule.arn, account: config.aws.account });
  if (verdict === 'lets in') return [];
  return [
    {
      code: 'log-group-policy',
      weight: verdict === 'unsure' ? 'some' : 'stops',
      stops: reachOfTargets(config, [target.name]),
      what:
        verdict === 'unsure'
          ? `A resource policy of CloudWatch Logs mentions EventBridge, but may not allow it to write to log group ${name}.`
          : `No resource policy of CloudWatch Logs allows events.amazonaws.com to write to log group ${name}.`,
      why: 'Without logs:CreateLogStream and logs:PutLogEvents every delivery to it fails.',
      cure: `Ask the account administrator to allow both; to see the policies: ${awsCommand`logs describe-resource-policies`}`,
      ...(verdict === 'unsure' ? { unsure: true } : {}),
    },
  ];
}

/** What is found by reading, or that it may not be read. */
async function allowed(of: string, look: () => Promise<readonly Finding[]>): Promise<LookedAt> {
  try {
    return { findings: await look(), unseen: [] };
  } catch (error) {
    if (!(error instanceof GcxError) || error.report.code !== 'aws-access-denied') throw error;
    return { findings: [], unseen: [{ of, why: error.report.what, denied: true }] };
  }
}
