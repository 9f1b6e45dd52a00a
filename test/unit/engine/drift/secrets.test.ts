import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { head } from '../../../e2e/gcx.js';
import { byHand } from '../../../harness/by-hand.js';
import { trial } from '../../../harness/trial.js';

const file = (environment: string) => `${head()}targets:
  sales: { processor: { handler: ./sales.ts, environment: ${environment} } }
routes:
  ended: { events: [conversation.acd.end], targets: [sales] }
`;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

it('no value of an environment variable is in a digest; which variables there are is', async () => {
  const one = await trial(file('{ PIN: "1234", OUT: a }'), {}, { 'sales.ts': handler });
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0 });
  const noteOf = async () => (await one.others.functions.function('shop-sales'))?.tags['genesys-gcx:asked'];
  const noted = await noteOf();
  expect(noted).toMatch(/^1:/);
  one.write(file('{ PIN: "4321", OUT: b }'));
  const other = await one.plan();
  expect(driftOf(other)).toMatchObject({ changed: [], unclear: [{ id: 'function:shop-sales' }] });
  expect(await one.apply(other)).toMatchObject({ failed: 0 });
  expect(await noteOf()).toBe(noted);

  const { lambda } = byHand(one.sandbox);
  const live = (await one.others.functions.function('shop-sales'))?.environment ?? {};
  const set = (Variables: Record<string, string>) =>
    lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'shop-sales', Environment: { Variables } }),
    );
  const drifted = async () => {
    const { changed, unclear } = driftOf(await one.plan());
    return [changed, unclear].map((things) =>
      things.flatMap(({ fields }) => fields.map(({ field }) => field)),
    );
  };
  await set({ ...live, DEBUG: '1' });
  expect(await drifted()).toEqual([['environment'], []]);
  await set({ ...live, GENESYS_GCX_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/elsewhere' });
  expect(await drifted()).toEqual([['environment'], []]);
  await set({ ...live, PIN: '9999' });
  expect(await drifted()).toEqual([[], ['environment']]);
});
