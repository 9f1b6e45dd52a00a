import { expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { trial } from '../../../harness/trial.js';

const file = (targets: string) =>
  [
    'version: 1',
    'project: shop',
    'genesys: { environment: mypurecloud.ie, organization: "2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42", integration: { suffix: shop } }',
    'aws: { region: eu-west-1, account: "444455556666" }',
    'targets: { inbox: { sqs: { create: shop-inbox } }, board: { sns: { create: shop-board } } }',
    `routes: { ended: { events: [conversation.acd.end], targets: [${targets}] } }`,
    '',
  ].join('\n');

it('an SQS queue that got a message after the plan is not deleted with it', async () => {
  const { plan, apply, write, others } = await trial(file('inbox, board'));
  await apply(await plan());
  write(file('board').replace('inbox: { sqs: { create: shop-inbox } }, ', ''));
  const planned = await plan('apply', { force: false });
  expect(planned.refusals).toEqual([]);
  await others.sqs.send('shop-inbox', { body: 'a call that nobody has read yet' });
  const { results, failed } = await apply(planned);
  expect(failed).toBe(1);
  const errors = results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error] : []));
  expect(errors).toEqual([expect.any(GcxError)]);
  expect(errors[0]).toMatchObject({ report: { code: 'queue-not-empty' } });
  expect(await others.sqs.queue('shop-inbox')).toBeDefined();
  expect((await plan('apply', { force: false })).refusals).toMatchObject([{ code: 'queue-not-empty' }]);
});
