import { expect, it } from 'vitest';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

it('tags that the search shows late are no drift: each thing is asked before it is called so', async () => {
  const one = await trial(file);
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0 });
  let late = '';
  one.wire.alter = (action, body) => {
    if (action === 'GetResources') late = body;
    return body;
  };
  await one.plan();
  one.wire.alter = (_action, body) => body;
  expect(late).toContain('genesys-gcx:asked');

  // Another target, a dead letter, another pattern; then back again, while the search still shows the first notes.
  const next = file
    .replace('targets: [inbox]', 'targets: [dead]')
    .replace('acd.end', 'acd.start')
    .replace('create: shop-inbox }', 'create: shop-inbox }, deadLetter: dead');
  one.write(next);
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0 });
  one.write(file);
  one.wire.alter = (action, body) => (action === 'GetResources' ? late : body);
  const plan = await one.plan();
  expect(plan.counts.update).toBeGreaterThan(0);
  expect(driftOf(plan)).toMatchObject({ changed: [], unclear: [] });
});
