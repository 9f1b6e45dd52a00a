import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Project, type RunOptions, run } from './gcx.js';

const fixtures = resolve('test/fixtures');
const acdEnd = `${fixtures}/events/acd.end.voice.json`;
const { folder } = new Project();
const gcx = (argv: readonly string[], options: Partial<RunOptions> = {}) =>
  run(argv, { cwd: folder, ...options });
const voice = '{"detail": {"eventBody": {"mediaType": ["VOICE"]}}}';

describe('gcx pattern test', () => {
  test('says whether an event matches, by words and by exit code', async () => {
    expect(await gcx(['pattern', 'test', '--pattern', voice, '--event', acdEnd])).toMatchObject({
      code: 0,
      stdout: 'match\n',
    });
    const chat = voice.replace('VOICE', 'CHAT');
    expect(
      await gcx(['pattern', 'test', '--pattern', '-', '--event', acdEnd], { input: chat }),
    ).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^no match {2}1 of 1 condition fails\n.*\nWhy: .* is "VOICE" in this event\.\n$/s,
      ),
    });
    const short = ['pattern', 'test', '--pattern', '-', '--event', acdEnd, '--no-explain'];
    expect(await gcx(short, { input: chat })).toMatchObject({ code: 1, stdout: 'no match\n' });
  });

  test('--sample makes the event, --set its fields', async () => {
    const sample = ['pattern', 'test', '--pattern', voice, '--sample', 'acd.end'];
    expect(await gcx(sample)).toMatchObject({ code: 0, stdout: 'match\n' });
    expect(await gcx([...sample, '--set', 'mediaType=CHAT'])).toMatchObject({ code: 1 });
    expect(await gcx([...sample, '--event', acdEnd])).toMatchObject({ code: 64 });
    expect(
      await gcx(['pattern', 'test', '--pattern', voice, '--event', acdEnd, '--set', 'a=b']),
    ).toMatchObject({
      code: 64,
    });
  });

  test('--format makes the sample as a relay sends it', async () => {
    const pattern = '{"source": ["com.genesys.cloud"], "detail": {"queue": {"id": [{"exists": true}]}}}';
    const asked = ['pattern', 'test', '--pattern', pattern, '--sample', 'conversation.end'];
    expect(await gcx([...asked, '--format', 'com.genesys.cloud'])).toMatchObject({ code: 0 });
    expect(await gcx([...asked, '--format', 'com.genesys.cloud', '--set', 'queue=null'])).toMatchObject({
      code: 1,
    });
    const event = ['pattern', 'test', '--pattern', voice, '--event', acdEnd, '--format', 'flat'];
    expect(await gcx(event)).toMatchObject({ code: 64 });
  });

  test('--explain shows every condition, the reason and the cure', async () => {
    const pattern = '{"detail": {"eventBody": {"mediaType": ["voice"], "direction": ["INBOUND"]}}}';
    const { code, stdout } = await gcx([
      'pattern',
      'test',
      '--pattern',
      pattern,
      '--event',
      acdEnd,
      '--explain',
    ]);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'no match  1 of 2 conditions fails',
      '  FAIL  detail.eventBody.mediaType',
      '          wants "voice"',
      '          has   "VOICE"',
      '  ok    detail.eventBody.direction  "INBOUND"',
      'Why: The event has "VOICE"; the pattern writes "voice", and upper and lower case differ.',
      'Fix: Write "VOICE", or {"equals-ignore-case": "voice"}.',
      '',
    ]);
  });

  test('--json is one document', async () => {
    const args = ['pattern', 'test', '--pattern', voice, '--event', acdEnd, '--explain', '--json'];
    expect(JSON.parse((await gcx(args)).stdout)).toMatchObject({
      schemaVersion: 1,
      matches: true,
      reasons: [],
      meaning: 'detail.eventBody.mediaType is "VOICE"',
    });
  });

  test('--cases runs a file of cases and ends with the count', async () => {
    for (const file of ['aws-recorded.jsonl', 'aws-recorded-2026.jsonl', 'ruler.jsonl']) {
      const { code, stdout } = await gcx(['pattern', 'test', '--cases', `${fixtures}/patterns/${file}`]);
      expect(stdout).toMatch(/^[0-9]+ passed, 0 failed\n$/);
      expect(code).toBe(0);
    }
    const wrong = [
      { id: 'one', pattern: '{"a": [1]}', event: '{"a": 1.0}', expected: false },
      {
        pattern: '{"a": []}',
        expected: 'error',
        error: 'Event pattern is not valid. Reason: something else\nmore',
      },
      { pattern: '{"a": [1]}', event: '{', expected: true },
      { pattern: '{"a": [1]}', expected: 'valid' },
    ];
    const { code, stdout } = await gcx(['pattern', 'test', '--cases', '-'], {
      input: `${wrong.map((line) => JSON.stringify(line)).join('\n')}\nnonsense\n`,
    });
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('line 1 (one): expected false, got true');
    expect(lines[1]).toContain('got error: Event pattern is not valid. Reason: Empty arrays are not allowed');
    expect(lines[2]).toContain('line 3: expected true, got error: Event is not valid.');
    expect(lines[3]).toContain('line 5: no case:');
    expect(lines.at(-1)).toBe('1 passed, 4 failed');
  });

  test("refuses what EventBridge refuses, in AWS's words and with the place", async () => {
    const { code, stderr } = await gcx(['pattern', 'test', '--pattern', '{"a": []}', '--event', acdEnd]);
    expect(code).toBe(1);
    expect(stderr).toContain('Event pattern is not valid. Reason: Empty arrays are not allowed');
    expect(stderr).toContain('line 1, column 9');
    expect((await gcx(['pattern', 'test', '--pattern', voice])).code).toBe(64);
  });
});

describe('gcx pattern test --remote', () => {
  test('asks TestEventPattern too, and says that it agrees', async () => {
    const pattern = JSON.stringify({ detail: { eventBody: { mediaType: ['CHAT'] } } });
    const cwd = new Project().folder;
    const asked = await gcx(
      ['pattern', 'test', '--pattern', pattern, '--event', acdEnd, '--remote', '--sandbox'],
      { cwd },
    );
    expect(asked.code).toBe(1);
    expect(asked.stdout).toContain('AWS agrees: no match.');
    const json = await gcx(
      [
        'pattern',
        'test',
        '--pattern',
        '{"detail":{"eventBody":{"mediaType":["VOICE"]}}}',
        '--event',
        acdEnd,
        '--remote',
        '--sandbox',
        '--json',
      ],
      { cwd },
    );
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toMatchObject({ matches: true, remote: { matches: true, agrees: true } });
  });
});
