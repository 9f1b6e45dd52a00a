import type { IamRole } from '../../../clients/aws/iam-model.js';
import { rolePath } from '../../../language/names/processor-names.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting } from '../../change/setting.js';
import type { DeclaredSenderRole } from '../../targets/declared-sender-role.js';
import { senderRoles } from '../../targets/sender-roles.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInTags, askedNoMore } from '../noted/asked-of.js';
import { adoptOr } from '../ownership/adoption.js';
import { askedTags, companyTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { deletion } from '../ownership/deletion.js';
import { isOurs, markTags, ownerInWords, TagKey } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { boundaryAsked, boundaryMove, boundarySetting, newRights, rightsChange } from './role-fields.js';
import { OWN_POLICY as POLICY, policyMove, senseOf } from './role-policy.js';
import type { RoleStep } from './role-steps.js';
import { senderPolicy, senderTrust } from './sender-role-policy.js';
import type { SenderRolesRead } from './sender-roles-reading.js';

type Input = PlanInput<SenderRolesRead & RulesRead>;
type Planned = KindPlan<RoleStep>;

/** Plans the roles with which EventBridge sends to targets that name none. */
export function planSenderRoles(input: Input): Planned {
  const declared = input.intent === 'apply' ? input.declared.senderRoles : [];
  const names = new Set(declared.map(({ name }) => name));
  return joinPlans<RoleStep>([
    ...declared.map((role) => planDeclared(input, role)),
    ...[...input.live.senderRoles].flatMap(([name, role]) =>
      names.has(name) || role === undefined ? [] : [planLeftover(input, role)],
    ),
  ]);
}

function planDeclared(input: Input, declared: DeclaredSenderRole): Planned {
  const { name, arn, targets } = declared;
  const { account, permissionsBoundary: boundary } = input.config.aws;
  const base = {
    kind: 'role',
    name,
    key: name,
    group: { kind: 'target', name: targets[0] },
    links: { on: arn },
  } as const;
  const policy = senderPolicy(declared);
  const trust = senderTrust(input, declared);
  const role = input.live.senderRoles.get(name);
  const asked = askedOf(input, declared, role);
  if (role === undefined) {
    const fields: readonly FieldChange[] = [
      newRights(policy, account),
      ...(boundary === undefined ? [] : [newSetting(boundarySetting(account), boundary)]),
    ];
    const steps = [
      {
        call: 'iam.createRole',
        name,
        path: rolePath(input.config),
        description: `EventBridge sends with it for project ${input.config.project}, made by gcx`,
        trust,
        ...(boundary === undefined ? {} : { boundary }),
        tags: { ...companyTags(input.config), ...markTags(input.mark) },
      },
      { call: 'iam.putPolicy', role: name, policy: POLICY, document: policy },
    ] as const;
    return { changes: [change({ ...base, action: 'create', fields, steps, asked })] };
  }
  if (!isOurs(role.tags, input.mark)) {
    const fix = adoptOr(
      role.tags[TagKey.project] !== undefined,
      `gcx never changes it. Give target ${targets[0]} a role of your own:  role: ARN`,
    );
    return leftAlone(base, 'IAM role', ownerInWords(role.tags, input.mark), fix);
  }
  const rights = policyMove(role.policies[POLICY], policy);
  const trusts = policyMove(role.trust, trust);
  const bounding = boundaryMove(role, boundary, account);
  const tagged = compareTags(input.config, role.tags);
  const rightsFields = rightsChange(role, policy, account);
  const trustField: FieldChange = {
    kind: 'value',
    field: 'trust',
    after: "EventBridge, for the project's rules",
  };
  const steps: readonly RoleStep[] = [
    ...bounding.steps,
    ...(trusts.widened === undefined
      ? []
      : [{ call: 'iam.setTrust', role: name, trust: trusts.widened } as const]),
    ...(rights.widened === undefined
      ? []
      : [{ call: 'iam.putPolicy', role: name, policy: POLICY, document: rights.widened } as const]),
    ...tagSteps(tagged, (tags, remove) => ({ call: 'iam.tag', role: name, tags, remove })),
  ];
  const fields: readonly FieldChange[] = [
    ...(rights.widened === undefined ? [] : rightsFields),
    ...(trusts.widened === undefined ? [] : [trustField]),
    ...bounding.fields,
    ...tagged.fields,
  ];
  const narrower: readonly RoleStep[] = [
    ...(trusts.narrows ? [{ call: 'iam.setTrust', role: name, trust } as const] : []),
    ...(rights.narrows
      ? [{ call: 'iam.putPolicy', role: name, policy: POLICY, document: policy } as const]
      : []),
  ];
  const narrowed = change({
    ...base,
    links: {},
    asked,
    key: `${name}:narrow`,
    action: 'update',
    fields: [
      ...(rights.narrows && rights.widened === undefined ? rightsFields : []),
      ...(trusts.narrows && trusts.widened === undefined ? [trustField] : []),
    ],
    reason: 'once no rule needs more',
    after: [changeId('role', name), ...ruleChanges(input)],
    steps: narrower,
  });
  return {
    changes: [
      change({ ...base, action: updateOrNone(fields), fields, notes: bounding.notes, steps, asked }),
      ...(narrower.length === 0 ? [] : [narrowed]),
    ],
  };
}

/** A role that no target needs any more. One that the file names now, as if it were people's, stays. */
function planLeftover(input: Input, role: IamRole): Planned {
  const { name, arn, tags } = role;
  const isNamed = Object.values(input.config.targets).some((target) => target.role === arn);
  if (!isOurs(tags, input.mark) || (isNamed && input.intent === 'apply')) return { changes: [] };
  const target = senderRoles(input.config).find((each) => each.name === name)?.targets[0];
  return deletion(input, {
    kind: 'role',
    what: 'IAM role',
    name,
    key: name,
    tags,
    ...(target === undefined ? {} : { target }),
    ...(input.intent === 'destroy' ? {} : { reason: 'no target of the file needs it any more' }),
    after: ruleChanges(input),
    steps: [{ call: 'iam.deleteRole', name }],
    ...askedNoMore(changeId('role', name), tags, (set, remove) => ({
      call: 'iam.tag',
      role: name,
      tags: set,
      remove,
    })),
  });
}

/** Ids of the changes of all rules, live and wanted: any of them may send with a role. */
function ruleChanges({ rules, live }: Input): readonly string[] {
  return [...new Set([...rules, ...live.rules].map(({ name }) => `rule:${name}`))];
}

/** What gcx asks for of a role. */
function askedOf(input: Input, declared: DeclaredSenderRole, live: IamRole | undefined): AskedOfKind {
  const bounding = boundaryAsked(live, input.config.aws.permissionsBoundary);
  const tags = live?.tags ?? {};
  return askedInTags({
    of: changeId('role', declared.name),
    isLive: live !== undefined,
    values: {
      rights: { wanted: senseOf(senderPolicy(declared)), live: senseOf(live?.policies[POLICY]) },
      trust: { wanted: senseOf(senderTrust(input, declared)), live: senseOf(live?.trust) },
      ...bounding.values,
      tags: askedTags(input.config, tags),
    },
    setBack: bounding.setBack,
    tags,
    tag: (set, remove): RoleStep => ({ call: 'iam.tag', role: declared.name, tags: set, remove }),
  });
}
