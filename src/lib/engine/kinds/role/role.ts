import { andList, counted } from '../../../base/words.js';
import type { IamRole } from '../../../clients/aws/iam-model.js';
import { roleArn } from '../../../language/names/arn.js';
import { rolePath } from '../../../language/names/processor-names.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting } from '../../change/setting.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInTags, askedNoMore } from '../noted/asked-of.js';
import { tagSteps } from '../ownership/company-tags.js';
import { isOurs } from '../ownership/mark.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { boundaryAsked, boundaryMove, boundarySetting, rightsChange } from './role-fields.js';
import { roleMarks } from './role-marks.js';
import {
  LAMBDA_TRUST,
  OWN_POLICY as POLICY,
  policyMove,
  rightsIn,
  rolePolicy,
  samePolicy,
  senseOf,
} from './role-policy.js';
import { roleRights } from './role-rights.js';
import { type RoleStep, roleSteps } from './role-steps.js';
import type { RolesRead } from './roles-reading.js';
import { roleHarms } from './roles-reading.js';
import { planSenderRoles } from './sender-role.js';
import type { SenderRolesRead } from './sender-roles-reading.js';

type RoleNeeds = RolesRead & SenderRolesRead & RulesRead;
type Input = PlanInput<RoleNeeds>;
type Planned = KindPlan<RoleStep>;

/** IAM roles that processors' functions run as and that EventBridge sends with, where the file gives none. */
export const roleKind: ResourceKind<'role', RoleStep, RoleNeeds> = {
  kind: 'role',
  label: 'IAM role',
  steps: roleSteps,
  order: { part: 'support', growsAfter: [], goesAfter: [], goesAfterRules: 'none' },
  underway: 'name',
  countsAs: 'target',
  marks: roleMarks,
  harms: roleHarms,
  rights: roleRights,
  arnOf: (name, { config }) => roleArn(config, rolePath(config), name),
  plan: (input) =>
    joinPlans<RoleStep>([
      planProcessors(
        input,
        input.live.roles,
        (processor) => planDeclared(input, processor),
        (base) => planLeftover(input, base),
      ),
      planSenderRoles(input),
    ]),
};

function planDeclared(input: Input, processor: DeclaredProcessor): Planned {
  const { target, names } = processor;
  if (target.executionRole !== undefined)
    return planLeftover(input, names.function, 'the file gives the function another role');
  const role = input.live.roles.get(names.function);
  const name = names.role;
  const base = {
    kind: 'role',
    name,
    key: names.function,
    group: { kind: 'target', name: target.name },
  } as const;
  const boundary = input.config.aws.permissionsBoundary;
  const wanted = rolePolicy(input.config, processor);
  if (role === undefined) {
    const create = {
      call: 'iam.createRole',
      name,
      path: rolePath(input.config),
      description: `Processor ${target.name} of project ${input.config.project}, made by gcx`,
      trust: LAMBDA_TRUST,
      ...(boundary === undefined ? {} : { boundary }),
      tags: processorTags(input, target.name),
    } as const;
    const put = { call: 'iam.putPolicy', role: name, policy: POLICY, document: wanted } as const;
    const { account } = input.config.aws;
    const fields = [
      newRights(processor, wanted),
      ...(boundary === undefined ? [] : [newSetting(boundarySetting(account), boundary)]),
    ];
    const asked = askedOf(input, processor, wanted, undefined);
    return { changes: [change({ ...base, action: 'create', fields, steps: [create, put], asked })] };
  }
  if (!isOurs(role.tags, input.mark)) return foreignThing(input, base, 'IAM role', role.tags, target.name);
  const move = policyMove(role.policies[POLICY], wanted);
  const tagged = compareProcessorTags(input, target.name, role.tags);
  const trusted = samePolicy(role.trust, LAMBDA_TRUST);
  const bounding = boundaryMove(role, boundary, input.config.aws.account);
  const rights = rightsChange(role, wanted, input.config.aws.account);
  const fields: readonly FieldChange[] = [
    ...(move.widened === undefined ? [] : rights),
    ...(trusted ? [] : [{ kind: 'value', field: 'trust', after: 'lambda.amazonaws.com only' } as const]),
    ...bounding.fields,
    ...tagged.fields,
  ];
  const steps: readonly RoleStep[] = [
    ...bounding.steps,
    ...(trusted ? [] : [{ call: 'iam.setTrust', role: name, trust: LAMBDA_TRUST } as const]),
    ...(move.widened === undefined
      ? []
      : [{ call: 'iam.putPolicy', role: name, policy: POLICY, document: move.widened } as const]),
    ...tagSteps(tagged, (tags, remove) => ({ call: 'iam.tag', role: name, tags, remove })),
  ];
  const { notes } = bounding;
  const asked = askedOf(input, processor, wanted, role);
  const narrowed = change({
    ...base,
    asked,
    key: `${names.function}:narrow`,
    action: 'update',
    fields: move.widened === undefined ? rights : [],
    reason: 'once the function needs no more',
    after: [changeId('role', names.function), changeId('function', names.function)],
    steps: [{ call: 'iam.putPolicy', role: name, policy: POLICY, document: wanted }],
  });
  return {
    changes: [
      change({ ...base, action: updateOrNone(fields), fields, notes, steps, asked }),
      ...(move.narrows ? [narrowed] : []),
    ],
  };
}

