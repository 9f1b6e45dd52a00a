import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { applied, trial } from '../../../harness/trial.js';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:shop-ops';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const file = (alarms: string, expected = '') => `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
${alarms}
targets:
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead }
  bare: { sqs: { create: shop-bare } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended:
    description: Conversations that left a queue
    events: [conversation.acd.end]
    targets: [inbox]
${expected}
  started: { events: [conversation.acd.start], targets: [inbox, bare] }
`;
const ALARMS = 'alarms: { to: ops, owner: "Platform team", runbook: "https://wiki.example.com/pipe" }';

const alarmChanges = ({ changes }: Plan) =>
  changes
    .filter(({ action, kind }) => action !== 'none' && kind === 'alarm')
    .map(({ name, action }) => `${action} ${name}`)
    .sort();

describe('alarms of the pipe', () => {
  it('watch each rule and queue, say what to do, and are mended and taken away', async () => {
    const world = await trial(file(ALARMS));
    const { plan, others } = world;
    const first = await applied(world);
    expect(alarmChanges(first)).toEqual([
      'create shop-queue-bare-oldest-message',
      'create shop-queue-dead-dead-letters',
      'create shop-queue-inbox-oldest-message',
      'create shop-rule-ended-1-dead-lettered',
      'create shop-rule-ended-1-lost',
      'create shop-rule-started-1-dead-lettered',
      'create shop-rule-started-1-failed',
      'create shop-rule-started-1-lost',
    ]);
    // What it costs, once.
    expect(first.changes.flatMap(({ notes }) => notes).filter((note) => note.includes('$'))).toEqual([
      'the 8 alarms of the pipe look at 8 metrics: some $0.80 a month (CloudWatch pricing, us-east-1)',
    ]);
    expect(alarmChanges(await plan())).toEqual([]);

    const alarms = new Map((await others.alarms.list('shop-')).map((each) => [each.name, each] as const));
    const dead = alarms.get('shop-rule-ended-1-dead-lettered');
    expect(dead?.description).toBe(
      [
        'Route ended (Conversations that left a queue): events reach none of their targets for good (inbox) and become dead letters. They are kept in SQS queue shop-dead, each for 14d.',
        'Type: gcx redrive inbox --dry-run',
        'Runbook: https://wiki.example.com/pipe',
        'Owner: Platform team',
        'Pipe of project shop, environment default, AWS 111122223333 eu-west-1.',
      ].join('\n'),
    );
    expect(dead).toMatchObject({
      metric: 'InvocationsSentToDlq',
      dimensions: { EventBusName: BUS, RuleName: 'shop-ended-1' },
      actions: [TOPIC],
      otherActions: { ok: [TOPIC], insufficientData: [] },
    });
    expect(alarms.get('shop-rule-started-1-failed')?.description).toContain(
      'no dead-letter queue takes them',
    );
    expect((await others.sns.policy(TOPIC)) ?? '').toContain('alarm:shop-*');

    // Somebody has it tell nobody that it is over, and adds a topic of their own.
    const lost = alarms.get('shop-rule-ended-1-lost');
    if (lost === undefined || lost.math !== undefined) throw new Error('there is no such alarm');
    const theirs = 'arn:aws:sns:eu-west-1:111122223333:theirs';
    const { statistic, comparison, ...rest } = lost;
    if (statistic === 'other' || comparison === 'other') throw new Error('it is no alarm of gcx');
    await others.alarms.put(
      { ...rest, statistic, comparison, otherActions: { ok: [theirs], insufficientData: [] } },
      {},
    );
    expect(alarmChanges(await plan())).toEqual(['update shop-rule-ended-1-lost']);
    await applied(world);
    const [mended] = await others.alarms.list('shop-rule-ended-1-lost');
    expect(mended?.otherActions?.ok).toEqual([TOPIC, theirs]);
    expect(alarmChanges(await plan())).toEqual([]);

    world.write(file(''));
    expect(alarmChanges(await applied(world))).toHaveLength(8);
    expect(await others.alarms.list('shop-')).toEqual([]);
    await applied(world, 'destroy');
  });

  it('are none of a processor’s, whatever it is called', async () => {
    const processors = `  rule-x: { processor: { handler: ./h.ts, alarms: ops } }`;
    const world = await trial(
      file(ALARMS).replace('routes:', `${processors}\nroutes:`).replace('[inbox, bare]', '[rule-x]'),
      {},
      {
        'h.ts': 'export default async () => {};',
      },
    );
    await applied(world);
    expect(alarmChanges(await world.plan())).toEqual([]);
    expect((await world.others.alarms.list('shop-rule-x-')).map(({ name }) => name)).toEqual([
      'shop-rule-x-dead-letters',
      'shop-rule-x-failures',
      'shop-rule-x-oldest-message',
    ]);
  });
});
