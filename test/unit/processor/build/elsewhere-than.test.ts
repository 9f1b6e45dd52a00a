import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin } from '../../../../src/lib/language/config/document/project-bounds.js';
import { elsewhereThan } from '../../../../src/lib/processor/build/elsewhere-than.js';

test.each([
  ['/a/lib/x.js', false],
  ['/a/lib/deep/x.js', false],
  ['/a/node.modules/x.js', false],
  ['/a/library/x.js', true],
  ['/a/l', true],
  ['/a/li/lib/x.js', true],
  ['/a/nodeXmodules/x.js', true],
  ['/b/a/lib/x.js', true],
  ['/a/lib\n/x.js', true],
])('%j lies elsewhere than gcx: %s', (path, elsewhere) => {
  expect(elsewhereThan(['/a/lib', '/a/node.modules']).test(path)).toBe(elsewhere);
});

test('no file that lies in none of the folders is passed over', () => {
  const name = fc.constantFrom('a', 'ab', 'b', '.', 'a-', '[a]', '^', 'é', '\\d');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
  fc.assert(
    fc.property(fc.array(path, { maxLength: 3 }), path, (folders, file) => {
      const within = folders.some((folder) => isWithin(folder, file));
      if (!within) expect(elsewhereThan(folders).test(file), `${folders} ${file}`).toBe(true);
    }),
    { numRuns: 300 },
  );
});
