import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { readModules } from '../../../../src/lib/processor/build/index.js';
import { fileOfZip, zipOf } from '../../../../src/lib/processor/build/zip.js';

const file = (text: string) => new TextEncoder().encode(text);
afterEach(() => vi.unstubAllEnvs());

test('the same files make the same bytes, in any order and time zone', async () => {
  const one = await zipOf(
    new Map([
      ['a', file('1')],
      ['b', file('2')],
    ]),
  );
  vi.stubEnv('TZ', 'Pacific/Auckland');
  const other = await zipOf(
    new Map([
      ['b', file('2')],
      ['a', file('1')],
    ]),
  );
  expect(Buffer.from(other).equals(one)).toBe(true);
  expect(Object.keys(unzipSync(one))).toEqual(['a', 'b']);
});

test('one file of a zip is read; of what is no zip, none', async () => {
  const zip = await zipOf(new Map([['a', file('1')]]));
  expect(await fileOfZip(zip, 'a')).toBe('1');
  expect(await fileOfZip(zip, 'b')).toBeUndefined();
  expect(await fileOfZip(file('no zip at all'), 'a')).toBeUndefined();
});

test.each(['{}', '[]', 'no JSON', '{"modules":[{"path":1}]}'])(
  'a zip whose modules.json is %s is not one of gcx',
  async (text) => {
    expect(await readModules(await zipOf(new Map([['modules.json', file(text)]])))).toBeUndefined();
  },
);
