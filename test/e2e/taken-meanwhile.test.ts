import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { openWire } from '../harness/wire.js';
import { head, Project } from './gcx.js';

const bus = 'events';
const file = `${head({ bus })}targets:
  board: { sns: { create: shop-board }, subscribers: [{ email: ops@example.com }] }
routes:
  ended: { events: [conversation.acd.end], targets: [board] }
`;
const arn = 'arn:aws:sns:eu-west-1:111122223333:shop-board';

test('a topic that another team makes while gcx applies stays theirs, through apply and destroy', async () => {
  const project = new Project(file);
  const server = await project.serve();
  await project.done('plan');
  const wire = await openWire(
    server.env['AWS_ENDPOINT_URL'] ?? '',
    server.env['AWS_SECRET_ACCESS_KEY'] ?? '',
  );
  const env = { ...server.env, AWS_ENDPOINT_URL: wire.endpoint };
  const others = await project.inside(async ({ aws }) => createAws(aws));
  wire.before = async (action) => {
    if (action === 'CreateTopic' && (await others.sns.topic(arn)) === undefined)
      await others.sns.createTopic('shop-board', { owner: 'board-team' });
  };
  const applied = await project.gcx('apply --auto-approve', { env });
  expect(applied.code, applied.stdout + applied.stderr).toBe(5);
  expect(applied.stdout).toMatch(
    /Failed\n {2}\+ SNS topic shop-board\n[\s\S]*not this project and environment's: it\s+carries no\s+mark of gcx[\s\S]*somebody created it since/,
  );
  expect(applied.stdout).toContain('Do what "fix" says, then run it again');
  const theirs = await others.sns.topic(arn);
  expect(theirs).toMatchObject({ tags: { owner: 'board-team' }, attributes: { SubscriptionsPending: '0' } });
  expect(theirs?.attributes['Policy']).not.toContain('events.amazonaws.com');
  expect((await project.sandbox('apply --auto-approve')).code).toBe(5);
  await project.done('destroy --auto-approve --force');
  expect(await others.sns.topic(arn)).toEqual(theirs);
  await wire.close();
  await server.stop();
});
