import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
} from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import { hasChanges } from '../../../../src/lib/engine/change/has-changes.js';
import type { FieldChange, Plan } from '../../../../src/lib/engine/change/model.js';
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

/** What a plan changes of the subscription: setting, value, who changed it. */
function changed(plan: Plan): readonly string[] {
  const text = (each: FieldChange) =>
    each.kind === 'value' ? `${each.field} ${String(each.before)} → ${String(each.after)}` : each.kind;
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

  // What people set on a setting that the file does not say stays.
  await set(hand, 'RedrivePolicy', JSON.stringify(redrive));
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
