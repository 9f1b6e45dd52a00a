import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { doctorQuietText, doctorText } from '../../../../src/lib/cli/render/doctor-text.js';
import { doctorExitCode } from '../../../../src/lib/features/doctor/index.js';
import { nearLimits } from '../../../../src/lib/features/doctor/near-limits.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { BREAKAGES, QUIET_BREAKAGES } from '../../../harness/breakages.js';
import { BROKEN_PIPE_FILE, brokenPipe } from '../../../harness/broken-pipe.js';
import { expectWhole, unnamed } from '../../../harness/doctor-breakages.js';

/** Breakages of which none hides another. Each alone, and pairs: test/trust/doctor.test.ts. */
const TOGETHER = new Set([
  'an event type is subscribed no more',
  'a target is taken out of its rule',
  'a key is disabled',
  'an SNS topic lets EventBridge in no more',
  'a subscriber is gone',
  'a function lets EventBridge in no more',
  'the function of a processor may not run',
  'the mapping of a processor is disabled',
  'an SQS queue of others is deleted',
  'a role trusts EventBridge no more',
  'the SQS queue for dead letters lets EventBridge in no more',
]);

/** What answers would say of troubles that nobody can make in the sandbox. */
const ANSWERS: readonly (readonly [string, RegExp, RegExp, string, readonly string[]])[] = [
  [
    'the integration is in ERROR',
    /integrations/,
    /"code":"ACTIVE"/g,
    '"code":"ERROR"',
    ['integration-state stops'],
  ],
  ['the source is PENDING', /DescribeEventSource$/, /ACTIVE/g, 'PENDING', ['bus-event-source stops']],
  ['a function failed', /functions\/sync\/configuration/, /"Active"/g, '"Failed"', ['function-state stops']],
  [
    'its last change failed',
    /functions\/shop-sales\/configuration/,
    /"Successful"/g,
    '"Failed"',
    ['function-update later'],
  ],
  ['a queue was renamed', /routing\/queues/, /"Sales Support"/g, '"Sales Help"', ['queue-renamed later']],
];

it('finds nothing in a pipe that is whole, what answers tell, and each of many breakages at once', async () => {
  const pipe = await brokenPipe();
  const healthy = await pipe.diagnose();
  expect(healthy).toMatchObject({ findings: [], unseen: [] });
  expect([doctorExitCode(healthy), doctorText(healthy, plainStyle)]).toEqual([0, '']);
  expect(doctorQuietText(healthy)).toMatch(
    /^Nothing found that stops events: 2 routes and 9 targets looked at/,
  );

  for (const [name, action, from, to, found] of ANSWERS) {
    pipe.wire.alter = (call, body) => (action.test(call) ? body.replaceAll(from, to) : body);
    const { findings } = await pipe.diagnose();
    expect([name, ...findings.map(({ code, weight }) => `${code} ${weight}`)]).toEqual([name, ...found]);
  }
  pipe.wire.alter = (_action, body) => body;

  // Of a queue that is not there (any more) the route gets nothing; what its rule matches says no more than that.
  pipe.write(BROKEN_PIPE_FILE.replace('"Sales Support"', '"Sales Support", Nobody'));
  const lost = await pipe.diagnose();
  expect(lost.findings).toMatchObject([
    { code: 'queue-not-found', weight: 'some', stops: { routes: ['ended'] } },
  ]);
  pipe.write(BROKEN_PIPE_FILE);

  const { config } = await loadConfig({ cwd: pipe.folder, env: {} });
  await pipe.plan();
  const [rule] = pipe.live().rulesOnBus;
  if (rule === undefined) throw new Error('The pipe has no rule.');
  const full = (count: number) =>
    nearLimits(config, { ...pipe.live(), rulesOnBus: Array.from({ length: count }, () => rule) });
  expect([full(269), full(270).map(({ what }) => what)]).toEqual([
    [],
    ['Rules of the event bus, those of others included: 270 of 300 (rulesPerBus).'],
  ]);

  const broken = [...BREAKAGES, ...QUIET_BREAKAGES].filter(({ name }) => TOGETHER.has(name));
  expect(broken).toHaveLength(TOGETHER.size);
  for (const each of broken) await each.break(pipe);
  const found = await pipe.diagnose();
  expect(unnamed(found, broken)).toEqual([]);
  expect(doctorExitCode(found)).toBe(2);
  expectWhole(found);
  // What is longer than a line is one word, or a command to copy.
  const long = doctorText(found, plainStyle)
    .split('\n')
    .filter((line) => line.length > 80);
  expect(long.filter((line) => !/^ +(?:\S+|aws .*)$/.test(line))).toEqual([]);
});
