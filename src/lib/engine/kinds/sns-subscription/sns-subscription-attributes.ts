import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { JsonValue } from '../../../base/json.js';
import { type Attribute, none, ours, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import type { HarmContext, HarmRule } from '../door/harm.js';
import {
  type SettingValues,
  SUBSCRIPTION_SETTINGS,
  type SubscriptionSetting,
} from './subscription-settings.js';

const filtered: HarmRule = (value, context) => {
  if (isNothing(value)) return undefined;
  const bodies = context.beside['FilterPolicyScope'] === 'MessageBody';
  return {
    does: bodies
      ? 'An event whose body does not pass it never reaches the subscriber, without notice.'
      : 'It looks at message attributes, and events of EventBridge have none: a filter on attributes matches no event, without notice.',
    mend: takenAway(context, 'FilterPolicy', '{}'),
  };
};

const redriven: HarmRule = (value, context) => {
  const target = redriveTarget(value);
  if (target === undefined || context.thing.named.has(target)) return undefined;
  return {
    does: `What SNS cannot deliver goes to ${target}, which are not in the file.`,
    // SNS takes no empty policy here ("deadLetterTargetArn is an invalid arn"), and no empty text: none at all it does.
    mend: takenAway(context, 'RedrivePolicy', ''),
  };
};

/** What SNS answers of a subscription (GetSubscriptionAttributes). The SDK does not list them: by SNS's API reference. */
export const snsSubscriptionAttributes: Readonly<Record<string, Attribute>> = {
  SubscriptionArn: none('AWS gives it'),
  TopicArn: none('it is fixed when the subscription is made'),
  Protocol: none('it is fixed when the subscription is made'),
  Endpoint: none('it is fixed when the subscription is made'),
  Owner: none('it follows from the account'),
  SubscriptionPrincipal: none('it says only who subscribed'),
  ConfirmationWasAuthenticated: none('it says only how it was confirmed'),
  PendingConfirmation: none('it is told where people are to confirm'),
  RawMessageDelivery: ours(
    "With the other value its receiver gets another form than it reads: SNS's envelope, or none.",
  ),
  FilterPolicy: people({ harm: filtered }),
  // Without a filter policy it says nothing; with one, that is told.
  FilterPolicyScope: people(),
  RedrivePolicy: people({ harm: redriven, usual: null }),
  DeliveryPolicy: people({ usual: null }),
  EffectiveDeliveryPolicy: none('it follows from DeliveryPolicy'),
  ReplayPolicy: people({ usual: null }),
  ReplayStatus: none('it changes by itself'),
  SubscriptionRoleArn: none('it is of Firehose, and gcx subscribes none'),
};

const OURS = {
  'dead letters': {
    RedrivePolicy: ours('With another one, what SNS cannot deliver is lost, or goes elsewhere.'),
  },
  filter: {
    FilterPolicy: ours('With another one, SNS sends other events to the subscriber, or none.'),
    FilterPolicyScope: ours('On attributes, no event passes the filter: events of EventBridge have none.'),
  },
} as const satisfies Readonly<Record<SubscriptionSetting, Readonly<Record<string, Attribute>>>>;

/** Which of a subscription's attributes gcx sets: what the file says, and what it is about to set back. */
export function subscriptionTable(settings: SettingValues): Readonly<Record<string, Attribute>> {
  const own = SUBSCRIPTION_SETTINGS.filter((name) => settings[name] !== undefined);
  return Object.assign({}, snsSubscriptionAttributes, ...own.map((name) => OURS[name]));
}

/** An empty policy is how one is taken away. */
function isNothing(value: JsonValue): boolean {
  return typeof value !== 'string' || value.trim() === '' || value.replaceAll(/\s/g, '') === '{}';
}

function redriveTarget(value: JsonValue): string | undefined {
  if (isNothing(value)) return undefined;
  return /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(String(value))?.[1] ?? String(value);
}

/** @param value what is written in its place; empty: nothing, which SNS takes for a policy that goes. */
function takenAway({ answer }: HarmContext, name: string, value: string): string {
  const arn = String(answer['SubscriptionArn']);
  const command =
    value === ''
      ? awsCommand`sns set-subscription-attributes --subscription-arn ${arn} --attribute-name ${name}`
      : awsCommand`sns set-subscription-attributes --subscription-arn ${arn} --attribute-name ${name} --attribute-value ${value}`;
  return `To take it away: ${command}`;
}

const said = saidBy({ ...snsSubscriptionAttributes, ...OURS['dead letters'], ...OURS.filter });

/** What differences of a subscription do to events. */
export const snsSubscriptionHarms: KindHarms = {
  missing: does(
    'stops',
    'SNS accepts what is published to the topic, and delivers it only to the other subscribers.',
  ),
  fields: {
    raw: said('some', 'RawMessageDelivery'),
    'dead letters': said('some', 'RedrivePolicy'),
    filter: said('some', 'FilterPolicy'),
  },
};
