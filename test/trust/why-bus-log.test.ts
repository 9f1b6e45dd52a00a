import { expect, test } from 'vitest';
import type { Fate, Why } from '../../src/lib/features/why/index.js';
import { head } from '../e2e/gcx.js';
import { asked, CANARY, call, callId, happens, SALES_SUPPORT, seedOf } from '../harness/called.js';
import { trial } from '../harness/trial.js';
import { VIRTUAL_START } from '../harness/virtual-clock.js';

const FILE = `${head()}logging: { level: trace, detail: full, personalData: accepted }
targets:
  inbox: { sqs: { create: shop-inbox } }
  audit: { sqs: { create: shop-audit } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, audit] }
`;
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const HOUR = 3_600_000;

/** How the bus logs, and what is then known of a call that reached one target of its rule and not the other. */
const SETTINGS = [
  ['OFF', 'NONE', 'unknown', 'unknown'],
  ['ERROR', 'NONE', 'probably delivered', 'probably failed'],
  ['ERROR', 'FULL', 'probably delivered', 'certain failed'],
  ['INFO', 'NONE', 'probably delivered', 'probably failed'],
  ['INFO', 'FULL', 'certain delivered', 'certain failed'],
  ['TRACE', 'NONE', 'probably delivered', 'probably failed'],
  ['TRACE', 'FULL', 'certain delivered', 'certain failed'],
] as const;

function fates({ events }: Why): readonly string[] {
  return events.flatMap(({ routes }) =>
    routes.flatMap(({ targets }) => targets.map(({ fate }) => words(fate))),
  );
}

const words = (fate: Fate) => ('certainty' in fate ? `${fate.certainty} ${fate.kind}` : fate.kind);

test('what is known for each level and detail of the bus log, and without', async () => {
  const begin = (number: number) => ({ begin: VIRTUAL_START + number * HOUR });
  const calls = [...SETTINGS.keys(), SETTINGS.length].map((number) =>
    call(number + 1, [SALES_SUPPORT], begin(number + 1)),
  );
  const pipe = await trial(FILE, { seedFile: seedOf(calls) });
  await pipe.apply(await pipe.plan());
  await pipe.others.events.setBusLog(BUS, { level: 'OFF', detail: 'NONE' });
  await happens(pipe, callId(1));
  await pipe.clock.sleep(HOUR / 4);
  // All calls of the rule in those minutes went well.
  expect(fates(await asked(pipe, callId(1)))).toEqual(['probably delivered', 'probably delivered']);

  await pipe.others.sqs.setAttributes('shop-audit', { Policy: '' });
  for (const [index, [level, detail, ...known]] of SETTINGS.entries()) {
    await pipe.others.events.setBusLog(BUS, { level, detail });
    await happens(pipe, callId(index + 2));
    await pipe.clock.sleep(HOUR / 4);
    const why = await asked(pipe, callId(index + 2));
    expect(fates(why), `${level} ${detail}`).toEqual(known);
    for (const canary of Object.values(CANARY)) expect(JSON.stringify(why)).not.toContain(canary);
  }

  await pipe.clock.sleep(8 * 24 * HOUR);
  const late = await asked(pipe, callId(SETTINGS.length + 1));
  expect(late.sentence).toMatch(
    /^It cannot be known whether it reached inbox and audit: the bus log is kept 7 days, and this was 8 days ago; /,
  );
});
