import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '../../../../src/lib/engine/kinds/index.js';
import { scopeOf } from '../../../../src/lib/features/permissions/needed-permissions.js';
import { configOf, fullConfig, UNBOUNDED_FILE } from '../../../harness/full-file.js';

/** What a step calls itself that is no IAM action: it makes several calls, which the kind names. */
const isAction = (name: string) => /^[a-z]+:[A-Z][A-Za-z]+$/.test(name);

describe('what AWS has to allow for a kind of resource', () => {
  it.each(RESOURCE_KINDS.map((each) => [each.kind, each] as const))(
    'names what each step of %s does',
    async (_kind, { rights, steps }) => {
      const configs = await Promise.all([fullConfig(), configOf(UNBOUNDED_FILE)]);
      const write = configs.flatMap((config) => rights(scopeOf(config)).write);
      const named = new Set(write.flatMap(({ actions }) => actions));
      const done = steps.map(({ does }) => does).filter(isAction);
      expect(done.filter((action) => !named.has(action))).toEqual([]);
    },
  );
});
