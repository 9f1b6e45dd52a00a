import { logDeliveryArn } from '../../../language/names/arn.js';
import type { BusLogLevel } from '../../../language/names/bus-log-names.js';
import { namesOf, planPart, planPartGone, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { deliveryMarks } from '../bus-log/delivery-marks.js';
import { NOT_LOGGED } from '../bus-log/not-logged.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { logDeliveryRights } from './log-delivery-rights.js';
import { type LogDeliveryStep, logDeliverySteps } from './log-delivery-steps.js';

type Input = PlanInput<BusLogRead>;

/** That the records of a level go to the log group of the event bus. */
export const logDeliveryKind: ResourceKind<'log-delivery', LogDeliveryStep, BusLogRead> = {
  kind: 'log-delivery',
  label: 'log delivery',
  steps: logDeliverySteps,
  order: {
    part: 'support',
    // Where no policy lets it in, AWS would write one of its own.
    growsAfter: [
      { kind: 'delivery-source', of: 'growing' },
      { kind: 'delivery-destination', of: 'growing' },
      { kind: 'log-policy', of: 'growing' },
    ],
    goesAfter: [],
    goesAfterRules: 'none',
  },
  countsAs: 'no',
  marks: deliveryMarks('log-delivery', ({ deliveries }) =>
    deliveries.map(({ source, arn, tags }) => ({ name: source, arn, tags })),
  ),
  harms: NOT_LOGGED,
  rights: logDeliveryRights,
  plan(input) {
    const { source } = namesOf(input);
    const levels = wantedLevels(input);
    const wanted = new Set(levels.map((level) => source(input.bus, level)));
    const destinationArn = destinationOf(input);
    const gone = (input.live.busLog?.deliveries ?? []).filter(
      (each) => !wanted.has(each.source) || each.destinationArn !== destinationArn,
    );
    return joinPlans<LogDeliveryStep>([
      ...levels.map((level) => planWanted(input, level, destinationArn)),
      ...gone.map(({ id, arn, source: name, tags }) =>
        planPartGone(input, {
          kind: 'log-delivery',
          name,
          tags,
          step: { call: 'logs.deleteDelivery', id, arn, source: name } as const,
        }),
      ),
    ]);
  },
};

function destinationOf(input: Input): string {
  return logDeliveryArn(input.config, 'delivery-destination', namesOf(input).destination);
}

function planWanted(input: Input, level: BusLogLevel, destinationArn: string): KindPlan<LogDeliveryStep> {
  const names = namesOf(input);
  const source = names.source(input.bus, level);
  const live = input.live.busLog?.deliveries.find(
    (each) => each.source === source && each.destinationArn === destinationArn,
  );
  return planPart<LogDeliveryStep>(input, {
    kind: 'log-delivery',
    what: 'Log delivery',
    name: source,
    live,
    setting: { field: 'to', wanted: names.logGroup, live: live && names.logGroup },
    make: (tags) => ({ call: 'logs.createDelivery', source, destinationArn, tags }),
  });
}
