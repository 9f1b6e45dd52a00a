import type { Notice } from '../../../base/notice.js';
import { counted } from '../../../base/words.js';
import { partnerFormat } from '../../../language/events/index.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import { does } from '../door/difference-harm.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import {
  type EventTypeReach,
  gatewayReach,
  outgoingLines,
  partOutgoing,
} from '../integration/event-type-takers.js';
import { askedInList } from '../noted/asked-of.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import {
  type EventTypeSubscriptionStep,
  eventTypeSubscriptionSteps,
} from './event-type-subscription-steps.js';
import type {
  EventTypeSubscriptionsRead,
  LiveEventTypeSubscriptions,
} from './event-type-subscriptions-reading.js';
import { eventTypeSubscriptionsRights } from './event-type-subscriptions-rights.js';
import { subscribedEventTypes } from './subscribed-event-types.js';

type Input = PlanInput<EventTypeSubscriptionsRead & OthersRead>;
type Planned = KindPlan<EventTypeSubscriptionStep>;

/** What stands in the plan for the gateway: it has no name of its own. */
const NAME = 'per-event-type';

const UNPUBLISHED = "made with /api/v2/platform/eventbridge: not part of Genesys Cloud's published API";

/**
 * Event types subscribed one by one at a gateway. It has no place to record which of them gcx enabled, so one is
 * disabled only where the file says that the gateway is this project's alone (`exclusive`).
 */
export const eventTypeSubscriptionsKind: ResourceKind<
  'event-type-subscriptions',
  EventTypeSubscriptionStep,
  EventTypeSubscriptionsRead & OthersRead
> = {
  kind: 'event-type-subscriptions',
  label: 'subscriptions',
  steps: eventTypeSubscriptionSteps,
  order: { part: 'support', growsAfter: [], goesAfter: [], goesAfterRules: 'going' },
  countsAs: 'itself',
  marks: {
    on: 'nothing',
    why: 'the gateway has no place for it: it is a list of event types, which whoever has the gateway looks after',
  },
  harms: {
    missing: does('stops', 'The gateway sends none of them.'),
    fields: { 'event types': does('stops', 'The gateway sends no event of a type that is not enabled.') },
  },
  rights: eventTypeSubscriptionsRights,
  plan(input) {
    const { subscriptions } = input.config.genesys;
    const { eventTypeSubscriptions: live } = input.live;
    if (subscriptions === undefined || live === undefined) return { changes: [] };
    return input.intent === 'apply'
      ? planWanted(input, live, subscriptions.exclusive)
      : planDestroy(input, live, subscriptions.exclusive);
  },
};

function planWanted(input: Input, live: LiveEventTypeSubscriptions, exclusive: boolean): Planned {
  const needed = subscribedEventTypes(input.config);
  const enable = needed.filter((eventType) => live.eventTypes.get(eventType) !== true);
  const others = enabledIn(live).filter((eventType) => !needed.includes(eventType));
  const outgoing = partOutgoing(input, reachOf(input, live), exclusive ? others : []);
  const disable = outgoing.go;
  const planned = change({
    ...heading(enable.length + disable.length > 0 ? 'update' : 'none'),
    fields: enable.length + disable.length > 0 ? [eventTypesField(enable, disable)] : [],
    notes: [
      ...outgoingLines(outgoing, (name) => name),
      ...(exclusive || others.length === 0
        ? []
        : [`${others.length} enabled by others: kept (${others.join(', ')})`]),
      ...(enable.length + disable.length > 0 ? [UNPUBLISHED] : []),
    ],
    steps: [...enable.map((eventType) => step(eventType, true)), ...disable.map((each) => step(each, false))],
    asked: askedOf(live, needed, [...enable, ...disable]),
  });
  return {
    changes: [planned],
    pending: live.sending === false ? [notSending()] : [],
    refusals: exclusive && !live.complete ? [unlisted(planned.id)] : [],
  };
}

