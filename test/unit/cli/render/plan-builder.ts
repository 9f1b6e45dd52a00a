import type { Change, FieldChange, Plan, PlanCounts } from '../../../../src/lib/engine/change/model.js';

/** A change with everything that a test does not care about filled in. */
export function change(part: Partial<Change> & Pick<Change, 'kind' | 'name' | 'group' | 'action'>): Change {
  return { id: `${part.kind}:${part.name}`, fields: [], notes: [], after: [], steps: [], ...part };
}

/** A set that changes, from `[value, label?, note?]` tuples. */
export function setField(
  field: string,
  added: readonly (readonly [string, string?, string?])[],
  removed: readonly (readonly [string, string?, string?])[] = [],
): FieldChange {
  const items = (tuples: typeof added) =>
    tuples.map(([value, label, note]) => ({
      value,
      ...(label === undefined ? {} : { label }),
      ...(note === undefined ? {} : { note }),
    }));
  return { kind: 'set', field, added: items(added), removed: items(removed) };
}

/** A plan of the given changes; counts are those of the changes plus `unchanged` more. */
export function plan(changes: readonly Change[], part: Partial<Plan> = {}, unchanged = 0): Plan {
  const counts: Record<Exclude<keyof PlanCounts, 'release'>, number> = {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    adopt: 0,
    none: unchanged,
  };
  for (const { action } of changes) if (action !== 'release') counts[action] += 1;
  return {
    schemaVersion: 1,
    intent: 'apply',
    subject: {
      file: '.genesysrc.yml',
      project: 'contact-center-events',
      environment: 'production',
      genesys: {
        organizationId: '6513270e-269e-4d37-b2a7-4de452e6b438',
        organizationName: 'Acme',
        environment: 'mypurecloud.ie',
      },
      aws: {
        account: '111122223333',
        region: 'eu-west-1',
        bus: 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod',
      },
      sandbox: false,
    },
    changes,
    counts,
    warnings: [],
    pending: [],
    refusals: [],
    digest: '0'.repeat(64),
    ...part,
  };
}

/** The plan of the example. */
export const examplePlan: Plan = plan(
  [
    change({
      kind: 'integration',
      name: 'prod',
      group: { kind: 'integration', name: 'prod' },
      action: 'update',
      fields: [
        setField('event types', [['v2.detail.events.conversation.{id}.user.end', 'conversation.user.end']]),
      ],
      notes: ['2 added by hand: kept'],
    }),
    change({
      kind: 'rule',
      name: 'contact-center-events-sales-left-queue-1',
      group: { kind: 'route', name: 'sales-left-queue' },
      action: 'update',
      fields: [
        setField(
          'queueId',
          [['1f0c77d2-3d8c-4f5e-9f8e-0d3e0f6f5b11', 'Sales DE Nord', 'new in Genesys, glob "Sales DE*"']],
          [['77aa01bd-6c1f-4a52-8a09-0b8f1d1f2c33', 'Retail Sales', 'left the file']],
        ),
      ],
    }),
    change({
      kind: 'rule',
      name: 'contact-center-events-old-crm-1',
      group: { kind: 'route', name: 'old-crm' },
      action: 'delete',
      reason: 'the route left the file; crm-legacy receives nothing more',
    }),
  ],
  {},
  14,
);
