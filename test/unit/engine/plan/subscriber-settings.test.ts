import { join } from 'node:path';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
} from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import type { JsonValue } from '../../../../src/lib/base/json.js';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import { hasChanges } from '../../../../src/lib/engine/change/has-changes.js';
import type { FieldChange, Plan } from '../../../../src/lib/engine/change/model.js';
import { exportBus } from '../../../../src/lib/features/existing/export-bus.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { type ByHand, byHand } from '../../../harness/by-hand.js';
import { applied, trial } from '../../../harness/trial.js';

const ARN = 'arn:aws:sqs:eu-west-1:111122223333:shop';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:shop-board';

const file = (settings = '', more = '') => `${head()}targets:
  board:
    sns: { create: shop-board }
    subscribers:
      - { sqs: inbox, raw: true${settings} }
      - { email: team@example.com }
  inbox: { sqs: { create: shop-inbox } }
  failed: { sqs: { create: shop-failed } }${more}
routes:
  ended: { events: [conversation.acd.end], targets: [board, failed] }
`;

interface Attributes {
  readonly arn: string;
  readonly values: Readonly<Record<string, string>>;
}

async function subscription(hand: ByHand): Promise<Attributes> {
  const { Subscriptions = [] } = await hand.sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }),
  );
  const arn = Subscriptions.find(({ Protocol }) => Protocol === 'sqs')?.SubscriptionArn ?? '';
  const got = await hand.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  return { arn, values: got.Attributes ?? {} };
}

async function set(hand: ByHand, AttributeName: string, AttributeValue?: string): Promise<void> {
  const { arn: SubscriptionArn } = await subscription(hand);
  await hand.sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName,
      ...(AttributeValue === undefined ? {} : { AttributeValue }),
    }),
  );
}

