import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { doctorQuietText, doctorText } from '../../../../src/lib/cli/render/doctor-text.js';
import { doctorExitCode } from '../../../../src/lib/features/doctor/index.js';
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

/** What answers say of troubles that nobody can make in the sandbox: in which, what for what, and what is found. */
const ANSWERS: readonly (readonly [RegExp, RegExp, string, string])[] = [
  [/integrations/, /"code":"ACTIVE"/g, '"code":"ERROR"', 'integration-state stops'],
  [/DescribeEventSource$/, /ACTIVE/g, 'PENDING', 'bus-event-source stops'],
  [/functions\/sync\/configuration/, /"Active"/g, '"Failed"', 'function-state stops'],
  [/functions\/shop-sales\/configuration/, /"Successful"/g, '"Failed"', 'function-update later'],
  [/routing\/queues/, /"Sales Support"/g, '"Sales Help"', 'queue-renamed later'],
];

it('finds nothing in a pipe that is whole, what answers tell, and each of many breakages at once', async () => {
  const pipe = await brokenPipe();
  const healthy = await pipe.diagnose();
  expect(healthy).toMatchObject({ findings: [], unseen: [] });
  expect([doctorExitCode(healthy), doctorText(healthy, plainStyle)]).toEqual([0, '']);
  expect(doctorQuietText(healthy)).toMatch(
    /^Nothing found that stops events: 2 routes and 9 targets checked/,
  );

  pipe.wire.alter = (call, body) =>
    ANSWERS.reduce(
      (text, [action, from, to]) => (action.test(call) ? text.replaceAll(from, to) : text),
      body,
    );
  const told = (await pipe.diagnose()).findings.map(({ code, weight }) => `${code} ${weight}`);
  expect(told.toSorted()).toEqual(ANSWERS.map(([, , , found]) => found).toSorted());
  pipe.wire.alter = (_action, body) => body;

  // Of a queue that is not there (any more) the route gets nothing; what its rule matches says no more than that.
  pipe.write(BROKEN_PIPE_FILE.replace('"Sales Support"', '"Sales Support", Nobody'));
  const lost = await pipe.diagnose();
  expect(lost.findings).toMatchObject([
    { code: 'queue-not-found', weight: 'some', stops: { routes: ['ended'] } },
  ]);
  pipe.write(BROKEN_PIPE_FILE);

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
