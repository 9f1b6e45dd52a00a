import { expect, it } from 'vitest';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { trial } from '../../../harness/trial.js';
import { VIRTUAL_START } from '../../../harness/virtual-clock.js';

const FILE = `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
alarms: { to: ops }
targets:
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }, { sqs: heard, raw: true }] }
  heard: { sqs: { create: shop-heard } }
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
routes:
  ended:
    events: [conversation.acd.end]
    targets: [inbox]
    expect: { atLeast: 1, within: 2h, hours: "Mon-Fri 08:00-18:00 Europe/Berlin" }
`;
const HOUR = 3_600_000;
/** A Friday, 08:00 UTC, in winter: 09:00 in Berlin. */
const FRIDAY = Date.UTC(2027, 0, 15);

/** Takes what lies in a queue, as whoever it is for does. */
async function taken({ sqs }: Aws, queue: string): Promise<readonly string[]> {
  const messages = (await sqs.receive(queue, 0, new AbortController().signal)) ?? [];
  const receipts = messages.map(({ receipt }) => receipt);
  if (receipts.length > 0) await sqs.deleteMessages(queue, receipts);
  return messages.map(({ body }) => body);
}

/** What people were told since they last looked: which alarm is what now. */
async function heard(others: Aws): Promise<readonly string[]> {
  return (await taken(others, 'shop-heard')).map((body) => {
    const { AlarmName, NewStateValue } = JSON.parse(body);
    return `${NewStateValue} ${AlarmName}`;
  });
}

it('a silent route is told in its hours, over weekends and nights nobody is, and dead letters at once', async () => {
  expect(VIRTUAL_START).toBe(FRIDAY + 8 * HOUR);
  const { plan, apply, clock, sandbox, others } = await trial(FILE);
  await apply(await plan());
  expect((await plan()).changes.filter(({ action }) => action !== 'none')).toEqual([]);
  const until = async (time: number) => {
    // Whoever wakes at night looks in now and then.
    while (clock.now() < time) {
      await clock.sleep(Math.min(time - clock.now(), 4 * HOUR));
      await sandbox.settle();
    }
    return heard(others);
  };
  const SILENT = 'shop-route-ended-silent';
  // Metrics of what came before the apply there are none.
  expect(await until(FRIDAY + 11 * HOUR)).toEqual([`ALARM ${SILENT}`]);
  await sandbox.emit({ eventType: 'conversation.acd.end' });
  expect(await taken(others, 'shop-inbox')).toHaveLength(1);
  expect(await until(FRIDAY + 11.5 * HOUR)).toEqual([`OK ${SILENT}`]);
  expect(await until(FRIDAY + 16 * HOUR)).toEqual([`ALARM ${SILENT}`]);
  // 18:00 in Berlin is over: off until Monday, 10:00 there, whatever happens at night.
  expect(await until(FRIDAY + 18 * HOUR)).toEqual([`OK ${SILENT}`]);
  expect(await until(FRIDAY + 3 * 24 * HOUR + 8.9 * HOUR)).toEqual([]);
  expect(await until(FRIDAY + 3 * 24 * HOUR + 9.2 * HOUR)).toEqual([`ALARM ${SILENT}`]);

  // Nobody is let in any more: the event becomes a dead letter.
  await others.sqs.setAttributes('shop-inbox', { Policy: '' });
  await sandbox.emit({ eventType: 'conversation.acd.end' });
  const told = await until(FRIDAY + 3 * 24 * HOUR + 9.4 * HOUR);
  expect([...told].sort()).toEqual([
    'ALARM shop-queue-dead-dead-letters',
    'ALARM shop-rule-ended-1-dead-lettered',
    `OK ${SILENT}`,
  ]);
});
