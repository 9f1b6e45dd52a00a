import { beforeAll, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '../../../../src/lib/engine/kinds/index.js';
import { targetKinds } from '../../../../src/lib/engine/targets/list.js';
import { scopeOf } from '../../../../src/lib/features/permissions/needed-permissions.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { EVERYTHING, EXAMPLE, GATEWAY, WATCHED } from '../../../trust/stage/projects.js';
import { Stage } from '../../../trust/stage/stage.js';

let everything: readonly Config[];
let others: readonly Config[];
beforeAll(async () => {
  const load = async ({ first, changed }: typeof EVERYTHING) =>
    Promise.all([first, changed].map(async (project) => (await Stage.load(project)).config));
  everything = await load(EVERYTHING);
  others = (await Promise.all([EXAMPLE, GATEWAY, WATCHED].map(load))).flat();
});

it('the file with everything of the trust suites has a target of every kind that has a key of its own', () => {
  const there = new Set(everything.flatMap(({ targets }) => Object.values(targets).map(({ kind }) => kind)));
  const kinds = targetKinds().map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind !== 'arn' && !there.has(kind))).toEqual([]);
  const example = others.flatMap(({ targets }) => Object.values(targets).map(({ kind }) => kind));
  expect(example).toContain('arn');
});

it('every kind of resource is made for one of the files whose permissions are proven', () => {
  const missing = RESOURCE_KINDS.filter(({ rights }) =>
    [...everything, ...others].every((config) => {
      const { write, genesys } = rights(scopeOf(config));
      return write.length === 0 && (genesys?.write ?? []).length === 0;
    }),
  );
  expect(missing.map(({ kind }) => kind)).toEqual([]);
});
