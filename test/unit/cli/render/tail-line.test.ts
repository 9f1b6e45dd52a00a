import { describe, expect, it } from 'vitest';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { type TailReader, tailHeading, tailLine } from '../../../../src/lib/cli/render/tail-line.js';
import type { TailEvent } from '../../../../src/lib/features/tail/index.js';
import { readTailEvent } from '../../../../src/lib/features/tail/tail-event.js';
import { catalogue, requireEventType, sampleEvent } from '../../../../src/lib/language/events/index.js';

const at = Date.parse('2025-12-12T15:04:25Z');
const base = read(
  sampleEvent(requireEventType('acd.end'), {
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    suffix: 'prod',
    account: '111122223333',
    region: 'eu-west-1',
    time: new Date(at),
    queueId: '5affb229-7631-4992-b0ce-583505c6af07',
  }),
);
const longest = [...catalogue().all].sort((a, b) => b.name.length - a.name.length)[0]?.name ?? '';
const routes = ['sales-left-queue', 'all-calls', 'a-route-with-a-rather-long-name-that-goes-on'];
const events: readonly (readonly [TailEvent, string | undefined])[] = [
  [base, 'Sales Support'],
  [base, undefined],
  [{ ...base, alias: longest }, 'A very long name of a queue that goes on and on'],
  [base, '営業部のとても長い名前のキューです'],
  [{ ...base, mediaType: 'COBROWSE-OF-TOMORROW' }, '🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧'],
  [{ ...base, alias: '\u001b[31mred\r\n', conversationId: '\u001b]0;title\u0007' }, '\u202eevil\n'],
  [read({ id: 'x', time: 'y', 'detail-type': 'z' }), undefined],
];

function read(event: unknown): TailEvent {
  const found = readTailEvent(JSON.stringify(event));
  if (found === undefined) throw new Error('not read');
  return found;
}

function reader(columns: number | undefined, zone = 'Europe/Berlin'): TailReader {
  return { columns, time: localTime(zone) };
}

describe('an event of a tail', () => {
  it.each([60, 80, 120, 150, 200])('fits %i columns, its parts below their headings', (columns) => {
    const heading = tailHeading(reader(columns), at).split('\n');
    expect(heading).toHaveLength(columns < 150 ? 2 : 1);
    for (const [event, queueName] of events) {
      const lines = tailLine(event, { queueName, routes }, reader(columns)).split('\n');
      expect(lines).toHaveLength(heading.length);
      for (const line of lines) {
        expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none.
        expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
      }
    }
    const lines = tailLine(base, { queueName: 'Sales Support', routes: ['calls'] }, reader(columns)).split(
      '\n',
    );
    const places = (text: string, all: readonly string[]) => all.map((line) => line.indexOf(text));
    for (const [title, value] of [
      ['QUEUE', 'Sales Support'],
      ['CONVERSATION', base.conversationId ?? '?'],
      ['MEDIA', 'VOICE'],
      ['ROUTES', 'calls'],
      ['UTC', '15:04:25'],
      ['CET', '16:04:25'],
    ] as const)
      expect([title, places(value, lines)]).toEqual([title, places(title, heading)]);
  });

  it('is one whole line for a program', () => {
    const line = tailLine(base, { queueName: 'Sales Support', routes }, reader(undefined));
    expect(line).not.toContain('\n');
    for (const whole of [base.conversationId ?? '?', 'Sales Support', ...routes])
      expect(line).toContain(whole);
  });

  it('says where no route takes it, and where nobody can say', () => {
    const known = { queueName: undefined };
    expect(tailLine(base, { ...known, routes: [] }, reader(80))).toMatch(/ none$/);
    expect(tailLine(base, { ...known, routes: undefined }, reader(80))).toMatch(/ \?$/);
  });

  it('has one clock where that shows UTC', () => {
    expect(tailHeading(reader(80, 'UTC'), at)).toMatch(/^UTC {7}EVENT .*\n {10}QUEUE/);
    expect(tailLine(base, { queueName: 'Sales', routes }, reader(80, 'UTC'))).toMatch(/\n {10}Sales /);
  });
});
