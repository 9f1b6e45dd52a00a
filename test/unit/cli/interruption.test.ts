import { afterEach, expect, test } from 'vitest';
import { handleInterrupts, interruptSignal } from '../../../src/lib/cli/interruption.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));

afterEach(() => {
  for (const [signal, listeners] of before)
    for (const listener of process.listeners(signal))
      if (!listeners.includes(listener)) process.removeListener(signal, listener);
});

test('what ends gcx from outside is taken alike: Ctrl-C, what CI systems and containers send, a terminal that closes', () => {
  handleInterrupts();
  for (const [signal, listeners] of before)
    expect(process.listeners(signal), signal).toHaveLength(listeners.length + 1);
  const interrupted = interruptSignal();
  expect(interrupted.aborted).toBe(false);
  process.emit('SIGTERM', 'SIGTERM');
  expect(interrupted.aborted).toBe(true);
});
