import { afterEach, expect, test, vi } from 'vitest';

const STREAMS = ['stdout', 'stderr'] as const;
const before = STREAMS.map((stream) => process[stream].listeners('error'));

afterEach(() => {
  for (const [index, stream] of STREAMS.entries()) {
    process[stream].removeAllListeners('error');
    for (const listener of before[index] ?? [])
      process[stream].on('error', (error: Error) => Reflect.apply(listener, process[stream], [error]));
  }
});

/** A module of its own: what it remembers is no other test's. */
async function watched() {
  vi.resetModules();
  const module = await import('../../../src/lib/cli/output-failures.js');
  module.watchOutput();
  return module;
}

test('a stream that takes nothing more throws nothing, and is told of with the result', async () => {
  const { withOutputFailures } = await watched();
  const full = Object.assign(new Error('write'), { code: 'ENOSPC', errno: -28 });
  for (let line = 0; line < 3; line++) process.stderr.emit('error', full);
  expect(withOutputFailures({ outcome: 'carried-out' })).toEqual({
    outcome: 'carried-out',
    outputFailures: [{ stream: 'stderr', why: 'ENOSPC: no space left on device' }],
  });
});

test('a reader that went away is no failure', async () => {
  const { withOutputFailures } = await watched();
  process.stdout.emit('error', Object.assign(new Error('write'), { code: 'EPIPE' }));
  expect(withOutputFailures({ outcome: 'carried-out' })).toEqual({ outcome: 'carried-out' });
});
