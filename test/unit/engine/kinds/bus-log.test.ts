import {
  DescribeEventBusCommand,
  EventBridgeClient,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { applied, type Trial, trial } from '../../../harness/trial.js';

const file = (logging: string, aws = '') => `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1${aws} }
${logging}
targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;
const GROUP = '/aws/vendedlogs/events/shop';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const PARTS = [
  'bus-log',
  'delivery-destination',
  'delivery-source',
  'log-delivery',
  'log-group',
  'log-policy',
];

/** What a plan changes of the log. */
const logChanges = ({ changes }: Plan) =>
  changes
    .filter(({ action, kind }) => action !== 'none' && PARTS.includes(kind))
    .map(({ kind, action }) => `${action} ${kind}`)
    .sort();

const level = async ({ others }: Trial) => (await others.events.bus(BUS))?.log;

describe('the log of the event bus', () => {
  it('is set up, mended, made less and taken away again', async () => {
    const world = await trial(file('logging: { level: trace }'));
    const { plan, sandbox, clock, others } = world;
    const { changes } = await applied(world);
    for (const { kind, after } of changes)
      if (kind === 'log-delivery') expect(after).toContain('log-policy:genesys-gcx-shop');
    expect(logChanges(await plan())).toEqual([]);
    // AWS would have written a policy of its own if the deliveries had come before ours.
    expect((await others.logPolicies.list()).map(({ name }) => name)).toEqual(['genesys-gcx-shop']);

    await sandbox.emit({ eventType: 'conversation.acd.end' });
    await clock.sleep(200_000);
    const records = (await others.logs.busRecords(GROUP, { since: 0 })) ?? [];
    expect(records.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['EVENT_RECEIPT', 'RULE_MATCH', 'INVOCATION_SUCCESS']),
    );
    expect(records.filter(({ eventDetail, targetInput }) => eventDetail ?? targetInput)).toEqual([]);
    const [{ eventId = '' } = {}] = records;
    expect(await others.logs.busRecords(GROUP, { since: 0, containing: eventId })).toEqual(records);

    // Somebody turns the log off, takes the policy away and keeps lines for ever.
    await others.events.setBusLog(BUS, { level: 'OFF', detail: 'NONE' });
    await others.logPolicies.delete('genesys-gcx-shop');
    await others.logs.setRetention(GROUP, 0);
    const drift = await plan();
    expect(logChanges(drift)).toEqual(['create log-policy', 'update bus-log', 'update log-group']);
    expect(
      drift.changes.flatMap(({ kind, fields }) =>
        kind === 'bus-log' || kind === 'log-group' ? fields.map(({ origin }) => origin) : [],
      ),
    ).toEqual(['outside', 'outside']);
    await applied(world);

    world.write(file('logging: { level: error, retention: 30d }'));
    expect(logChanges(await applied(world))).toEqual([
      ...['delete delivery-source', 'delete delivery-source', 'delete log-delivery', 'delete log-delivery'],
      ...['update bus-log', 'update log-group'],
    ]);
    expect(await level(world)).toEqual({ level: 'ERROR', detail: 'NONE' });
    expect(logChanges(await plan())).toEqual([]);

    world.write(file(''));
    const off = await plan();
    expect(logChanges(off)).toContain('update bus-log');
    expect(driftOf(off)).toMatchObject({ changed: [], unclear: [] });
    await applied(world);
    expect(await level(world)).toEqual({ level: 'OFF', detail: 'NONE' });
    const after = await plan();
    expect(logChanges(after)).toEqual([]);
    expect(hasNotesToWrite(after)).toBe(false);
    const { sources, destination, deliveries } = others.logDeliveries;
    expect([
      ...(await sources('')),
      ...(await deliveries({ sources: [] })),
      ...(await others.logPolicies.list()),
    ]).toEqual([]);
    expect(await destination('shop')).toBeUndefined();
    expect(await others.logs.group(GROUP)).toBeUndefined();

    // Written again: nobody turned it off.
    world.write(file('logging: { level: error }'));
    expect(driftOf(await plan())).toMatchObject({ changed: [], unclear: [] });
    world.write(file(''));

    // What people set themselves stays.
    await others.events.setBusLog(BUS, { level: 'INFO', detail: 'FULL' });
    expect(logChanges(await plan())).toEqual([]);
    await applied(world, 'destroy');
    expect(await others.events.bus(BUS)).toBeUndefined();
  });

  it('of a bus of others is set where the file says so, and put back by destroy', async () => {
    const world = await trial(file('logging: { level: info, own: true }', ', bus: theirs'), {
      existing: {
        ...{ topics: [], queues: [], functions: [], buses: ['theirs'], eventTypes: [] },
      },
    });
    // The sandbox forgets what UpdateEventBus is not told: what is there beside has to be sent back.
    const events = new EventBridgeClient({ ...world.sandbox.aws, maxAttempts: 1 });
    const theirs = {
      Description: 'Everybody’s bus',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:unencrypted' },
    };
    await events.send(new UpdateEventBusCommand({ Name: 'theirs', ...theirs }));
    await applied(world);
    expect(await events.send(new DescribeEventBusCommand({ Name: 'theirs' }))).toMatchObject(theirs);
    expect((await world.others.events.bus('theirs'))?.log).toEqual({ level: 'INFO', detail: 'NONE' });
    await applied(world, 'destroy');
    expect((await world.others.events.bus('theirs'))?.log).toEqual({ level: 'OFF', detail: 'NONE' });
    expect(await world.others.logs.group(GROUP)).toBeUndefined();
  });

  it('that is delivered by others already is refused, with who has it', async () => {
    const world = await trial(file(''));
    await applied(world);
    const { logs, logDeliveries } = world.others;
    await logs.createGroup('theirs', 0, {});
    await logDeliveries.putSource(
      'theirs',
      `arn:aws:events:eu-west-1:111122223333:event-bus/${BUS}`,
      'ERROR_LOGS',
      {
        team: 'x',
      },
    );
    world.write(file('logging: { level: error }'));
    const { refusals } = await world.plan();
    expect(refusals.map(({ code }) => code)).toEqual(['logged-by-others']);
    expect(refusals[0]?.fix).toContain('aws logs delete-delivery-source --name theirs');
  });
});
