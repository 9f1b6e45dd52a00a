import { join } from 'node:path';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import { hasChanges } from '../../../../src/lib/engine/change/has-changes.js';
import type { FieldChange, Plan } from '../../../../src/lib/engine/change/model.js';
import { exportBus } from '../../../../src/lib/features/existing/export-bus.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { type ByHand, byHand } from '../../../harness/by-hand.js';
import { applied, type Trial, trial } from '../../../harness/trial.js';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const file = (inbox = '', calls = '') => `${head()}targets:
  inbox: { sqs: { create: shop-inbox${inbox} } }
  calls: { sqs: { create: shop-calls.fifo, messageGroup: all${calls} } }
  failed: { sqs: { create: shop-failed } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, calls, failed] }
`;
const ALL =
  ', retention: 7d, visibility: 5m, delay: 10s, wait: 20s, maxMessageSize: 262144, encryption: none, redrive: { maxReceives: 5, deadLetter: failed }';

async function attributes(hand: ByHand, name: string): Promise<Readonly<Record<string, string>>> {
  const { QueueUrl } = await hand.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const got = await hand.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return got.Attributes ?? {};
}

async function set(hand: ByHand, name: string, values: Record<string, string>): Promise<void> {
  const { QueueUrl } = await hand.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  await hand.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: values }));
}

/** What a plan changes of a queue: setting, value, who changed it. */
function changed(plan: Plan, name: string): readonly string[] {
  const fields = plan.changes.find((each) => each.kind === 'sqs-queue' && each.name === name)?.fields ?? [];
  const text = (each: FieldChange) =>
    each.kind === 'value' ? `${each.field} ${String(each.before)} → ${String(each.after)}` : each.kind;
  return fields.map((each) => `${text(each)} (${each.origin})`);
}

/** A change of a setting as a person reads it: from, to, who changed it. */
function inWords(each: FieldChange): string {
  if (each.kind !== 'value') return each.kind;
  const { words: { before = '', after = '' } = {}, origin } = each;
  return `${before} → ${after} (${origin})`;
}

const opened = async (text: string): Promise<Trial & { readonly hand: ByHand }> => {
  const all = await trial(text);
  return { ...all, hand: byHand(all.sandbox) };
};

