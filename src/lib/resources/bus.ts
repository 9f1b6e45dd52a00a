import type { Refusal } from '../plan/model.js';
import { change, changeId, updateOrNone } from './change.js';
import { companyTags, compareTags } from './company-tags.js';
import type { KindPlan, PlanInput, ResourceKind } from './kind.js';
import { isOurs, markTags, ownerInWords } from './mark.js';
import { keepingLines, othersOn } from './others-on-bus.js';
import { partnerBusName } from './partner-bus.js';
import { findRecord } from './record.js';

/** The bus of the integration's partner event source. A bus named by `aws.bus` is used, never created or deleted. */
export const busKind: ResourceKind = {
  kind: 'bus',
  actions: {
    read: ['events:DescribeEventBus', 'events:DescribeEventSource', 'events:ListTagsForResource'],
    write: ['events:CreateEventBus', 'events:DeleteEventBus', 'events:TagResource', 'events:UntagResource'],
  },
  plan(input) {
    const suffix = input.config.genesys.integration?.suffix;
    if (suffix === undefined) return { changes: [] };
    const wanted =
      input.config.aws.bus === undefined && input.intent === 'apply'
        ? partnerBusName(input.mark.organization, suffix)
        : undefined;
    const plans = [...input.live.buses.keys()].map((name) =>
      name === wanted ? planWanted(input, name, suffix) : planOther(input, name),
    );
    return {
      changes: plans.flatMap((plan) => plan.changes),
      warnings: plans.flatMap((plan) => plan.warnings ?? []),
      pending: plans.flatMap((plan) => plan.pending ?? []),
      refusals: plans.flatMap((plan) => plan.refusals ?? []),
    };
  },
};

function planWanted(input: PlanInput, name: string, suffix: string): KindPlan {
  const { bus, source } = input.live.buses.get(name) ?? {};
  const group = { kind: 'integration', name: suffix } as const;
  const integration = changeId('integration', suffix);
  const unmanaged = input.config.genesys.integration?.manage === false;
  if (unmanaged && bus === undefined && (source === undefined || source.state === 'DELETED'))
    return { changes: [], refusals: [sourceMissing(input, name, suffix)] };
  if (bus === undefined) {
    const losing = source?.state === 'PENDING';
    return {
      changes: [
        change({
          kind: 'bus',
          name,
          group,
          action: 'create',
          after: [integration],
          ...(losing
            ? { reason: 'the event source is PENDING: events are dropped until its bus is there' }
            : {}),
          steps: [
            {
              call: 'events.createBus',
              name,
              source: name,
              tags: { ...companyTags(input.config), ...markTags(input.mark) },
            },
          ],
        }),
      ],
      warnings: losing
        ? [
            {
              code: 'source-pending',
              message: `The event source ${name} has no bus: every event that Genesys sends is dropped now.`,
            },
          ]
        : [],
    };
  }
  const adopted = input.live.integrations.some(
    (each) => findRecord(each.config?.notes ?? '', input.mark)?.adoptedBus === true,
  );
  if (isOurs(bus.tags, input.mark)) {
    const { set, remove, fields } = compareTags(input.config, bus.tags);
    const steps =
      fields.length === 0 ? [] : [{ call: 'events.tag', arn: bus.arn, tags: set, remove } as const];
    return { changes: [change({ kind: 'bus', name, group, action: updateOrNone(fields), fields, steps })] };
  }
  if (adopted) return { changes: [change({ kind: 'bus', name, group, action: 'none' })] };
  // Where others look after the integration, a bus that they made for it is theirs as well.
  if (unmanaged) {
    const notes = ['made by others: used, never changed or deleted'];
    return { changes: [change({ kind: 'bus', name, group, action: 'none', notes })] };
  }
  if (input.allowed.adopt) {
    return {
      changes: [
        change({
          kind: 'bus',
          name,
          group,
          action: 'adopt',
          after: [integration],
          reason: '--adopt: gcx uses it and never deletes it (kept in the record in the integration’s notes)',
        }),
      ],
    };
  }
  return {
    changes: [change({ kind: 'bus', name, group, action: 'none', notes: ['not ours: left alone'] })],
    refusals: [
      {
        code: 'bus-not-ours',
        change: changeId('bus', name),
        message: `The event bus ${name} exists and gcx did not make it for this project and environment: ${ownerInWords(bus.tags)}.`,
        fix: 'Use it with --adopt (it is never deleted).',
      },
    ],
  };
}

function sourceMissing({ config }: PlanInput, name: string, suffix: string): Refusal {
  return {
    code: 'existing-missing',
    message: `The event source ${name} is not on AWS in account ${config.aws.account}, ${config.aws.region}, so no event bus can be made for it.`,
    fix: `It comes with the integration ${suffix}, which the file says others look after: ask them to enable it.`,
  };
}

/** A partner bus that the file does not have gcx manage: one that `aws.bus` takes over, or one that is left. */
function planOther(input: PlanInput, name: string): KindPlan {
  const { bus, source } = input.live.buses.get(name) ?? {};
  if (input.config.aws.bus === name) return { changes: [] };
  const unassociated =
    input.intent === 'apply' &&
    input.config.aws.bus !== undefined &&
    bus === undefined &&
    source?.state === 'PENDING';
  if (!unassociated) return planLeftover(input, name);
  const message = `The event source ${name} is PENDING: Genesys's events are dropped until a bus is associated with it. The file names aws.bus, so gcx makes none.`;
  return { changes: [], pending: [{ code: 'source-pending', message }] };
}

function planLeftover(input: PlanInput, name: string): KindPlan {
  const { bus } = input.live.buses.get(name) ?? {};
  if (bus === undefined || !isOurs(bus.tags, input.mark)) return { changes: [] };
  const group = { kind: 'integration', name: name.slice(name.lastIndexOf('/') + 1) } as const;
  const others = othersOn(name, input);
  // AWS deletes no bus that has a rule, whoever made it.
  if (others.length > 0) {
    const notes = keepingLines(others, `gcx ${input.intent}`);
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
        fix: 'If that is meant: run it again with --force.',
      },
    ],
  };
}
