import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '../../../../src/lib/engine/kinds/index.js';

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

const allowed = (name: string): ReadonlySet<string> => {
  const policy: Policy = JSON.parse(readFileSync(`config/iam/${name}.json`, 'utf8'));
  return new Set(policy.Statement.flatMap(({ Action }) => Action));
};
/** Permissions of Genesys Cloud are written small. */
const ofAws = (names: readonly string[]) => names.filter((name) => /^[a-z]+:[A-Z]/.test(name));

describe('what the IAM policies allow', () => {
  it.each(RESOURCE_KINDS.map((each) => [each.kind, each.actions] as const))(
    'is what the kind %s takes',
    (_kind, { read, write }) => {
      const plan = allowed('plan');
      // Who applies has all of them.
      const apply = new Set([
        ...plan,
        ...allowed('apply'),
        ...allowed('processors'),
        ...allowed('logging'),
        ...allowed('alarms'),
      ]);
      expect(ofAws(read).filter((action) => !plan.has(action))).toEqual([]);
      expect(ofAws(write).filter((action) => !apply.has(action))).toEqual([]);
    },
  );
});
