import type { Notice } from '../../../base/notice.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { genesysEventTypes } from '../../../language/events/index.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import { change } from '../../change/change.js';
import type { Change } from '../../change/model.js';
import type { BusesRead } from '../bus/buses-reading.js';
import { isSourceLost } from '../bus/partner-source.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import { askedOf, originOfEventTypes } from './asked-integration.js';
import { configureStep, eventTypesField } from './configure-integration.js';
import { outgoingLines, partnerReach, partOutgoing } from './event-type-takers.js';
import { isNamedByUs, recordLost, refuseForeign, whyNotOurs } from './foreign-integration.js';
import { planHalfMade } from './half-made-integration.js';
import { integrationName, isHalfMade, isOfIdentity } from './integration-identity.js';
import { integrationMarks } from './integration-marks.js';
import { integrationRights } from './integration-rights.js';
import { noRoom } from './integration-room.js';
import { type IntegrationStep, integrationSteps } from './integration-steps.js';
import type { IntegrationsRead } from './integrations-reading.js';
import { integrationHarms } from './integrations-reading.js';
import { planLeftover } from './leftover-integration.js';
import { findRecord, type IntegrationRecord, otherRecords, recordJson } from './record.js';
import { withoutStop } from './reported-problem.js';
import { planUnmanaged } from './unmanaged-integration.js';

type Input = PlanInput<IntegrationsRead & BusesRead & OthersRead>;
type Planned = KindPlan<IntegrationStep>;

/** The Genesys integration: its event types are the union of the routes'. */
export const integrationKind: ResourceKind<
  'integration',
  IntegrationStep,
  IntegrationsRead & BusesRead & OthersRead
> = {
  kind: 'integration',
  label: 'integration',
  steps: integrationSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [{ kind: 'bus', of: 'shrinking' }],
    goesAfterRules: 'going',
  },
  countsAs: 'itself',
  marks: integrationMarks,
  harms: integrationHarms,
  rights: integrationRights,
  plan(input) {
    const { genesys } = input.config;
    if (genesys.integration === undefined) return { changes: [] };
    const { suffix, manage } = genesys.integration;
    const managed = manage !== false;
    const wanted =
      input.intent === 'destroy'
        ? undefined
        : managed
          ? planWanted(input, suffix)
          : planUnmanaged(input, suffix, neededEventTypes(input));
    const leftovers = input.live.integrations.flatMap((integration) => {
      const isWanted =
        (input.intent === 'apply' || !managed) && isOfIdentity(integration, identityOf(input, suffix));
      const record = integration.config && findRecord(integration.config.notes, input.mark);
      return isWanted || record === undefined ? [] : [planLeftover(input, integration, record)];
    });
    const spare = managed ? [planHalfMade(input, suffix, identityOf(input, suffix))] : [];
    return joinPlans([...(wanted ? [wanted] : []), ...leftovers, ...spare]);
  },
};

function identityOf(input: Input, suffix: string) {
  return { account: input.config.aws.account, region: input.config.aws.region, suffix };
}

/** The event types that the file's routes need, sorted. */
function neededEventTypes(input: Input): readonly string[] {
  return [...new Set(Object.values(input.config.routes).flatMap(genesysEventTypes))].sort();
}

function planWanted(input: Input, suffix: string): Planned {
  const candidates = input.live.integrations.filter((each) => isOfIdentity(each, identityOf(input, suffix)));
  const live = candidates.find((each) => findRecord(each.config?.notes ?? '', input.mark)) ?? candidates[0];
  return live === undefined
    ? planCreate(input, suffix)
    : planExisting(input, suffix, live, candidates.length);
}

function planCreate(input: Input, suffix: string): Planned {
  const needed = neededEventTypes(input);
  const halfMade = input.live.integrations.some((each) => isHalfMade(each, input.mark, suffix));
  const created = change({
    kind: 'integration',
    name: suffix,
    group: { kind: 'integration', name: suffix },
    action: 'create',
    ...(halfMade ? { reason: 'an earlier apply began to make it; this one finishes it' } : {}),
    fields: [eventTypesField(input, needed, [])],
    steps: [
      { call: 'genesys.createIntegration', name: integrationName(input.mark, suffix), suffix },
      configureStep(input, suffix, {
        add: needed,
        remove: [],
        record: {
          ...input.mark,
          created: true,
          adoptedBus: adoptsBus(input, suffix, undefined),
          added: needed,
          used: [],
        },
      }),
      { call: 'genesys.enableIntegration', suffix },
    ],
    asked: askedOf(suffix, undefined),
  });
  const replaced = input.live.integrations.find((each) => {
    const record = findRecord(each.config?.notes ?? '', input.mark);
    return record?.created === true && each.intendedState === 'ENABLED';
  });
  const full = halfMade ? [] : noRoom(input, created.id);
  if (replaced === undefined || input.allowed.eventLoss) return { changes: [created], refusals: full };
  const oldSuffix = replaced.config?.eventSourceSuffix ?? '';
  return {
    changes: [created],
    refusals: [
      ...full,
      {
        code: 'event-loss',
        change: created.id,
        message: `The suffix changes from ${oldSuffix} to ${suffix}: events that Genesys sends before the new event source is associated, and those it still retries for the old one, are lost.`,
        fix: `Keep suffix: ${oldSuffix}, or allow it with --allow-event-loss --force.`,
      },
    ],
  };
}

