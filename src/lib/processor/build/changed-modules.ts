import type { BundledModule } from './model.js';

/** A module that is not as it was. */
export interface ModuleChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** Which modules tell two bundles apart, by path. Sizes do not count: another module's use of it changes them. */
export function changedModules(
  before: readonly BundledModule[],
  after: readonly BundledModule[],
): readonly ModuleChange[] {
  const old = new Map(before.map(({ path, digest }) => [path, digest]));
  const kept = new Set(after.map(({ path }) => path));
  const changes: readonly ModuleChange[] = [
    ...after.flatMap(({ path, digest }): readonly ModuleChange[] => {
      const was = old.get(path);
      if (was === digest) return [];
      return [{ path, change: was === undefined ? 'added' : 'changed' }];
    }),
    ...before.filter(({ path }) => !kept.has(path)).map(({ path }) => ({ path, change: 'removed' }) as const),
  ];
  return [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
}
