import { expect, it } from 'vitest';
import type { ParametersApi } from '../../../../src/lib/clients/aws/parameter-model.js';
import { readStanding } from '../../../../src/lib/features/lease/lease-standing.js';
import { leaseText } from '../../../../src/lib/features/lease/lease-value.js';

const WRITTEN = Date.UTC(2026, 10, 29, 8);

/** A store with the one version of a lease, which AWS answers so many ms after it was written. */
const store = (text: string, ageMs: number): Pick<ParametersApi, 'read'> => ({
  read: async () => ({
    parameter: { version: 1, value: text, modified: WRITTEN },
    answered: WRITTEN + ageMs,
  }),
});

const holder = {
  owner: '7f6c',
  user: 'anna',
  host: 'build-7',
  command: 'apply',
  since: '2026-11-29T08:00:00.000Z',
  project: 'shop',
  environment: 'default',
};
const held = leaseText({ state: 'held', attempt: 'a', holder });

it.each([
  ['just written', held, 0, 'held'],
  ['a moment before two minutes', held, 119_999, 'held'],
  ['two minutes after its last sign of life', held, 120_000, 'over'],
  ['given back', leaseText({ state: 'free', attempt: 'a' }), 0, 'free'],
  ['written by hand', 'anna needs it', 119_999, 'held'],
  ['written by hand, two minutes ago', 'anna needs it', 120_000, 'over'],
  ['freed by hand', ' Free\n', 0, 'free'],
])('a lease %s', async (_what, text, ageMs, state) => {
  expect(await readStanding(store(text, ageMs), '/lease')).toMatchObject({ state });
});