function planExisting(input: Input, suffix: string, live: Integration, candidates: number): Planned {
  const record = findRecord(live.config?.notes ?? '', input.mark);
  if (record === undefined && !input.allowed.adopt) return refuseForeign(input, suffix, live, candidates);
  const needed = neededEventTypes(input);
  const present = new Set(live.config?.eventFilter ?? []);
  const ours = new Set(record?.added ?? []);
  const usedByOthers = new Set(
    otherRecords(live.config?.notes ?? '', input.mark).flatMap((other) => [...other.used, ...other.added]),
  );
  const add = needed.filter((eventType) => !present.has(eventType));
  const outgoing = partOutgoing(
    input,
    partnerReach(partnerBusName(input.mark.organization, suffix)),
    [...ours]
      .filter(
        (eventType) => present.has(eventType) && !needed.includes(eventType) && !usedByOthers.has(eventType),
      )
      .sort(),
  );
  const remove = outgoing.go;
  const kept = outgoing.kept.map(({ eventType }) => eventType);
  // What stays for others stays in the record: it goes once nobody takes it any more.
  const added = [...needed.filter((eventType) => ours.has(eventType) || !present.has(eventType)), ...kept];
  const next: IntegrationRecord = {
    ...input.mark,
    created: record?.created ?? false,
    adoptedBus: adoptsBus(input, suffix, record),
    added,
    used: needed.filter((eventType) => !added.includes(eventType)),
  };
  const byHand = [...present].filter(
    (eventType) => ![...needed, ...remove, ...kept].includes(eventType) && !usedByOthers.has(eventType),
  );
  const recordChanged =
    record === undefined || JSON.stringify(recordJson(record)) !== JSON.stringify(recordJson(next));
  // Genesys may go on showing it as ACTIVE: what makes the event source is that it is configured and enabled.
  const lost =
    live.intendedState === 'ENABLED' && live.reportedState.code === 'ACTIVE' && isSourceLost(input, suffix);
  const stateFields = stateField(live);
  const fields = [
    ...(add.length + remove.length > 0
      ? [{ ...eventTypesField(input, add, remove), origin: originOfEventTypes(record, add, remove) }]
      : []),
    ...stateFields,
    ...(lost
      ? [{ kind: 'value', field: 'event source', before: 'not on AWS', after: 'created again' } as const]
      : []),
  ];
  const steps: IntegrationStep[] = [];
  if (add.length + remove.length > 0 || recordChanged || lost)
    steps.push(configureStep(input, suffix, { add, remove, record: next }));
  if (live.intendedState === 'ENABLED' && (lost || live.reportedState.code === 'ERROR')) {
    steps.push({ call: 'genesys.disableIntegration', suffix });
  }
  if (stateFields.length > 0 || lost) steps.push({ call: 'genesys.enableIntegration', suffix });
  const planned = change({
    kind: 'integration',
    name: suffix,
    group: { kind: 'integration', name: suffix },
    action: record === undefined ? 'adopt' : steps.length > 0 ? 'update' : 'none',
    ...(record === undefined
      ? { reason: `${whyNotOurs(input, suffix, live)}; --adopt: gcx uses it and never deletes it` }
      : lost
        ? { reason: 'AWS has no event source of it: disabled and enabled, so that Genesys creates it again' }
        : {}),
    fields:
      fields.length === 0 && recordChanged && record !== undefined
        ? [{ kind: 'value', field: "gcx's record in the notes", after: 'brought up to date', origin: 'file' }]
        : fields,
    notes: [
      ...outgoingLines(outgoing, input.eventTypeName),
      ...(byHand.length === 0
        ? []
        : [`${byHand.length} added by hand: kept (${byHand.map(input.eventTypeName).join(', ')})`]),
    ],
    steps,
    asked: askedOf(suffix, live),
  });
  const unrecorded = record === undefined && isNamedByUs(input, suffix, live) ? [recordLost(suffix)] : [];
  return { changes: [planned], warnings: [...stateWarnings(live, suffix), ...unrecorded] };
}

function adoptsBus(input: Input, suffix: string, record: IntegrationRecord | undefined): boolean {
  if (record?.adoptedBus === true) return true;
  if (!input.allowed.adopt) return false;
  const bus = input.live.buses.get(partnerBusName(input.mark.organization, suffix))?.bus;
  return bus !== undefined && !isOurs(bus.tags, input.mark);
}

function stateField(live: Integration): Change['fields'] {
  if (live.intendedState !== 'ENABLED') {
    return [{ kind: 'value', field: 'state', before: live.intendedState, after: 'ENABLED' }];
  }
  if (live.reportedState.code === 'ERROR') {
    return [{ kind: 'value', field: 'state', before: 'ERROR', after: 'ACTIVE' }];
  }
  return [];
}

function stateWarnings(live: Integration, suffix: string): readonly Notice[] {
  if (live.reportedState.code !== 'ERROR') return [];
  const detail = live.reportedState.message ?? 'Genesys gives no reason';
  return [
    {
      code: 'integration-error',
      message: `Integration ${suffix} is in ERROR: ${withoutStop(detail)}. Genesys sends no events.`,
    },
  ];
}
