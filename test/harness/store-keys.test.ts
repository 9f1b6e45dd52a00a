import { DisableKeyCommand, EnableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { byHand } from './by-hand.js';
import { applied, type Trial, trial } from './trial.js';

const PLACE = 'eu-west-1:111122223333';
const KEY = `arn:aws:kms:${PLACE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const BUS_ARN = `arn:aws:events:${PLACE}:event-bus/${BUS}`;

const file = (key: string) => `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1${key === '' ? '' : `, busKey: "${key}"`} }
archive: { retention: 30d${key === '' ? '' : `, key: "${key}"`} }
targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

const codes = ({ refusals, warnings }: Plan) =>
  [...refusals, ...warnings].map(({ code }) => code).filter((code) => code.startsWith('key-'));
const actions = ({ changes }: Plan) =>
  changes.flatMap(({ action, kind }) => (action === 'none' ? [] : [`${action} ${kind}`]));

/** What the policy of the key lets EventBridge do. */
function setPolicy(all: Trial, ...statements: readonly object[]): Promise<unknown> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return byHand(all.sandbox).kms.send(new PutKeyPolicyCommand({ KeyId: KEY, Policy }));
}
const letting = (Action: readonly string[], Condition?: object, service = 'events.amazonaws.com') => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action,
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
});
const context = { 'kms:EncryptionContext:aws:events:event-bus:arn': BUS_ARN };
const describes = letting(['kms:DescribeKey']);

const owner = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};

/** What a key's policy lets in, and what the plan says of it. */
const POLICIES: readonly (readonly [string, readonly object[], readonly string[]])[] = [
  ['nothing', [owner], ['key-policy', 'key-policy']],
  [
    'all but DescribeKey',
    [letting(['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:ReEncrypt*'])],
    ['key-policy', 'key-policy'],
  ],
  [
    'what AWS documents, on the encryption context of the bus',
    [describes, letting(['kms:GenerateDataKey', 'kms:Decrypt', 'kms:ReEncrypt*'], { StringEquals: context })],
    [],
  ],
  [
    'the bus alone: the archive is encrypted again when it is replayed',
    [describes, letting(['kms:GenerateDataKey', 'kms:Decrypt'], { StringEquals: context })],
    ['key-policy'],
  ],
  [
    'another event bus',
    [
      describes,
      letting(['kms:GenerateDataKey', 'kms:Decrypt', 'kms:ReEncrypt*'], {
        StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': `${BUS_ARN}-2` },
      }),
    ],
    ['key-policy', 'key-policy'],
  ],
  [
    'another account',
    [letting(['kms:*'], { StringEquals: { 'aws:SourceAccount': '444455556666' } })],
    ['key-policy', 'key-policy'],
  ],
  ['this account', [letting(['kms:*'], { StringEquals: { 'aws:SourceAccount': '111122223333' } })], []],
  [
    'a condition that gcx does not know',
    [letting(['kms:*'], { Bool: { 'aws:SecureTransport': 'true' } })],
    ['key-conditioned', 'key-conditioned'],
  ],
  [
    'the context also of DescribeKey, which has none',
    [letting(['kms:*'], { StringEquals: context })],
    ['key-conditioned', 'key-conditioned'],
  ],
];

describe('the keys of the event bus and of its archive', () => {
  it('are set when both are made, and events reach their targets and the archive', async () => {
    const all = await trial(file(KEY));
    const plan = await applied(all);
    expect(codes(plan)).toEqual([]);
    expect((await all.others.events.bus(BUS))?.key).toBe(KEY);
    expect((await all.others.archives.get('shop-default'))?.key).toBe(KEY);
    expect(actions(await all.plan())).toEqual([]);
    const sent = async () => {
      const { events } = await all.sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
      return events.flatMap(({ deliveries }) => deliveries.map(({ outcome }) => outcome));
    };
    expect(await sent()).toEqual(['delivered']);
    expect((await all.others.archives.get('shop-default'))?.events).toBe(1);

    // A key that is disabled: the plan refuses, doctor says it, and AWS loses the event.
    const { kms } = byHand(all.sandbox);
    await kms.send(new DisableKeyCommand({ KeyId: KEY }));
    expect(codes(await all.plan())).toEqual(['key-disabled', 'key-disabled']);
    const { findings } = await all.diagnose();
    expect(findings.map(({ code }) => code)).toContain('key-disabled');
    expect(await sent()).toEqual([]);
    expect((await all.others.archives.get('shop-default'))?.events).toBe(1);
    await kms.send(new EnableKeyCommand({ KeyId: KEY }));
    expect(codes(await all.plan())).toEqual([]);

    // A log of an encrypted bus does not take its key away, and neither does a change of the archive.
    all.write(
      file(KEY)
        .replace('retention: 30d', 'retention: 60d')
        .replace('archive:', 'logging: { level: error }\narchive:'),
    );
    expect(codes(await applied(all))).toEqual([]);
    expect(await all.others.events.bus(BUS)).toMatchObject({ key: KEY, log: { level: 'ERROR' } });
    expect((await all.others.archives.get('shop-default'))?.key).toBe(KEY);

    // Who delivers the log needs the key, too.
    await setPolicy(all, owner, letting(['kms:*']));
    expect(codes(await all.plan())).toEqual(['key-log-policy']);
  });

  it('are set on a pipe that was made without, and taken from it again', async () => {
    const all = await trial(file(KEY));
    all.write(file(''));
    await applied(all);
    all.write(file(KEY));
    expect(actions(await applied(all))).toEqual(['update bus', 'update archive']);
    expect(actions(await all.plan())).toEqual([]);
    all.write(file(''));
    expect(actions(await applied(all))).toEqual(['update bus', 'update archive']);
    expect((await all.others.events.bus(BUS))?.key).toBeUndefined();
    expect((await all.others.archives.get('shop-default'))?.key).toBeUndefined();
  });

  it('let EventBridge in, or the plan says so before the first write, with the statement to add', async () => {
    const all = await trial(file(KEY));
    const said: Record<string, readonly string[]> = {};
    for (const [lets, statements] of POLICIES) {
      await setPolicy(all, ...statements);
      said[lets] = codes(await all.plan());
    }
    expect(said).toEqual(Object.fromEntries(POLICIES.map(([lets, , expected]) => [lets, expected])));

    await setPolicy(all, owner);
    const { refusals } = await all.plan();
    expect(refusals.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      expect.stringMatching(
        /^Event bus .* does not let events\.amazonaws\.com use it: .*every event would be lost\..*"kms:DescribeKey","kms:GenerateDataKey","kms:Decrypt"/,
      ),
      expect.stringMatching(
        /^Archive shop-default .*no event would be kept for replay\..*"kms:ReEncryptFrom","kms:ReEncryptTo"/,
      ),
    ]);
  });

  it('fail in the apply where the policy changed since the plan, and EventBridge says why', async () => {
    const all = await trial(file(KEY));
    all.write(file(''));
    await applied(all);
    all.write(file(KEY).replace(`, busKey: "${KEY}"`, ''));
    const plan = await all.plan();
    await setPolicy(all, describes);
    const report = await all.apply(plan);
    expect(report.failed).toBe(1);
    expect(JSON.stringify(report.results)).toMatch(
      /does not let events\.amazonaws\.com do kms:GenerateDataKey/,
    );
    // The next plan tries again, once the policy is right.
    expect(codes(await all.plan())).toEqual(['key-policy']);
    await setPolicy(all, letting(['kms:*']));
    await applied(all);
    expect((await all.others.archives.get('shop-default'))?.key).toBe(KEY);
    expect(actions(await all.plan())).toEqual([]);
  });
});