function shown(value: JsonValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a plan changes of the subscription: setting, value, who changed it. */
function changed(plan: Plan): readonly string[] {
  const text = (each: FieldChange) =>
    each.kind === 'value' ? `${each.field} ${shown(each.before)} → ${shown(each.after)}` : each.kind;
  return plan.changes
    .filter(({ kind, action }) => kind === 'sns-subscription' && action === 'update')
    .flatMap(({ fields }) => fields.map((each) => `${text(each)} (${each.origin})`));
}

it('gives a subscriber a dead-letter queue, keeps it, and takes it away once the file says it no more', async () => {
  const it = await trial(file(', deadLetter: failed'));
  const hand = byHand(it.sandbox);
  await applied(it);
  const redrive = { deadLetterTargetArn: `${ARN}-failed` };
  expect(JSON.parse((await subscription(hand)).values['RedrivePolicy'] ?? '')).toEqual(redrive);
  // SNS may send there, and dead letters are kept as long as SQS can.
  const failed = await it.others.sqs.queue('shop-failed');
  expect(failed?.attributes['Policy']).toContain('"sns.amazonaws.com"');
  expect(failed?.attributes['MessageRetentionPeriod']).toBe('1209600');
  expect(hasChanges(await it.plan())).toBe(false);

  // Changed by hand: ours, and put right.
  await set(hand, 'RedrivePolicy', JSON.stringify({ deadLetterTargetArn: `${ARN}-other` }));
  expect(changed(await it.plan())).toEqual([`dead letters ${ARN}-other → ${ARN}-failed (outside)`]);
  await applied(it);
  expect(hasChanges(await it.plan())).toBe(false);

  // Out of the file: taken away, also by the run after one that broke off.
  it.write(file());
  const killed = await it.another();
  const plan = await killed.plan();
  expect(changed(plan)).toEqual([`dead letters ${ARN}-failed → undefined (file)`]);
  killed.wire.fateOf = ({ action }) => (action === 'SetSubscriptionAttributes' ? 'not-sent' : 'answered');
  expect((await killed.apply(plan)).failed).toBe(1);
  expect((await subscription(hand)).values['RedrivePolicy']).toBeDefined();
  await applied(it);
  expect((await subscription(hand)).values['RedrivePolicy']).toBeUndefined();
  const after = await it.plan();
  expect(hasChanges(after)).toBe(false);
  expect(hasNotesToWrite(after)).toBe(false);

  // Back in the file.
  it.write(file(', deadLetter: failed'));
  expect(changed(await it.plan())).toEqual([`dead letters undefined → ${ARN}-failed (file)`]);
  it.write(file());

  // What people set on a setting that the file does not say stays.
  await set(hand, 'RedrivePolicy', JSON.stringify(redrive));
  expect(hasChanges(await it.plan())).toBe(false);
});

it('filters what a subscriber gets, keeps the filter, exports it, and takes it away once the file says it no more', async () => {
  const it = await trial(file(', filter: { mediaType: [VOICE, MESSAGE], direction: INBOUND }'));
  const hand = byHand(it.sandbox);
  await applied(it);
  const policy = { detail: { eventBody: { mediaType: ['VOICE', 'MESSAGE'], direction: ['INBOUND'] } } };
  const { values } = await subscription(hand);
  expect(values['FilterPolicyScope']).toBe('MessageBody');
  expect(JSON.parse(values['FilterPolicy'] ?? '')).toEqual(policy);
  expect(hasChanges(await it.plan())).toBe(false);

  // The subscriber gets what passes, and nothing else.
  for (const mediaType of ['VOICE', 'EMAIL', 'MESSAGE'])
    await hand.sns.send(
      new PublishCommand({
        TopicArn: TOPIC,
        Message: JSON.stringify({ detail: { eventBody: { mediaType, direction: 'INBOUND' } } }),
      }),
    );
  const inbox = await it.others.sqs.queue('shop-inbox');
  expect(inbox?.attributes['ApproximateNumberOfMessages']).toBe('2');

  // Exported, it is the same filter.
  const { config, ...loaded } = await loadConfig({ cwd: it.folder, env: {} });
  const at = { ...loaded, config: { ...config, file: join(it.folder, '.genesysrc.yml') } };
  const { exported } = await exportBus(at, { aws: it.aws, genesys: it.genesys }, { create: false });
  it.write(exported.text);
  expect(hasChanges(await it.plan())).toBe(false);

  // Changed by hand: ours, and put right, also where it looks into attributes.
  await set(hand, 'FilterPolicy', '{"detail":{"eventBody":{"mediaType":["EMAIL"]}}}');
  expect(changed(await it.plan())).toEqual([
    expect.stringMatching(/^filter .*EMAIL.*→.*VOICE.* \(outside\)$/),
  ]);
  await set(hand, 'FilterPolicy', '{"mediaType":["EMAIL"]}');
  await set(hand, 'FilterPolicyScope', 'MessageAttributes');
  await applied(it);
  expect((await subscription(hand)).values['FilterPolicyScope']).toBe('MessageBody');
  expect(hasChanges(await it.plan())).toBe(false);

  // Out of the file: taken away.
  it.write(file());
  expect(changed(await applied(it))).toEqual([expect.stringMatching(/^filter .* → undefined \(file\)$/)]);
  expect((await subscription(hand)).values['FilterPolicy'] ?? '{}').toBe('{}');
  const after = await it.plan();
  expect(hasChanges(after)).toBe(false);
  expect(hasNotesToWrite(after)).toBe(false);

  // One that people set on a subscriber without a filter stays.
  await set(hand, 'FilterPolicy', '{"detail":{"eventBody":{"mediaType":["EMAIL"]}}}');
  expect(hasChanges(await it.plan())).toBe(false);
});

it('deletes a dead-letter queue after the subscription has given it up', async () => {
  const it = await trial(file(', deadLetter: second', '\n  second: { sqs: { create: shop-second } }'));
  await applied(it);
  it.write(file());
  const { changes } = await applied(it);
  const names = changes
    .filter(({ action }) => action === 'update' || action === 'delete')
    .map(({ kind, action }) => `${action} ${kind}`);
  expect(names.indexOf('update sns-subscription')).toBeGreaterThanOrEqual(0);
  expect(names.indexOf('delete sqs-queue')).toBeGreaterThan(names.indexOf('update sns-subscription'));
});