/** What gcx asks for of a role. */
function askedOf(
  input: Input,
  { target, names }: DeclaredProcessor,
  rights: ReturnType<typeof rolePolicy>,
  live: IamRole | undefined,
): AskedOfKind {
  const tags = live?.tags ?? {};
  const bounding = boundaryAsked(live, input.config.aws.permissionsBoundary);
  return askedInTags({
    of: changeId('role', names.function),
    isLive: live !== undefined,
    values: {
      rights: { wanted: senseOf(rights), live: senseOf(live?.policies[POLICY]) },
      trust: { wanted: senseOf(LAMBDA_TRUST), live: senseOf(live?.trust) },
      ...bounding.values,
      ...askedProcessorTags(input, target.name, tags),
    },
    setBack: bounding.setBack,
    tags,
    tag: (set, remove): RoleStep => ({ call: 'iam.tag', role: names.role, tags: set, remove }),
  });
}

/** What a new role allows, in short: it is always the same, and each right of the list stands in the JSON. */
function newRights({ target }: DeclaredProcessor, wanted: ReturnType<typeof rolePolicy>): FieldChange {
  const secrets = Object.keys(target.secrets).length;
  const may = [
    'receive from its SQS queue',
    'send to its dead-letter queue',
    ...(target.deduplicate === undefined ? [] : ['use its table']),
    'write its logs',
    ...(secrets === 0 ? [] : [`read ${counted(secrets, 'secret')}`]),
    ...(target.vpc === undefined ? [] : ['use network interfaces of a VPC']),
    ...(target.tracing === 'active' ? ['write traces to X-Ray'] : []),
    ...(target.permissions ?? []).map(
      ({ actions, resources }) => `${actions.join(', ')} on ${resources.join(', ')}`,
    ),
  ];
  return { kind: 'value', field: 'rights', after: rightsIn(wanted), words: { after: andList(may) } };
}

function planLeftover(input: Input, base: string, reason?: string): Planned {
  const role = input.live.roles.get(base);
  if (role === undefined) return { changes: [] };
  return processorDeletion(input, {
    kind: 'role',
    what: 'IAM role',
    name: role.name,
    key: base,
    tags: role.tags,
    ...(reason === undefined ? {} : { reason }),
    after: [changeId('function', base)],
    steps: [{ call: 'iam.deleteRole', name: role.name }],
    ...askedNoMore(changeId('role', base), role.tags, (tags, remove) => ({
      call: 'iam.tag',
      role: role.name,
      tags,
      remove,
    })),
  });
}
