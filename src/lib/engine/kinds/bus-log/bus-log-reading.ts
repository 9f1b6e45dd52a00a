import type {
  DeliveryDestination,
  DeliverySource,
  LogDelivery,
  LogPolicy,
} from '../../../clients/aws/log-delivery-model.js';
import type { LogGroup } from '../../../clients/aws/logs-model.js';
import { busArn, logGroupArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import type { PlanInput } from '../door/kind.js';
import type { Reading } from '../door/reading.js';
import { busLogGroupAttributes } from '../log-group/log-groups-reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import type { MarkedRead } from '../ownership/marked-reading.js';
import { thingOf } from '../ownership/thing.js';
import {
  deliveryAttributes,
  destinationAttributes,
  policyAttributes,
  sourceAttributes,
} from './bus-log-attributes.js';

/** All of which the log of an event bus is made, but what the bus itself is set to. */
export interface LiveBusLog {
  /** Undefined where there is none, as the one below. */
  readonly group: LogGroup | undefined;
  readonly destination: DeliveryDestination | undefined;
  /** Of the file's bus, and those whose names are those of this file's. */
  readonly sources: readonly DeliverySource[];
  /** Of these sources, or to the destination. */
  readonly deliveries: readonly LogDelivery[];
  /** All of the account's. */
  readonly policies: readonly LogPolicy[];
}

/** The log of the file's event bus. */
export interface BusLogRead {
  /** Absent: the file wants none, and none of ours is left: no right for it is needed. */
  readonly busLog?: LiveBusLog;
}

type Input = PlanInput<BusLogRead>;

/** Reads what the log of the event bus is made of, where the file wants one or ours is left. */
export const busLogReading: Reading<BusLogRead, MarkedRead> = {
  name: 'busLog',
  waitsFor: ['marked'],
  unread: {
    live: {},
    of: 'the log of the event bus',
    kinds: ['bus-log', 'log-policy', 'delivery-source', 'delivery-destination', 'log-delivery', 'log-group'],
    codes: /^log-/,
  },
  async read({ config, bus }, { marked }, { aws }) {
    const names = busLogNames(config);
    const isLeft = marked.has(logGroupArn(config, names.logGroup));
    if (config.logging === undefined && !isLeft) return {};
    const [group, destination, all, policies] = await Promise.all([
      aws.logs.group(names.logGroup),
      aws.logDeliveries.destination(names.destination),
      aws.logDeliveries.sources(names.sources),
      aws.logPolicies.list(),
    ]);
    const ofBus = busArn(config, bus);
    const sources = all.filter(
      ({ name, resourceArn }) => resourceArn === ofBus || name.startsWith(names.sources),
    );
    const deliveries = await aws.logDeliveries.deliveries({
      sources: sources.map(({ name }) => name),
      ...(destination === undefined ? {} : { destinationArn: destination.arn }),
    });
    return { busLog: { group, destination, sources, deliveries, policies } };
  },
  digest: ({ busLog }) => ({ busLog: busLog ?? null }),
  answered,
  newerMarks: ({ busLog }, { mark }) =>
    newerFormatOfOurs(`log group of the event bus`, busLog?.group?.tags, mark),
};

function answered(input: Input) {
  const { busLog } = input.live;
  if (busLog === undefined) return [];
  const { group, destination, sources, deliveries, policies } = busLog;
  const names = busLogNames(input.config);
  const ofFile = input.config.logging !== undefined;
  const thing = (kind: string, name: string, tags: LogGroup['tags']) =>
    ofFile ? thingOf(input, tags, { targets: [], change: changeId(kind, name) }) : undefined;
  return [
    ...answeredBy(
      `log group ${names.logGroup}`,
      group,
      busLogGroupAttributes,
      group && thing('log-group', group.name, group.tags),
    ),
    ...answeredBy(
      `delivery destination ${names.destination}`,
      destination,
      destinationAttributes,
      destination && thing('delivery-destination', destination.name, destination.tags),
    ),
    ...sources.flatMap((each) =>
      answeredBy(
        `delivery source ${each.name}`,
        each,
        sourceAttributes,
        thing('delivery-source', each.name, each.tags),
      ),
    ),
    ...deliveries.flatMap((each) =>
      answeredBy(
        `delivery of ${each.source}`,
        each,
        deliveryAttributes,
        thing('log-delivery', each.source, each.tags),
      ),
    ),
    ...policies.flatMap((each) => answeredBy(`resource policy ${each.name} of logs`, each, policyAttributes)),
  ];
}
