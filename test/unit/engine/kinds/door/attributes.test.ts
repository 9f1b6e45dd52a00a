import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import {
  attributesOf,
  none,
  ours,
  parts,
  people,
} from '../../../../../src/lib/engine/kinds/door/attributes.js';
import type { Thing } from '../../../../../src/lib/engine/kinds/door/harm.js';
import { integrationAttributes } from '../../../../../src/lib/engine/kinds/integration/integrations-reading.js';
import { READINGS } from '../../../../../src/lib/engine/kinds/list.js';
import { snsSubscriptionAttributes } from '../../../../../src/lib/engine/kinds/sns-subscription/sns-subscription-attributes.js';
import { snsTopicAttributes } from '../../../../../src/lib/engine/kinds/sns-topic/sns-topic-attributes.js';

const about = { change: 'kind:t', targets: ['inbox'] };
const made: Thing = { ...about, provenance: 'made', named: new Set() };

const table = {
  Size: ours('Too small: it fails.'),
  Note: people(),
  Stamp: none('it only says when'),
  Net: parts({
    Subnets: people({ harm: () => ({ does: 'Without a way out it fails.', mend: 'Take it out.' }) }),
  }),
  Layers: parts({ Arn: people() }),
};

describe('every attribute that a service answers with', () => {
  it('is told with whose it is and what harm it does, nested ones by their path', () => {
    const answer = { Size: 3, Note: 'x', Stamp: 1, Net: { Subnets: ['a'] }, Layers: [{ Arn: 'l' }] };
    expect(attributesOf({ called: 'thing t', answer, table, thing: made })).toEqual([
      { of: 'thing t', name: 'Size', value: 3, whose: 'ours', harm: 'Too small: it fails.' },
      { of: 'thing t', name: 'Note', value: 'x', whose: 'people' },
      { of: 'thing t', name: 'Stamp', value: 1, whose: 'none' },
      {
        of: 'thing t',
        name: 'Net.Subnets',
        value: ['a'],
        whose: 'people',
        about,
        harm: 'Without a way out it fails.',
        mend: 'Take it out.',
      },
      { of: 'thing t', name: 'Layers[0].Arn', value: 'l', whose: 'people' },
    ]);
  });

  it('of people’s with another value than the usual is kept, on what gcx made alone', () => {
    const usual = {
      Size: people({ usual: 512 }),
      Mode: people({ usual: null }),
      Text: people({ usual: '30' }),
    };
    const kept = (answer: JsonObject, thing: Thing | undefined) =>
      attributesOf({ called: 't', answer, table: usual, thing }).flatMap(({ name, kept: is }) =>
        is ? [name] : [],
      );
    const set = { Size: 1_024, Mode: 'x', Text: '60' };
    expect(kept(set, made)).toEqual(['Size', 'Mode', 'Text']);
    expect(kept({ Size: 512, Mode: '', Text: 30 }, made)).toEqual([]);
    expect(kept(set, { ...made, provenance: 'adopted' })).toEqual([]);
    expect(kept(set, undefined)).toEqual([]);
  });

  it('that no table knows is unknown, whatever it is called', () => {
    const answer = { New: 1, constructor: 2, Net: { Zone: 'z' }, Layers: [{ Size: 1 }] };
    expect(attributesOf({ called: 't', answer, table }).map(({ name, whose }) => `${name} ${whose}`)).toEqual(
      ['New unknown', 'constructor unknown', 'Net.Zone unknown', 'Layers[0].Size unknown'],
    );
  });
});

/** GetTopicAttributes in the API reference of Amazon SNS, read 2026. */
const TOPIC_ATTRIBUTES = `DeliveryPolicy DisplayName EffectiveDeliveryPolicy Owner Policy SignatureVersion SubscriptionsConfirmed
  SubscriptionsDeleted SubscriptionsPending TopicArn TracingConfig KmsMasterKeyId FifoTopic ArchivePolicy BeginningArchiveTime
  ContentBasedDeduplication FifoThroughputScope DataProtectionPolicy
  HTTPSuccessFeedbackRoleArn HTTPSuccessFeedbackSampleRate HTTPFailureFeedbackRoleArn
  FirehoseSuccessFeedbackRoleArn FirehoseSuccessFeedbackSampleRate FirehoseFailureFeedbackRoleArn
  LambdaSuccessFeedbackRoleArn LambdaSuccessFeedbackSampleRate LambdaFailureFeedbackRoleArn
  ApplicationSuccessFeedbackRoleArn ApplicationSuccessFeedbackSampleRate ApplicationFailureFeedbackRoleArn
  SQSSuccessFeedbackRoleArn SQSSuccessFeedbackSampleRate SQSFailureFeedbackRoleArn`;

/** GetSubscriptionAttributes in the same. */
const SUBSCRIPTION_ATTRIBUTES = `ConfirmationWasAuthenticated DeliveryPolicy EffectiveDeliveryPolicy FilterPolicy FilterPolicyScope
  Owner PendingConfirmation RawMessageDelivery RedrivePolicy SubscriptionArn TopicArn Protocol Endpoint SubscriptionPrincipal
  SubscriptionRoleArn ReplayPolicy ReplayStatus`;

/** An integration as Genesys Cloud answers it, with `expand=config.current`. */
const INTEGRATION_ATTRIBUTES =
  'id name integrationType notes intendedState config reportedState attributes selfUri';

describe('where no type says what a service answers, the table is as its reference', () => {
  const sorted = (text: string) => text.split(/\s+/).sort();
  it.each([
    ['SNS topics', snsTopicAttributes, TOPIC_ATTRIBUTES],
    ['SNS subscriptions', snsSubscriptionAttributes, SUBSCRIPTION_ATTRIBUTES],
    ['integrations', integrationAttributes, INTEGRATION_ATTRIBUTES],
  ])('%s', (_what, known, reference) => {
    expect(Object.keys(known).sort()).toEqual(sorted(reference));
  });

  it('integrations: what a configuration holds', () => {
    const answer = {
      config: {
        current: {
          ...Object.fromEntries(
            'id name version advanced credentials notes selfUri'.split(' ').map((key) => [key, 'x']),
          ),
          properties: { awsAccountId: '1', awsAccountRegion: 'r', eventSourceSuffix: 's', eventFilter: [] },
        },
      },
    };
    const found = attributesOf({ called: 'i', answer, table: integrationAttributes });
    expect(found.filter(({ whose }) => whose === 'unknown')).toEqual([]);
    expect(found.filter(({ whose }) => whose === 'ours').map(({ name }) => name)).toEqual([
      'config.current.notes',
      'config.current.properties.awsAccountId',
      'config.current.properties.awsAccountRegion',
      'config.current.properties.eventSourceSuffix',
      'config.current.properties.eventFilter',
    ]);
  });
});

it('what a reading waits for is read before it', () => {
  const names = READINGS.map(({ name }) => name);
  for (const [index, { waitsFor }] of READINGS.entries())
    for (const earlier of waitsFor) expect(names.slice(0, index)).toContain(earlier);
});
