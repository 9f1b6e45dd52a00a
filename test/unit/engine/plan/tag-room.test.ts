import { expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { topicArn } from '../../../../src/lib/language/names/arn.js';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';

const file = (tags = '') => `${head()}${tags}targets:
  board: { sns: { create: shop-board } }
routes:
  ended: { events: [conversation.acd.end], targets: [board] }
`;
const arn = topicArn({ aws: { account: '111122223333', region: 'eu-west-1' } }, 'shop-board');

/** Gives the topic so many tags of people's that it has `count` in all, and says how many. */
async function tagUpTo({ others }: Trial, count: number): Promise<void> {
  const have = Object.keys((await others.sns.topic(arn))?.tags ?? {}).length;
  const tags = Object.fromEntries(
    Array.from({ length: count - have }, (_, number) => [`theirs-${number}`, 'x']),
  );
  await others.sns.tag(arn, tags, []);
}

it('a thing with as many tags as AWS takes gets no more: refused before the first write', async () => {
  const all = await trial(file());
  await all.apply(await all.plan());
  await tagUpTo(all, Limits.tagsPerThing);
  const same = await all.plan();
  expect(same.refusals).toEqual([]);
  all.write(file('tags: { team: voice, cost: a }\n'));
  const { refusals } = await all.plan();
  expect(refusals).toMatchObject([
    {
      code: 'too-many-tags',
      message: expect.stringMatching(/SNS topic shop-board would have 5[2-9] tags: AWS takes 50/),
    },
  ]);
});

it('one that fits is tagged', async () => {
  const all = await trial(file());
  await all.apply(await all.plan());
  await tagUpTo(all, Limits.tagsPerThing - 3);
  all.write(file('tags: { team: voice }\n'));
  const plan = await all.plan();
  expect(plan.refusals).toEqual([]);
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
});
