import { describe, expect, test } from 'vitest';
import { fileWith, unmark, validateText } from './marked-file.js';

const OPS = 'ops: { sns: { create: ops }, subscribers: [{ email: ops@example.com }] }';
const ALARMS = 'alarms: { to: ops, owner: "Platform team", runbook: "https://wiki/pipe", oldest: 30m }';
const HOURS = '"Mon-Fri 08:00-18:00 Europe/Berlin"';

describe('alarms', () => {
  test('are taken, with what a route is to see', async () => {
    const { diagnostics } = await validateText(
      fileWith({
        top: ALARMS,
        targets: OPS,
        route: `expect: { atLeast: 1, within: 2h, hours: ${HOURS} }`,
      }),
    );
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['a queue', 'to: «inbox', OPS, '', 'alarms-kind'],
    ['no target', 'to: «nobody', OPS, '', 'unknown-target'],
    [
      'a topic of events',
      'to: «ops',
      `${OPS}\nother: { sqs: { create: other } }`,
      'targets: [ops]',
      'alarms-through-pipe',
    ],
    [
      'only queues',
      'to: «ops',
      'ops: { sns: { create: ops }, subscribers: [{ sqs: inbox }] }',
      '',
      'alarms-through-pipe',
    ],
  ])('are not sent to %s', async (_what, to, targets, sent, code) => {
    const marked = fileWith({ top: `alarms: { ${to} }`, targets, route: '' });
    const file = sent === '' ? marked : marked.replace('    targets: [inbox]', '    targets: [inbox, ops]');
    const { text, line, column } = unmark(file);
    const { diagnostics } = await validateText(text);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code, position: { line, column } });
  });

  test.each([
    [`{ within: «10h, hours: ${HOURS} }`, ALARMS, 'out-of-range'],
    ['{ within: «90s }', ALARMS, 'out-of-range'],
    ['{ within: «330s }', ALARMS, 'out-of-range'],
    ['{ within: 2h, hours: «"Mon-Fri 08:00-18:00" }', ALARMS, 'form'],
    ['«expect', '', 'nobody-told'],
  ])('expect: %s is refused', async (expected, top, code) => {
    const route = expected.startsWith('«') ? '«expect: { within: 2h }' : `expect: ${expected}`;
    const { text, line, column } = unmark(fileWith({ top, targets: top === '' ? '' : OPS, route }));
    const { diagnostics } = await validateText(text);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code, position: { line, column } });
  });
});
