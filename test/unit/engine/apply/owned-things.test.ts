import { describe, expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import type { Tags } from '../../../../src/lib/clients/aws/tags-model.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { killedAfterWrites } from '../../../harness/wire.js';

const account = '111122223333';
const project = 'shop';
const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const topicArn = `arn:aws:sns:eu-west-1:${account}:shop-board`;

const file = `version: 1
project: ${project}
genesys: { environment: mypurecloud.ie, organization: ${organization} }
aws: { account: "${account}", region: eu-west-1, bus: events }
archive: { retention: 30d }
targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }, { email: ops@example.com }] }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;

const theirs: Tags = { owner: 'board-team' };

/** Codes of what failed, with what failed. */
function failures({ results }: Awaited<ReturnType<Trial['apply']>>) {
  return results.flatMap(({ change, outcome }) =>
    outcome.kind === 'failed' && outcome.error instanceof GcxError
      ? [{ id: change.id, exitCode: outcome.error.exitCode, ...outcome.error.report }]
      : [],
  );
}

/** What AWS holds of the names in the file, by kind; the rule that AWS makes for an archive counts as no rule. */
async function holdings({ others }: Trial) {
  const [topic, subscriptions, queue, rules, archives] = await Promise.all([
    others.sns.topic(topicArn),
    others.sns.subscriptions(topicArn).catch(() => []),
    others.sqs.queue('shop-inbox'),
    others.events.listRules('events'),
    others.archives.list('shop'),
  ]);
  const ownRules = rules.filter(({ managedBy }) => managedBy === undefined);
  return {
    'sns-topic': topic === undefined ? [] : [{ ...topic, subscriptions }],
    'sqs-queue': queue === undefined ? [] : [queue],
    rule: await Promise.all(
      ownRules.map(async (rule) => ({
        ...rule,
        tags: await others.events.ruleTags(rule.arn),
        targets: await others.events.listTargets('events', rule.name),
      })),
    ),
    archive: archives,
  };
}

const NOTHING = { 'sns-topic': [], 'sqs-queue': [], rule: [], archive: [] };

const theirRule = {
  bus: 'events',
  name: 'shop-ended-1',
  pattern: { source: ['board'] },
  description: 'theirs',
  enabled: true,
  tags: theirs,
} as const;

const theirArchive = {
  name: 'shop-default',
  description: 'theirs',
  pattern: { source: ['x'] },
  retentionDays: 1,
};

const busArn = `arn:aws:events:eu-west-1:${account}:event-bus/events`;

describe('what another team makes between the plan and the apply', () => {
  it.each([
    [
      'a topic with tags',
      'sns-topic',
      'CreateTopic',
      (aws: Aws) => aws.sns.createTopic('shop-board', theirs),
    ],
    ['a topic without tags', 'sns-topic', 'CreateTopic', (aws: Aws) => aws.sns.createTopic('shop-board', {})],
    [
      'an equal SQS queue',
      'sqs-queue',
      'CreateQueue',
      (aws: Aws) => aws.sqs.createQueue('shop-inbox', {}, theirs),
    ],
    ['a rule', 'rule', 'PutRule', (aws: Aws) => aws.events.putRule(theirRule)],
    ['an archive', 'archive', 'CreateArchive', (aws: Aws) => aws.archives.create(busArn, theirArchive)],
  ] as const)('%s is left as it is, and named with its owner: exit 5', async (_, kind, call, make) => {
    for (const moment of ['before the apply', 'right before the call'] as const) {
      const all = await trial(file);
      const plan = await all.plan();
      let before: unknown;
      const makeTheirs = async () => {
        if (before !== undefined) return;
        before = {};
        await make(all.others);
        before = (await holdings(all))[kind];
      };
      if (moment === 'before the apply') await makeTheirs();
      else all.wire.before = (action) => (action === call ? makeTheirs() : undefined);
      const [failed, ...more] = failures(await all.apply(plan));
      expect(more).toEqual([]);
      expect(failed, moment).toMatchObject({ code: 'taken-meanwhile', exitCode: 5 });
      expect(failed?.id).toMatch(new RegExp(`^${kind}:`));
      expect(failed?.what).toContain('no mark of gcx');
      const after = (await holdings(all))[kind];
      // AWS has no call that only makes a rule: one that comes about after the last look is overwritten, and that is said.
      if (kind === 'rule' && moment === 'right before the call') {
        expect(failed?.why).toContain('which has replaced the settings of it');
        expect(after).toMatchObject([{ name: theirRule.name, tags: theirs, targets: [] }]);
      } else expect(after, moment).toEqual(before);
      expect((await all.plan()).refusals.map(({ code }) => code)).toContain('name-taken');
      await all.apply(await all.plan('destroy'));
      expect(await holdings(all), 'what gcx made beside it goes, what is theirs stays').toEqual({
        ...NOTHING,
        [kind]: after,
      });
    }
  });
});

/** Every third number of writes, from another one for each commit; the crash suites of `npm run test:trust` cut at each. */
const STEP = Number(process.env['OWNED_STEP'] ?? 3);

describe('an apply that is killed after any of its writes', () => {
  it('is finished by the next one, and what it made by then goes with destroy', async () => {
    const whole = await trial(file);
    await whole.apply(await whole.plan());
    const total = whole.wire.writes.length;
    expect(total).toBeGreaterThan(6);
    for (let writes = Number(process.env['TEST_SEED'] ?? 0) % STEP; writes < total; writes += STEP) {
      const cut = await trial(file);
      const plan = await cut.plan();
      cut.wire.fateOf = killedAfterWrites(writes);
      await cut.apply(plan);
      cut.wire.fateOf = () => 'answered';
      if (writes % 2 === 1) {
        const destroyed = await cut.plan('destroy');
        expect(destroyed.refusals).toEqual([]);
        expect(await cut.apply(destroyed)).toMatchObject({ failed: 0, notAttempted: 0 });
        expect(await holdings(cut), `${writes} writes`).toEqual(NOTHING);
        continue;
      }
      const next = await cut.plan();
      expect(next.refusals, `${writes} writes`).toEqual([]);
      expect(await cut.apply(next)).toMatchObject({ failed: 0, notAttempted: 0 });
      expect((await cut.plan()).changes.filter(({ action }) => action !== 'none')).toEqual([]);
    }
  });
});
