import { expect, it } from 'vitest';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

const file = `${head()}targets:
  each: { sns: { create: "shop-{eventType}" } }
  inbox: { sqs: { create: shop-inbox } }
routes:
  flows: { events: [conversation.user.end, conversation.acd.start], targets: [each, inbox] }
`;

/** The rules after an apply, by name: event types and targets. */
async function rules(brokenOff?: string): Promise<readonly string[]> {
  const all = await trial(file);
  if (brokenOff !== undefined) {
    const first = await all.another();
    let isDead = false;
    first.wire.fateOf = ({ action }) => {
      if (isDead) return 'not-sent';
      isDead = action === 'PutRule';
      return isDead ? 'answer-lost' : 'answered';
    };
    await first.apply(await first.plan());
  }
  expect(await all.apply(await all.plan())).toMatchObject({ failed: 0 });
  const { events } = all.others;
  const [bus = ''] = (await events.busNames()).filter((name) => name.startsWith('aws.partner/'));
  const listed = await events.listRules(bus);
  return Promise.all(
    listed.map(async ({ name, pattern = '' }) => {
      const targets = (await events.listTargets(bus, name)).map(({ id }) => id).sort();
      return `${name} ${JSON.stringify(JSON.parse(pattern)['detail-type'])} ${targets}`;
    }),
  );
}

it('a rule that an apply left without its targets does not part its route otherwise', async () => {
  const whole = await rules();
  expect(whole).toHaveLength(2);
  expect(await rules('after the first rule')).toEqual(whole);
});
