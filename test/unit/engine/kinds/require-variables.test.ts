import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { requireVariables } from '../../../../src/lib/engine/kinds/index.js';

const NEEDED = [
  { name: 'CRM_KEY', target: 'crm' },
  { name: 'TICKETING_PASSWORD', target: 'tickets' },
  { name: 'SET', target: 'other' },
  { name: 'CRM_KEY', target: 'crm-calls' },
];

function refusal(set: readonly string[]): GcxError['report'] | undefined {
  try {
    requireVariables(NEEDED, (name) => (set.includes(name) ? 'value' : undefined));
    return undefined;
  } catch (error) {
    if (error instanceof GcxError) return error.report;
    throw error;
  }
}

describe('variables that hold secrets', () => {
  test('are told all at once where they are not set', () => {
    const report = refusal(['SET']);
    expect(report?.code).toBe('secret-missing');
    expect(report?.what).toBe(
      'The environment variables GENESYS_GCX_SECRET_CRM_KEY and GENESYS_GCX_SECRET_TICKETING_PASSWORD are not set: they hold the secrets of targets crm, tickets and crm-calls.',
    );
    expect(report?.fix).toContain('read -rs GENESYS_GCX_SECRET_CRM_KEY');
    expect(report?.fix).toContain('read -rs GENESYS_GCX_SECRET_TICKETING_PASSWORD');
  });

  test('are told as one where one is not set, and not at all where none', () => {
    expect(refusal(['SET', 'CRM_KEY'])?.what).toBe(
      'The environment variable GENESYS_GCX_SECRET_TICKETING_PASSWORD is not set: it holds the secret of target tickets.',
    );
    expect(refusal(NEEDED.map(({ name }) => name))).toBeUndefined();
  });
});
