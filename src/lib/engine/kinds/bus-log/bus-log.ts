import type { BusLogSetting } from '../../../clients/aws/model.js';
import { busArn } from '../../../language/names/arn.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { busLogHarms } from '../bus/bus-attributes.js';
import type { BusesRead } from '../bus/buses-reading.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInList } from '../noted/asked-of.js';
import { madeKey } from '../noted/made-list.js';
import { isOurs } from '../ownership/mark.js';
import { goneReason, groupOfBus } from './bus-log-parts.js';
import type { BusLogRead } from './bus-log-reading.js';
import { busLogRights } from './bus-log-rights.js';
import { type BusLogStep, busLogSteps } from './bus-log-steps.js';

type Input = PlanInput<BusLogRead & BusesRead>;

const OFF: BusLogSetting = { level: 'OFF', detail: 'NONE' };

/**
 * What the event bus logs, a setting of the bus. Without the other parts nothing arrives; without it nothing is sent. Off
 * unless the file says so: what people set is theirs, and gcx turns off only what it delivers itself.
 */
export const busLogKind: ResourceKind<'bus-log', BusLogStep, BusLogRead & BusesRead> = {
  kind: 'bus-log',
  label: 'log of the event bus',
  steps: busLogSteps,
  order: {
    part: 'support',
    growsAfter: [
      { kind: 'bus', of: 'growing' },
      { kind: 'log-delivery', of: 'growing' },
    ],
    goesAfter: [],
    goesAfterRules: 'none',
  },
  countsAs: 'no',
  marks: { on: 'nothing', why: 'it is a setting of the event bus' },
  harms: busLogHarms,
  rights: busLogRights,
  arnOf: (name, { config }) => busArn(config, name),
  plan(input) {
    const { logging } = input.config;
    if (input.intent === 'destroy' || logging === undefined) return planOff(input);
    const wanted = { level: logging.level.toUpperCase(), detail: logging.detail.toUpperCase() };
    return planLog(input, wanted, { isAsked: true });
  },
};

/** Turned off where we had it delivered: by the log group that is ours. */
function planOff(input: Input): KindPlan<BusLogStep> {
  const { busLog } = input.live;
  const isOurLog = busLog?.group !== undefined && isOurs(busLog.group.tags, input.mark);
  if (!isOurLog || liveBus(input) === undefined || isOff(liveBus(input)?.log)) return { changes: [] };
  const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
  return planLog(input, OFF, { reason, isAsked: false });
}

function planLog(
  input: Input,
  wanted: BusLogSetting,
  { reason, isAsked }: { readonly reason?: string; readonly isAsked: boolean },
): KindPlan<BusLogStep> {
  const name = input.bus;
  const bus = liveBus(input);
  const live = bus?.log ?? OFF;
  const of = changeId('bus-log', name);
  // Where gcx asked for no log yet, and there is none, nobody turned it off.
  const isFirst = isOff(live) && input.listed?.has(madeKey(of)) === false;
  const fields = (['level', 'detail'] as const).flatMap((name) =>
    live[name] === wanted[name]
      ? []
      : [{ ...field(name, live[name], wanted[name]), ...(isFirst ? { origin: 'file' as const } : {}) }],
  );
  const asked = askedInList({
    of,
    isLive: bus !== undefined,
    values: {
      level: { wanted: isAsked ? wanted.level : undefined, live: live.level },
      detail: { wanted: isAsked ? wanted.detail : undefined, live: live.detail },
    },
    ...(isAsked ? {} : { ends: true }),
  });
  const steps = fields.length === 0 ? [] : [{ call: 'events.setLog', name, ...wanted } as const];
  return {
    changes: [
      change({
        kind: 'bus-log',
        name,
        group: groupOfBus(input),
        action: bus === undefined ? 'create' : updateOrNone(fields),
        ...(reason === undefined ? {} : { reason }),
        fields,
        steps,
        asked,
      }),
    ],
  };
}

function field(name: 'level' | 'detail', before: string, after: string): FieldChange {
  return { kind: 'value', field: name, before: before.toLowerCase(), after: after.toLowerCase() };
}

/** The bus that rules are on, as it is: the partner's, or that of `aws.bus`. */
function liveBus({ live, bus: name }: Input) {
  return live.buses.get(name)?.bus ?? (live.usedBus?.name === name ? live.usedBus : undefined);
}

function isOff(log: BusLogSetting | undefined): boolean {
  return log === undefined || (log.level === OFF.level && log.detail === OFF.detail);
}
