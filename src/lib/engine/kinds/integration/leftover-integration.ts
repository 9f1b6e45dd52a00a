import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import { change } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import type { BusesRead } from '../bus/buses-reading.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import type { Mark } from '../ownership/mark.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import { keepingLines, othersOn } from '../rule/others-on-bus.js';
import { configureStep, eventTypesField } from './configure-integration.js';
import {
  claimOf,
  type EventTypeReach,
  outgoingLines,
  partnerReach,
  partOutgoing,
  takersOf,
} from './event-type-takers.js';
import type { IntegrationStep } from './integration-steps.js';
import type { IntegrationsRead } from './integrations-reading.js';
import { type IntegrationRecord, otherRecords, recordJson } from './record.js';

type Input = PlanInput<IntegrationsRead & BusesRead & OthersRead>;
type Planned = KindPlan<IntegrationStep>;

/**
 * An integration with our record that the file no longer wants: deleted where gcx made it and nobody else needs it. What
 * others take stays, and our record with it, so that a later run takes it away once nobody does.
 */
export function planLeftover(input: Input, live: Integration, record: IntegrationRecord): Planned {
  const suffix = live.config?.eventSourceSuffix ?? '';
  const reach = partnerReach(partnerBusName(input.mark.organization, suffix));
  const others = otherRecords(live.config?.notes ?? '', input.mark);
  const usedByOthers = new Set(others.flatMap((other) => [...other.used, ...other.added]));
  const present = live.config?.eventFilter ?? [];
  const outgoing = partOutgoing(
    input,
    reach,
    record.added.filter((eventType) => present.includes(eventType) && !usedByOthers.has(eventType)),
  );
  const kept = outgoing.kept.map(({ eventType }) => eventType);
  const needed = record.created && isNeededOnBus(input, reach, present);
  const lines = outgoingLines(outgoing, input.eventTypeName);
  const base = { kind: 'integration', name: suffix, group: { kind: 'integration', name: suffix } } as const;
  if (!record.created || others.length > 0 || needed) {
    const why = !record.created
      ? 'gcx did not make it'
      : others.length > 0
        ? `${others.map((other) => userInWords(other, input.mark)).join(' and ')} ${others.length === 1 ? 'uses' : 'use'} it too`
        : 'others have rules on its bus';
    // That gcx made it for this project stays on record: so it comes back without --adopt, and goes once nobody uses it.
    const stays = kept.length > 0 || needed;
    const next = stays || record.created ? { ...record, added: kept, used: [] } : null;
    const same = next !== null && JSON.stringify(recordJson(next)) === JSON.stringify(recordJson(record));
    const again = gcxCommand(input.intent);
    const notes = [
      ...lines,
      ...(needed && lines.length === 0 ? keepingLines(othersOn(reach.bus, input), again) : []),
    ];
    const remove = outgoing.go;
    if (same && remove.length === 0)
      return { changes: [change({ ...base, action: 'none', notes: [`kept: ${why}`, ...notes] })] };
    const released = change({
      ...base,
      action: 'update',
      reason: stays ? `kept: ${why}` : `released: ${why}, so it stays`,
      fields: remove.length > 0 ? [eventTypesField(input, [], remove)] : [],
      notes,
      steps: [configureStep(input, suffix, { add: [], remove, record: next })],
    });
    return { changes: [released] };
  }
  const deleted = change({
    ...base,
    action: 'delete',
    reason:
      input.intent === 'destroy' ? 'destroy: Genesys sends nothing more' : 'the file has another suffix',
    notes: lines,
    steps: [
      { call: 'genesys.disableIntegration', suffix },
      { call: 'genesys.deleteIntegration', suffix },
    ],
  });
  return { changes: [deleted], refusals: runningRefusals(input, live, deleted) };
}

function userInWords({ project, environment, organization }: IntegrationRecord, mark: Mark): string {
  return project === mark.project && organization === mark.organization
    ? `environment ${environment} of this project`
    : `project ${project}`;
}

/**
 * Whether others' rules on the bus need the integration: those that take (or may take) an event type that it sends,
 * whoever added it, and rules of people that take none now or are disabled, as they may be changed any day. Rules that
 * AWS manages and that take none do not, nor do those of everything with --release-event-types.
 */
function isNeededOnBus(input: Input, reach: EventTypeReach, present: readonly string[]): boolean {
  const released = ({ everything }: { readonly everything: boolean }) =>
    everything && input.allowed.releaseEventTypes;
  const taken = present.some((eventType) =>
    takersOf(input, reach, eventType).some((each) => !released(each)),
  );
  return (
    taken ||
    othersOn(reach.bus, input).some(({ managedBy, pattern }) => {
      const everything = present.every((each) => claimOf(pattern, reach, each) === 'everything');
      return managedBy === undefined && !released({ everything });
    })
  );
}

function runningRefusals(input: Input, live: Integration, deleted: Change): readonly Refusal[] {
  if (live.intendedState !== 'ENABLED' || input.allowed.force) return [];
  return [
    {
      code: 'running-pipe',
      change: deleted.id,
      message: `The integration ${deleted.name} is ENABLED: deleting it ends the flow of events, and Genesys drops what it still retries.`,
      fix: 'If this is intended, run it again with --force.',
    },
  ];
}
