import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { DeliverySource } from '../../../clients/aws/log-delivery-model.js';
import { busArn, logDeliveryArn } from '../../../language/names/arn.js';
import { BUS_LOG_TYPES, type BusLogLevel } from '../../../language/names/bus-log-names.js';
import { changeId } from '../../change/change.js';
import type { Refusal } from '../../change/model.js';
import { MAKE_ANEW, namesOf, planPart, planPartGone, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { deliveryMarks } from '../bus-log/delivery-marks.js';
import { NOT_LOGGED } from '../bus-log/not-logged.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import { deliverySourceRights } from './delivery-source-rights.js';
import { type DeliverySourceStep, deliverySourceSteps } from './delivery-source-steps.js';

type Input = PlanInput<BusLogRead>;
type Planned = KindPlan<DeliverySourceStep>;

/** What sends the event bus's records of one level to its log group; each level takes one of its own. */
export const deliverySourceKind: ResourceKind<'delivery-source', DeliverySourceStep, BusLogRead> = {
  kind: 'delivery-source',
  label: 'delivery source',
  steps: deliverySourceSteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'bus', of: 'growing' }],
    goesAfter: [{ kind: 'log-delivery', of: 'any' }],
    goesAfterRules: 'none',
  },
  countsAs: 'no',
  marks: deliveryMarks('delivery-source', ({ sources }) => sources),
  harms: NOT_LOGGED,
  rights: deliverySourceRights,
  arnOf: (name, { config }) => logDeliveryArn(config, 'delivery-source', name),
  plan(input) {
    const { source } = namesOf(input);
    const levels = wantedLevels(input);
    const wanted = new Set(levels.map((level) => source(input.bus, level)));
    const gone = (input.live.busLog?.sources ?? []).filter(({ name }) => !wanted.has(name));
    return joinPlans<DeliverySourceStep>([
      ...levels.map((level) => planWanted(input, level)),
      ...gone.map(({ name, tags }) =>
        planPartGone(input, {
          kind: 'delivery-source',
          name,
          tags,
          step: { call: 'logs.deleteSource', name } as const,
        }),
      ),
    ]);
  },
};

function planWanted(input: Input, level: BusLogLevel): Planned {
  const name = namesOf(input).source(input.bus, level);
  const logType = BUS_LOG_TYPES[level];
  const resourceArn = busArn(input.config, input.bus);
  const sources = input.live.busLog?.sources ?? [];
  const other = sources.find(
    (each) => each.name !== name && each.resourceArn === resourceArn && each.logType === logType,
  );
  const live = sources.find((each) => each.name === name);
  const records = live && recordsOf(live, resourceArn);
  const planned = planPart<DeliverySourceStep>(input, {
    kind: 'delivery-source',
    what: 'Delivery source',
    name,
    arn: logDeliveryArn(input.config, 'delivery-source', name),
    live,
    setting: { field: 'records', wanted: logType, live: records },
    make: (tags) => ({ call: 'logs.putSource', name, resourceArn, logType, tags }),
  });
  const refusals = [
    ...(other === undefined ? [] : [taken(input, name, logType, other.name)]),
    ...(isOurs(live?.tags ?? {}, input.mark) && records !== undefined && records !== logType
      ? [sendsAnother(name, records)]
      : []),
  ];
  return joinPlans([planned, { changes: [], refusals }]);
}

/** What a source sends; where it is of another resource than the event bus, of which. */
function recordsOf({ logType, resourceArn }: DeliverySource, bus: string): string {
  return resourceArn === bus ? logType : `${logType} of ${resourceArn}`;
}

/** Whether AWS lets a source be set to another resource or type of records was recorded nowhere [?]: it is left to people. */
function sendsAnother(name: string, records: string): Refusal {
  return {
    code: 'log-elsewhere',
    change: changeId('delivery-source', name),
    message: `Somebody has set delivery source ${name} to ${records}: the log of the event bus is not delivered as configured.`,
    fix: MAKE_ANEW,
  };
}

/** AWS: "This ResourceId has already been used in another Delivery Source in this account". */
function taken({ bus }: Input, name: string, logType: string, other: string): Refusal {
  return {
    code: 'logged-by-others',
    change: changeId('delivery-source', name),
    message: `The ${logType} of event bus ${bus} are delivered already, by delivery source ${other}: AWS takes one source for each.`,
    fix: `Remove "logging" from the file and use that log, or ask its owner to delete it: ${awsCommand`logs delete-delivery-source --name ${other}`}`,
  };
}
