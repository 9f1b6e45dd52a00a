import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BundledModule, changedModules } from '../../../../src/lib/processor/build/index.js';

const modules = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('1', '2', '3'))
  .map((digests): BundledModule[] =>
    Object.entries(digests).map(([path, digest]) => ({ path, digest, bytes: 1 })),
  );
const digests = (list: readonly BundledModule[]) => new Map(list.map(({ path, digest }) => [path, digest]));

test('what changed is what the digests say, each path once and in order', () => {
  fc.assert(
    fc.property(modules, modules, (before, after) => {
      const changes = changedModules(before, after);
      const [old, now] = [digests(before), digests(after)];
      const told = new Map(changes.map(({ path, change }) => [path, change]));
      for (const path of ['a', 'b', 'c', 'd', 'e']) {
        const [was, is] = [old.get(path), now.get(path)];
        const change =
          was === is ? undefined : was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
        expect(told.get(path)).toBe(change);
      }
      expect(changes.map(({ path }) => path)).toEqual([...told.keys()].sort());
    }),
  );
});

test('another size alone is no change', () => {
  const module = { path: 'a', digest: '1', bytes: 1 };
  expect(changedModules([module], [{ ...module, bytes: 2 }])).toEqual([]);
});
