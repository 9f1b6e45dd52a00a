import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { busArn } from '../../../language/names/arn.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { ChangeGroup, Refusal } from '../../change/model.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import type { IntegrationsRead } from '../integration/integrations-reading.js';
import { findRecord } from '../integration/record.js';
import { companyTags, compareTags } from '../ownership/company-tags.js';
import { isOurs, markTags, ownerInWords } from '../ownership/mark.js';
import type { KeysRead } from '../policies/keys-reading.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import { keepingLines, othersOn } from '../rule/others-on-bus.js';
import type { RuleStep } from '../rule/rule-call-steps.js';
import { askedOf } from './asked-bus.js';
import { busHarms } from './bus-attributes.js';
import { busKeyProblems, newBusKey, planBusKey } from './bus-key.js';
import { busMarks } from './bus-marks.js';
import { busRights } from './bus-rights.js';
import { type BusStep, busSteps } from './bus-steps.js';
import type { BusesRead } from './buses-reading.js';
import { mendSource } from './partner-source.js';

type Needs = BusesRead & IntegrationsRead & OthersRead & KeysRead;
type Input = PlanInput<Needs>;
type Planned = KindPlan<BusStep | RuleStep>;

/** The bus of the integration's partner event source. A bus named by `aws.bus` is used, never created or deleted. */
export const busKind: ResourceKind<'bus', BusStep | RuleStep, Needs> = {
  kind: 'bus',
  label: 'event bus',
  steps: busSteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'integration', of: 'growing' }],
    goesAfter: [
      { kind: 'archive', of: 'any' },
      { kind: 'bus-log', of: 'any' },
    ],
    goesAfterRules: 'going',
  },
  countsAs: 'itself',
  marks: busMarks,
  harms: busHarms,
  rights: busRights,
  arnOf: (name, { config }) => busArn(config, name),
  plan(input) {
    const suffix = input.config.genesys.integration?.suffix;
    if (suffix === undefined) return planNamed(input, { kind: 'bus', name: input.bus }, false);
    const wanted =
      input.config.aws.bus === undefined && input.intent === 'apply'
        ? partnerBusName(input.mark.organization, suffix)
        : undefined;
    const plans = [...input.live.buses.keys()].map((name) =>
      name === wanted
        ? planWanted(input, name, suffix)
        : name === input.config.aws.bus
          ? planNamed(input, { kind: 'integration', name: suffix }, isManaged(input))
          : planOther(input, name),
    );
    return {
      changes: plans.flatMap((plan) => plan.changes),
      warnings: plans.flatMap((plan) => plan.warnings ?? []),
      pending: plans.flatMap((plan) => plan.pending ?? []),
      refusals: plans.flatMap((plan) => plan.refusals ?? []),
    };
  },
};

function planWanted(input: Input, name: string, suffix: string): Planned {
  const found = input.live.buses.get(name) ?? { name };
  const { bus, source } = found;
  const group = { kind: 'integration', name: suffix } as const;
  const integration = changeId('integration', suffix);
  const unmanaged = !isManaged(input);
  if (unmanaged && bus === undefined && (source === undefined || source.state === 'DELETED'))
    return { changes: [], refusals: [sourceMissing(input, name, suffix)] };
  if (bus === undefined) {
    const losing = source?.state === 'PENDING';
    const { warnings, refusals } = busKeyProblems(input, name, busArn(input.config, name));
    const { busKey } = input.config.aws;
    return {
      refusals,
      changes: [
        change({
          kind: 'bus',
          name,
          group,
          action: 'create',
          after: [integration],
          fields: newBusKey(input.config),
          ...(losing
            ? { reason: 'the event source is PENDING: events are dropped until its bus exists' }
            : {}),
          steps: [
            {
              call: 'events.createBus',
              name,
              source: name,
              tags: { ...companyTags(input.config), ...markTags(input.mark) },
              ...(busKey === undefined ? {} : { key: busKey }),
            },
            { call: 'events.activateSource', name, fresh: true },
          ],
          asked: askedOf(input, { name }),
        }),
      ],
      warnings: [
        ...(losing
          ? [
              {
                code: 'source-pending',
                message: `The event source ${name} has no bus: every event that Genesys sends is dropped now.`,
              },
            ]
          : []),
        ...warnings,
      ],
    };
  }
  const adopted = input.live.integrations.some(
    (each) => findRecord(each.config?.notes ?? '', input.mark)?.adoptedBus === true,
  );
  const base = { kind: 'bus', name, group } as const;
  if (isOurs(bus.tags, input.mark) || adopted) {
    const mending = mendSource(input, found, true);
    // What was there before gcx is used, and not tagged.
    const tagged = isOurs(bus.tags, input.mark)
      ? compareTags(input.config, bus.tags)
      : { set: {}, remove: [], fields: [] };
    const keyed = planBusKey(input, bus);
    const fields = [...mending.fields, ...keyed.fields, ...tagged.fields];
    const steps: readonly (BusStep | RuleStep)[] = [
      ...mending.steps,
      ...keyed.steps,
      ...(tagged.fields.length === 0
        ? []
        : [{ call: 'events.tag', arn: bus.arn, tags: tagged.set, remove: tagged.remove } as const]),
    ];
    const asked = isOurs(bus.tags, input.mark) ? { asked: askedOf(input, found) } : {};
    const changed = change({
      ...base,
      ...asked,
      action: updateOrNone(fields),
      after: [integration],
      fields,
      notes: keyed.notes,
      steps,
    });
    return {
      changes: [changed],
      ...mending.notices,
      warnings: [...(mending.notices.warnings ?? []), ...keyed.warnings],
      refusals: keyed.refusals,
    };
  }
  // Where others look after the integration, a bus that they made for it is theirs as well.
  if (unmanaged) {
    const notes = ['created by others: used, never changed or deleted'];
    const { notices } = mendSource(input, found, false);
    return {
      changes: [change({ ...base, action: 'none', notes })],
      ...notices,
      warnings: [...(notices.warnings ?? []), ...planBusKey(input, bus).warnings],
    };
  }
  if (input.allowed.adopt) {
    const mending = mendSource(input, found, true);
    return {
      ...mending.notices,
      changes: [
        change({
          ...base,
          action: 'adopt',
          after: [integration],
          fields: mending.fields,
          steps: mending.steps,
          reason: '--adopt: gcx uses it and never deletes it (recorded in the notes of the integration)',
        }),
      ],
    };
  }
  const owner = ownerInWords(bus.tags, input.mark);
  return {
    changes: [change({ kind: 'bus', name, group, action: 'none', notes: [`${owner}: left alone`] })],
    refusals: [
      {
        code: 'bus-not-ours',
        change: changeId('bus', name),
        message: `The event bus ${name} exists, and gcx did not create it for this project and environment: ${owner}.`,
        fix: 'Use it with --adopt (it is never deleted).',
      },
    ],
  };
}

