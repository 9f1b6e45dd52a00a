import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Diagnosis, doctorExitCode } from '../../../../src/lib/features/doctor/index.js';
import { afterThisTest } from '../../../clean-up.js';
import { byHand } from '../../../harness/by-hand.js';
import { expectWhole } from '../../../harness/doctor-breakages.js';
import {
  RECEIVER_BREAKAGES,
  RECEIVER_PIPE_FILE,
  type ReceiverBreakage,
  ROLE_BREAKAGES,
} from '../../../harness/receiver-breakages.js';
import { applied, type Trial, trial } from '../../../harness/trial.js';
import { startReceiver } from '../../sandbox/aws/http/receiver.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

/** The calls that read the status of a stream or a state machine. */
const DESCRIBING = ['DescribeStreamSummary', 'DescribeDeliveryStream', 'DescribeStateMachine'];

/** The statuses that a diagnosis finds to stop targets, by their names. */
function statuses({ findings }: Diagnosis): Readonly<Record<string, string>> {
  return Object.fromEntries(
    findings
      .filter(({ code, weight }) => code === 'target-status' && weight === 'stops')
      .map(({ what, stops }) => [stops.targets.join(), /in status (\w+)\.$/.exec(what)?.[1] ?? what]),
  );
}

/** By the targets' names: what became of an event that was published now. */
async function sent({ sandbox }: Trial): Promise<ReadonlyMap<string, string>> {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  await sandbox.settle();
  return new Map(
    events.flatMap(({ deliveries }) =>
      deliveries
        .filter(({ by }) => by === 'events')
        .map(({ target = '', outcome, why }) => [nameOf(target), `${outcome}: ${why}`] as const),
    ),
  );
}

/** The file's name of the target at an ARN. */
function nameOf(arn: string): string {
  return (
    /\b(?:shop-)?(lake|hose|pond|flow|log|audit|crm)(?=$|[:/])/.exec(
      arn.replace(/^.*:log-group:/, ''),
    )?.[1] ?? arn
  );
}

/** The breakages of which a diagnosis does not say that their target gets nothing. */
function unnamed({ findings }: Diagnosis, broken: readonly ReceiverBreakage[]): readonly string[] {
  return broken.flatMap(({ name, cause, target }) => {
    const found = findings.filter(
      ({ what, why, stops }) => cause.test(`${what} ${why}`) && stops.targets.includes(target),
    );
    return found.some(({ weight }) => weight === 'stops') ? [] : [`${name}: ${JSON.stringify(findings)}`];
  });
}

it('finds nothing while events arrive, and what keeps each of them from streams, state machines, log groups and endpoints', async () => {
  const receiver = await startReceiver();
  afterThisTest(() => receiver.close());
  const seedFile = join(temporaryFolder(), 'seed.yml');
  const hose = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/hose';
  writeFileSync(seedFile, `aws: { receivers: [{ arn: "${hose}", activationSeconds: 7200 }] }\n`);
  const all = await trial(RECEIVER_PIPE_FILE, {
    seedFile,
    deliver: [`crm.example.com=${receiver.origin}`],
  });
  all.secrets.set('KEY', 'key-of-the-crm');
  await applied(all);
  const hand = byHand(all.sandbox);
  const names = ['audit', ...RECEIVER_BREAKAGES.map(({ target }) => target)];

  // A stream takes nothing before it is made.
  expect((await sent(all)).get('hose')).toMatch(/^(?!delivered).*hose is CREATING/);
  const early = await all.diagnose();
  expect(statuses(early)).toEqual({ hose: 'CREATING' });
  expect(early.findings).toHaveLength(1);
  await all.clock.sleep(7_200_000);

  const whole = await sent(all);
  expect([...whole.keys()].sort()).toEqual([...names].sort());
  for (const [name, told] of whole) expect(told, name).toMatch(/^delivered: /);
  expect(await all.diagnose()).toMatchObject({ findings: [], unseen: [] });

  // A Kinesis stream that is UPDATING takes records.
  all.wire.alter = (action, body) =>
    action === 'DescribeStreamSummary' ? body.replaceAll('"ACTIVE"', '"UPDATING"') : body;
  expect((await all.diagnose()).findings).toEqual([]);
  all.wire.alter = (_action, body) => body;

  // What may not be read is said, and not called missing.
  all.wire.instead = (action) =>
    DESCRIBING.includes(action) ? { status: 400, body: '{"__type":"AccessDeniedException"}' } : undefined;
  const denied = await all.diagnose();
  expect(denied.findings).toEqual([]);
  expect(denied.unseen).toEqual([
    {
      of: 'Kinesis stream lake',
      why: expect.stringContaining('kinesis:DescribeStreamSummary'),
      denied: true,
    },
    {
      of: 'Firehose stream hose',
      why: expect.stringContaining('firehose:DescribeDeliveryStream'),
      denied: true,
    },
    {
      of: 'Kinesis stream pond',
      why: expect.stringContaining('kinesis:DescribeStreamSummary'),
      denied: true,
    },
    { of: 'state machine flow', why: expect.stringContaining('states:DescribeStateMachine'), denied: true },
  ]);
  all.wire.instead = () => undefined;

  for (const each of ROLE_BREAKAGES) await each.break(hand, all);
  const withoutRoles = await sent(all);
  for (const { target, meets } of ROLE_BREAKAGES) expect(withoutRoles.get(target)).toMatch(meets);
  const roles = await all.diagnose();
  expect(unnamed(roles, ROLE_BREAKAGES)).toEqual([]);
  expect(new Set(roles.findings.flatMap(({ stops }) => stops.targets))).toEqual(new Set(['lake', 'hose']));
  expectWhole(roles);
  await applied(all);
  expect((await all.diagnose()).findings).toEqual([]);

  const gone = RECEIVER_BREAKAGES.filter(({ name }) => name.endsWith('is deleted'));
  for (const each of gone) await each.break(hand, all);
  const going = await sent(all);
  for (const { target } of gone) expect(going.get(target)).toMatch(/^(?!delivered).* is DELETING/);
  expect(statuses(await all.diagnose())).toEqual(
    Object.fromEntries(gone.map(({ target }) => [target, 'DELETING'])),
  );
  await all.clock.sleep(60_000);
  for (const each of RECEIVER_BREAKAGES) if (!gone.includes(each)) await each.break(hand, all);
  const broken = await sent(all);
  for (const { target, meets } of RECEIVER_BREAKAGES) {
    expect(broken.get(target)).toMatch(meets);
    expect(broken.get(target)).not.toMatch(/^delivered/);
  }
  const found = await all.diagnose();
  expect(unnamed(found, RECEIVER_BREAKAGES)).toEqual([]);
  // One policy is for both log groups, and for the log of the bus, which is no event's target.
  expect(found.findings.find(({ code }) => code === 'log-policy-missing')?.stops.targets).toEqual([
    'log',
    'audit',
  ]);
  expect(broken.get('audit')).toMatch(/no resource policy of CloudWatch Logs/);
  expect(doctorExitCode(found)).toBe(2);
  expectWhole(found);
});
