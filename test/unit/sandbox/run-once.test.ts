import { expect, it } from 'vitest';
import { runOnce } from '../../../src/lib/sandbox/index.js';
import { zipOf } from './aws/lambda-zip.js';

const run = (source: string, timeoutMs = 20_000, log: (line: string) => void = () => {}) =>
  runOnce({
    zip: zipOf(source),
    handler: 'index.handler',
    functionName: 'once',
    memoryMb: 128,
    timeoutMs,
    environment: { WORD: 'hello' },
    payload: '{"a":1}',
    log,
  });

it('runs code once: with its event, its environment, its log', async () => {
  const lines: string[] = [];
  const execution = await run(
    `export const handler = async ({ a }) => { process.stdout.write('so\\n'); return [a, process.env.WORD]; };`,
    20_000,
    (line) => lines.push(line),
  );
  expect(execution).toEqual({ kind: 'answered', payload: '[1,"hello"]' });
  expect(lines).toEqual(['so']);
});

it.each([
  ['a handler that never answers', 'export const handler = () => new Promise(() => {});'],
  ['a module that never loads', 'await new Promise(() => {}); export const handler = () => 1;'],
  ['a module that loads for ever', 'for (;;) {}'],
])('%s ends when its time is over', async (_, source) => {
  expect(await run(source, 300)).toEqual({
    kind: 'failed',
    died: true,
    error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.30 seconds' },
  });
});

it('a module that throws says what it threw', async () => {
  expect(await run(`throw new TypeError('no table');`)).toMatchObject({
    kind: 'failed',
    error: { errorType: 'TypeError', errorMessage: 'no table' },
  });
});