function sourceMissing({ config }: Input, name: string, suffix: string): Refusal {
  return {
    code: 'existing-missing',
    message: `The event source ${name} is not on AWS in account ${config.aws.account}, ${config.aws.region}, so no event bus can be created for it.`,
    fix: `It belongs to the integration ${suffix}, which others manage according to the file: ask them to enable it.`,
  };
}

/** The bus that `aws.bus` names: used, never made or deleted; but where it is a partner's, its source is looked after. */
function planNamed(input: Input, group: ChangeGroup, ours: boolean): Planned {
  const found = input.live.buses.get(input.bus);
  if (found === undefined || input.intent === 'destroy') return { changes: [] };
  const { fields, steps, notices } = mendSource(input, found, ours);
  const { name } = found;
  return {
    changes:
      fields.length === 0 ? [] : [change({ kind: 'bus', name, group, action: 'update', fields, steps })],
    ...notices,
  };
}

function isManaged({ config }: Input): boolean {
  return config.genesys.integration !== undefined && config.genesys.integration.manage !== false;
}

/** A partner bus that the file does not work on: one that is left, or that of an integration beside `aws.bus`. */
function planOther(input: Input, name: string): Planned {
  const { bus, source } = input.live.buses.get(name) ?? {};
  const unassociated =
    input.intent === 'apply' &&
    input.config.aws.bus !== undefined &&
    bus === undefined &&
    source?.state === 'PENDING';
  if (!unassociated) return planLeftover(input, name);
  const message = `The event source ${name} is PENDING: Genesys's events are dropped until a bus is associated with it. The file has aws.bus, so gcx does not create one.`;
  return { changes: [], pending: [{ code: 'source-pending', message }] };
}

function planLeftover(input: Input, name: string): Planned {
  const { bus } = input.live.buses.get(name) ?? {};
  if (bus === undefined || !isOurs(bus.tags, input.mark)) return { changes: [] };
  const group = { kind: 'integration', name: name.slice(name.lastIndexOf('/') + 1) } as const;
  const others = othersOn(name, input);
  // AWS deletes no bus that has a rule, whoever made it.
  if (others.length > 0) {
    const notes = keepingLines(others, gcxCommand(input.intent));
    return { changes: [change({ kind: 'bus', name, group, action: 'none', notes })] };
  }
  const deleted = change({
    kind: 'bus',
    name,
    group,
    action: 'delete',
    reason:
      input.intent === 'destroy'
        ? 'destroy: its event source goes back to PENDING'
        : 'the file has another suffix',
    steps: [{ call: 'events.deleteBus', name }],
  });
  const running = input.live.integrations.some(
    (each) => name.endsWith(`/${each.config?.eventSourceSuffix ?? ''}`) && each.intendedState === 'ENABLED',
  );
  if (!running || input.allowed.force) return { changes: [deleted] };
  return {
    changes: [deleted],
    refusals: [
      {
        code: 'running-pipe',
        change: deleted.id,
        message: `The event bus ${name} receives events: its integration is ENABLED.`,
        fix: 'If this is intended, run it again with --force.',
      },
    ],
  };
}