/** What gcx asks for of a gateway: it enables each event type of the routes. */
function askedOf(
  { eventTypes }: LiveEventTypeSubscriptions,
  needed: readonly string[],
  changing: readonly string[],
): AskedOfKind {
  const values = Object.fromEntries(
    [...new Set([...needed, ...changing])].map((eventType) => [
      eventType,
      {
        wanted: needed.includes(eventType) ? true : undefined,
        live: eventTypes.get(eventType) === true ? true : undefined,
      },
    ]),
  );
  return askedInList({
    of: changeId('event-type-subscriptions', NAME),
    isLive: true,
    closed: true,
    values,
    settingsOf: () => changing,
  });
}

function planDestroy(input: Input, live: LiveEventTypeSubscriptions, exclusive: boolean): Planned {
  const enabled = enabledIn(live);
  if (enabled.length === 0) return { changes: [change(heading('none'))] };
  if (!exclusive) {
    const needed = subscribedEventTypes(input.config).filter((eventType) => enabled.includes(eventType));
    const notes =
      needed.length === 0
        ? []
        : [`stay enabled, as the file does not say exclusive: true (${needed.join(', ')})`];
    return { changes: [change({ ...heading('none'), notes })] };
  }
  const outgoing = partOutgoing(input, reachOf(input, live), enabled);
  const { go } = outgoing;
  const notes = outgoingLines(outgoing, (name) => name);
  if (go.length === 0) return { changes: [change({ ...heading('none'), notes })] };
  const disabled = change({
    ...heading('delete'),
    reason:
      outgoing.kept.length === 0
        ? 'destroy: the gateway sends nothing more (exclusive: true)'
        : 'destroy: the gateway sends only what others take (exclusive: true)',
    fields: [eventTypesField([], go)],
    notes,
    steps: go.map((eventType) => step(eventType, false)),
  });
  if (input.allowed.force) return { changes: [disabled] };
  return {
    changes: [disabled],
    refusals: [
      {
        code: 'running-pipe',
        change: disabled.id,
        message: `${counted(go.length, 'event type')} ${go.length === 1 ? 'is' : 'are'} enabled at the gateway: disabling ends the flow of events.`,
        fix: 'If this is intended, run it again with --force.',
      },
    ],
  };
}

/** What the gateway's events say of their type: in the format of the file's own. */
function reachOf({ config, bus }: Input, { eventTypes }: LiveEventTypeSubscriptions): EventTypeReach {
  return gatewayReach(bus, config.genesys.format ?? partnerFormat(), [...eventTypes.keys()]);
}

function heading(action: Change['action']): Pick<Change, 'kind' | 'name' | 'group' | 'action'> {
  return {
    kind: 'event-type-subscriptions',
    name: NAME,
    group: { kind: 'event-type-subscriptions', name: NAME },
    action,
  };
}

function enabledIn({ eventTypes }: LiveEventTypeSubscriptions): readonly string[] {
  return [...eventTypes].flatMap(([eventType, enabled]) => (enabled ? [eventType] : [])).sort();
}

function step(eventType: string, enabled: boolean): EventTypeSubscriptionStep {
  return { call: 'genesys.setSubscription', eventType, enabled };
}

function eventTypesField(added: readonly string[], removed: readonly string[]): Change['fields'][number] {
  const item = (value: string) => ({ value });
  return { kind: 'set', field: 'event types', added: added.map(item), removed: removed.map(item) };
}

function notSending(): Notice {
  return {
    code: 'gateway-off',
    drift: true,
    message:
      'The gateway says that its EventBridge side is off (GET /api/v2/platform/eventbridge): it sends no event of any type until someone turns it on.',
  };
}

function unlisted(id: string): Refusal {
  return {
    code: 'event-types-unlisted',
    change: id,
    message:
      'The file says exclusive: true, but the gateway does not list its event types (GET /api/v2/platform/eventbridge): gcx cannot know which other event types are enabled.',
    fix: 'Remove exclusive, and disable unneeded event types manually.',
  };
}