it('makes queues with the settings of the file, keeps them, and sets them back once the file says them no more', async () => {
  const it = await opened(file(ALL, ', throughput: perMessageGroup'));
  await applied(it);
  const inbox = await attributes(it.hand, 'shop-inbox');
  expect(inbox).toMatchObject({
    MessageRetentionPeriod: '604800',
    VisibilityTimeout: '300',
    DelaySeconds: '10',
    ReceiveMessageWaitTimeSeconds: '20',
    MaximumMessageSize: '262144',
    SqsManagedSseEnabled: 'false',
  });
  expect(JSON.parse(inbox['RedrivePolicy'] ?? '')).toEqual({
    deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:shop-failed',
    maxReceiveCount: 5,
  });
  expect(await attributes(it.hand, 'shop-calls.fifo')).toMatchObject({
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
  // What keeps dead letters keeps them as long as SQS can.
  expect(await attributes(it.hand, 'shop-failed')).toMatchObject({ MessageRetentionPeriod: '1209600' });
  expect(hasChanges(await it.plan())).toBe(false);

  // Changed by hand: ours, and put right.
  await set(it.hand, 'shop-inbox', { DelaySeconds: '900', RedrivePolicy: '' });
  const drifted = await it.plan();
  expect(changed(drifted, 'shop-inbox')).toEqual([
    'DelaySeconds 900 → 10 (outside)',
    expect.stringMatching(/^RedrivePolicy .*\(outside\)$/),
  ]);
  await applied(it);
  expect(hasChanges(await it.plan())).toBe(false);

  // Out of the file: as SQS makes a queue. What somebody set since stays, and so does a long retention.
  await set(it.hand, 'shop-inbox', { VisibilityTimeout: '77' });
  it.write(file());
  const back = await it.plan();
  expect(changed(back, 'shop-inbox')).toEqual([
    'SqsManagedSseEnabled false → true (file)',
    'DelaySeconds 10 → 0 (file)',
    'ReceiveMessageWaitTimeSeconds 20 → 0 (file)',
    'MaximumMessageSize 262144 → 1048576 (file)',
    expect.stringMatching(/^RedrivePolicy .* → undefined \(file\)$/),
  ]);
  expect(changed(back, 'shop-calls.fifo')).toEqual([
    'DeduplicationScope messageGroup → queue (file)',
    'FifoThroughputLimit perMessageGroupId → perQueue (file)',
  ]);
  expect(changed(back, 'shop-failed')).toEqual([]);
  await applied(it);
  expect(await attributes(it.hand, 'shop-inbox')).toMatchObject({
    MessageRetentionPeriod: '604800',
    VisibilityTimeout: '77',
    DelaySeconds: '0',
    SqsManagedSseEnabled: 'true',
  });
  expect((await attributes(it.hand, 'shop-inbox'))['RedrivePolicy']).toBeUndefined();
  expect(hasChanges(await it.plan())).toBe(false);

  // What people set on a setting that the file does not say stays.
  await set(it.hand, 'shop-inbox', { DelaySeconds: '10' });
  expect(hasChanges(await it.plan())).toBe(false);
});

it('goes from each encryption to each other one, by the words of the file, which changed it', async () => {
  const ways = {
    nothing: '',
    none: ', encryption: none',
    sqs: ', encryption: sse-sqs',
    key: `, key: "${KEY}"`,
  };
  const said = {
    nothing: 'by SQS',
    none: 'none',
    sqs: 'by SQS',
    key: 'key 1234abcd-12ab-34cd-56ef-1234567890ab',
  };
  // Each way after each other one.
  const walk = 'key none nothing sqs key nothing none key sqs none sqs nothing key'.split(
    ' ',
  ) as (keyof typeof ways)[];
  const it = await opened(file(ways.key));
  await applied(it);
  for (const [index, way] of walk.slice(1).entries()) {
    const [before, after] = [said[walk[index] ?? 'key'], said[way]];
    it.write(file(ways[way]));
    const plan = await applied(it);
    const words = plan.changes.flatMap(({ name, fields }) =>
      name === 'shop-inbox' ? fields.map(inWords) : [],
    );
    expect(words, `${walk[index]} to ${way}`).toEqual(
      before === after ? [] : [`${before} → ${after} (file)`],
    );
    expect(hasChanges(await it.plan())).toBe(false);
  }
});

it('takes a key away once the file names it no more, also after an apply that broke off', async () => {
  const it = await opened(file(`, key: "${KEY}", keyReuse: 1h`));
  await applied(it);
  expect(await attributes(it.hand, 'shop-inbox')).toMatchObject({
    KmsMasterKeyId: KEY,
    KmsDataKeyReusePeriodSeconds: '3600',
    SqsManagedSseEnabled: 'false',
  });
  it.write(file());
  const back = await it.plan();
  expect(changed(back, 'shop-inbox')).toEqual([
    `KmsMasterKeyId ${KEY} → undefined (file)`,
    'KmsDataKeyReusePeriodSeconds 3600 → 300 (file)',
  ]);
  const notes = back.changes.find(({ name }) => name === 'shop-inbox')?.notes.join('\n');
  expect(notes).toContain('keep that key until they are read');
  expect(notes).not.toContain('kept');
  // Killed when it had written down what is about to change, and nothing of the queue was changed.
  const killed = await it.another();
  const plan = await killed.plan();
  killed.wire.fateOf = ({ action }) => (action === 'SetQueueAttributes' ? 'not-sent' : 'answered');
  expect((await killed.apply(plan)).failed).toBe(1);
  expect((await attributes(it.hand, 'shop-inbox'))['KmsMasterKeyId']).toBe(KEY);
  await applied(it);
  const after = await attributes(it.hand, 'shop-inbox');
  expect(after['KmsMasterKeyId']).toBeUndefined();
  expect(after['SqsManagedSseEnabled']).toBe('true');
  expect(hasChanges(await it.plan())).toBe(false);
});

/** Notes that the gcx before these settings wrote for the queues of the next test (recorded). */
const EARLIER_NOTES = {
  'shop-inbox': '1:1K+47DEQ1yB47DEQ29147DEQaA3/LzxZbIW47DEQl4wRBNvovum47DEQxSU47DEQytv47DEQ',
  'shop-calls.fifo': '1:1K+GNEMf1yBGNEMf29147DEQaA3/LzxZbIW47DEQl4wRBNvovum47DEQxSU47DEQytv47DEQ',
  'shop-secret': '1:1K+47DEQ1yB47DEQ29147DEQaA3/LzxZbIW47DEQl4wRBNvovumDNkNoxSU47DEQytv47DEQ',
  'shop-failed': '1:1K+47DEQ1yB47DEQ29147DEQaA3/LzxZbIW47DEQl4wRBNvovum47DEQxSUpYlAuytv47DEQ',
};

it('changes nothing of queues that an earlier gcx made, notes nothing new, and can take their key back', async () => {
  const secret = (key: string) => `${head()}targets:
  inbox: { sqs: { create: shop-inbox }, deadLetter: failed }
  calls: { sqs: { create: shop-calls.fifo, messageGroup: all } }
  secret: { sqs: { create: shop-secret${key} } }
  failed: { sqs: { create: shop-failed } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, calls, secret] }
`;
  const it = await opened(secret(`, key: "${KEY}"`));
  await applied(it);
  for (const [QueueName, noted] of Object.entries(EARLIER_NOTES)) {
    const { QueueUrl } = await it.hand.sqs.send(new GetQueueUrlCommand({ QueueName }));
    await it.hand.sqs.send(new TagQueueCommand({ QueueUrl, Tags: { 'genesys-gcx:asked': noted } }));
  }
  const plan = await it.plan();
  expect(hasChanges(plan)).toBe(false);
  expect(hasNotesToWrite(plan)).toBe(false);

  it.write(secret(''));
  const back = await it.plan();
  expect(back.counts).toMatchObject({ create: 0, update: 1, delete: 0 });
  expect(changed(back, 'shop-secret')).toEqual([`KmsMasterKeyId ${KEY} → undefined (file)`]);
});

it('exports the settings that gcx asked for, so that the exported file changes nothing', async () => {
  const more = `  board:
    sns: { create: shop-board, key: "${KEY}" }
    subscribers: [{ sqs: secret, deadLetter: letters }]
  secret: { sqs: { create: shop-secret, key: "${KEY}", keyReuse: 10m } }
  letters: { sqs: { create: shop-letters } }
  moved: { sqs: { create: shop-moved, retention: 1h } }
`;
  const it = await opened(
    file(ALL, ', throughput: perMessageGroup')
      .replace('routes:', `${more}routes:`)
      .replace('create: shop-failed', 'create: shop-failed, redrive: { maxReceives: 7, deadLetter: moved }')
      .replace('[inbox, calls, failed]', '[inbox, calls, board]'),
  );
  await applied(it);
  const { config, ...loaded } = await loadConfig({ cwd: it.folder, env: {} });
  const at = { ...loaded, config: { ...config, file: join(it.folder, '.genesysrc.yml') } };
  const { exported } = await exportBus(at, { aws: it.aws, genesys: it.genesys }, { create: false });
  it.write(exported.text);
  const plan = await it.plan();
  const others = plan.changes.filter(({ action }) => action !== 'none');
  expect(others.map(({ id, fields }) => ({ id, fields }))).toEqual([]);
  for (const each of [
    'keyReuse: 600',
    'throughput: "perMessageGroup"',
    'encryption: "none"',
    'maxReceives: 7',
  ])
    expect(exported.text).toContain(each);
});
