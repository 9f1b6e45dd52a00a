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
    /\b(?:shop-)?(lake|hose|pond|flow|log|crm)(?=$|[:/])/.exec(arn.replace(/^.*:log-group:/, ''))?.[1] ?? arn
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
  const all = await trial(RECEIVER_PIPE_FILE, { deliver: [`crm.example.com=${receiver.origin}`] });
  all.secrets.set('KEY', 'key-of-the-crm');
  await applied(all);
  const hand = byHand(all.sandbox);
  const names = RECEIVER_BREAKAGES.map(({ target }) => target);
  const whole = await sent(all);
  expect([...whole.keys()].sort()).toEqual([...names].sort());
  for (const [name, told] of whole) expect(told, name).toMatch(/^delivered: /);
  expect(await all.diagnose()).toMatchObject({ findings: [], unseen: [] });

  // A stream that is changed takes records; one that is made or deleted does not.
  for (const [status, count] of [
    ['UPDATING', 0],
    ['DELETING', 4],
    ['CREATING', 4],
  ] as const) {
    all.wire.alter = (action, body) =>
      /^Describe(?:StreamSummary|DeliveryStream|StateMachine)$/.test(action)
        ? body.replaceAll('"ACTIVE"', `"${status}"`)
        : body;
    const { findings } = await all.diagnose();
    expect(findings.filter(({ code }) => code === 'target-status')).toHaveLength(count);
    for (const { what } of findings) expect(what).toContain(`which is in status ${status}.`);
  }
  all.wire.alter = (_action, body) => body;

  for (const each of ROLE_BREAKAGES) await each.break(hand, all);
  const withoutRoles = await sent(all);
  for (const { target, meets } of ROLE_BREAKAGES) expect(withoutRoles.get(target)).toMatch(meets);
  const roles = await all.diagnose();
  expect(unnamed(roles, ROLE_BREAKAGES)).toEqual([]);
  expect(new Set(roles.findings.flatMap(({ stops }) => stops.targets))).toEqual(new Set(['lake', 'hose']));
  expectWhole(roles);
  await applied(all);
  expect((await all.diagnose()).findings).toEqual([]);

  for (const each of RECEIVER_BREAKAGES) await each.break(hand, all);
  const broken = await sent(all);
  for (const { target, meets } of RECEIVER_BREAKAGES) {
    expect(broken.get(target)).toMatch(meets);
    expect(broken.get(target)).not.toMatch(/^delivered/);
  }
  const found = await all.diagnose();
  expect(unnamed(found, RECEIVER_BREAKAGES)).toEqual([]);
  expect(doctorExitCode(found)).toBe(2);
  expectWhole(found);
});

it('says which streams and state machines it may not look at, and does not call them missing', async () => {
  const file = join(temporaryFolder(), 'policy.json');
  const actions = [
    'kinesis:DescribeStreamSummary',
    'firehose:DescribeDeliveryStream',
    'states:DescribeStateMachine',
  ];
  const Statement = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: actions, Resource: '*' },
  ];
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement }));
  const all = await trial(RECEIVER_PIPE_FILE, { policyFiles: [file] });
  all.secrets.set('KEY', 'key-of-the-crm');
  await applied(all);
  const { findings, unseen } = await all.diagnose();
  expect(findings).toEqual([]);
  expect(unseen.map(({ of, denied }) => [of, denied])).toEqual([
    ['Kinesis stream lake', true],
    ['Firehose stream hose', true],
    ['Kinesis stream pond', true],
    ['state machine flow', true],
  ]);
  for (const action of actions) expect(unseen.map(({ why }) => why).join('\n')).toContain(action);
});
