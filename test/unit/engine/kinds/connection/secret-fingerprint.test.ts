import { describe, expect, it } from 'vitest';
import {
  fingerprintIn,
  fingerprintOf,
  isOfFingerprint,
  withFingerprint,
  withoutFingerprint,
} from '../../../../../src/lib/engine/kinds/connection/secret-fingerprint.js';

const variable = { account: '111122223333', name: 'CRM_KEY' };

describe('what is kept of a secret', () => {
  it('tells the secret from another one, and stands in a description', async () => {
    const kept = await fingerprintOf('the key', variable);
    const description = withFingerprint('To the CRM', kept);
    expect(fingerprintIn(description)).toBe(kept);
    expect(withoutFingerprint(description)).toBe('To the CRM');
    expect(await isOfFingerprint('the key', kept)).toBe(true);
    expect(await isOfFingerprint('another key', kept)).toBe(false);
  });

  it('is 12 bits, and no more when the secret is sent again or to several connections', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => fingerprintOf('the key', variable)),
    );
    expect(first).toMatch(/^[\w-]{12}\.[0-9a-f]{3}$/);
    expect(new Set(others)).toEqual(new Set([first]));
  });

  it('has another salt for another variable and another account', async () => {
    const salts = await Promise.all(
      [variable, { ...variable, name: 'OTHER' }, { ...variable, account: '444455556666' }].map(
        async (each) => (await fingerprintOf('the key', each)).split('.')[0],
      ),
    );
    expect(new Set(salts).size).toBe(3);
  });
});
