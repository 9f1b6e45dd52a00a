import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type CachePlace,
  cacheFolder,
  readQueueCache,
  rememberQueueNames,
  rememberQueues,
} from '../../../../../src/lib/features/queues/cache/index.js';
import type { Config, QueueSelector, Route } from '../../../../../src/lib/language/config/model.js';

const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
let folder = '';
let place: CachePlace = { folder, organization, sandbox: false };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gcx-cache-'));
  place = { folder: join(folder, 'genesys-gcx'), organization, sandbox: false };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const queue = (number: number, name: string, division = 'Home') => ({
  id: `${String(number).padStart(8, '0')}-7c1e-4a52-9b0d-2f6d7a1c88e1`,
  name,
  division: { id: division.toLowerCase(), name: division },
});
const [sales, nord, sued, support] = [
  queue(1, 'Sales'),
  queue(2, 'Sales DE Nord', 'DACH'),
  queue(3, 'Sales DE Süd', 'DACH'),
  queue(4, 'Support', 'Retail'),
] as const;

const glob: QueueSelector = { kind: 'glob', glob: 'Sales DE*' };
const byName: QueueSelector = { kind: 'name', name: 'Sales' };
const inDivision: QueueSelector = { kind: 'name', name: 'Support', division: 'Retail' };

function routes(selectors: Readonly<Record<string, readonly QueueSelector[]>>): Pick<Config, 'routes'> {
  const all = Object.entries(selectors).map(([name, queues]): [string, Route] => [
    name,
    { name, events: [], queues, where: {}, targets: [], enabled: true },
  ]);
  return { routes: Object.fromEntries(all) };
}

function chosen(...queues: readonly ReturnType<typeof queue>[]) {
  return queues.map((each) => ({ ...each, chosenBy: 'the test' }));
}

const then = new Date('2026-11-20T14:03:27Z');
const later = new Date('2026-11-21T08:00:00Z');
const file = (): string => join(place.folder, `queues-${organization}.json`);

describe('the cache of queues', () => {
  test('keeps what each selector chose, though a route has several', () => {
    const config = routes({ a: [byName, glob], b: [inDivision] });
    rememberQueues(place, { config, resolved: { a: chosen(sales, nord, sued), b: chosen(support) } }, then);
    const cache = readQueueCache(place);
    expect(cache?.selection(glob)).toMatchObject({ queues: [nord, sued], at: then });
    expect(cache?.selection(byName)?.queues).toMatchObject([sales]);
    expect(cache?.selection(inDivision)?.queues).toMatchObject([support]);
    expect(cache?.selection({ kind: 'glob', glob: 'Sales*' })).toBeUndefined();
    expect(cache?.selection({ kind: 'name', name: 'Support' })).toBeUndefined();
    expect(cache?.queues.map(({ name }) => name)).toEqual([
      'Sales',
      'Sales DE Nord',
      'Sales DE Süd',
      'Support',
    ]);
  });

  test('a later resolution takes the place of what it is about, and leaves the rest', () => {
    const both = routes({ a: [glob], b: [byName] });
    rememberQueues(place, { config: both, resolved: { a: chosen(nord, sued), b: chosen(sales) } }, then);
    rememberQueues(place, { config: routes({ a: [glob] }), resolved: { a: chosen(nord) } }, later);
    rememberQueueNames(place, { found: [{ ...sales, name: 'Sales EMEA' }], gone: [] }, later);
    const cache = readQueueCache(place);
    expect(cache?.selection(glob)).toMatchObject({ queues: [nord], at: later });
    expect(cache?.selection(byName)).toMatchObject({ queues: [{ ...sales, name: 'Sales EMEA' }], at: then });
    expect(cache?.queues.find(({ id }) => id === sales.id)?.seen).toEqual(later);
  });

  test('what is gone is forgotten, with what chose it', () => {
    const config = routes({ a: [byName], b: [glob] });
    rememberQueues(place, { config, resolved: { a: chosen(sales), b: chosen(nord, sued) } }, then);
    // Sales was created again: the old id is nobody's.
    const anew = queue(9, 'Sales');
    rememberQueues(place, { config: routes({ a: [byName] }), resolved: { a: chosen(anew) } }, later);
    expect(readQueueCache(place)?.selection(byName)?.queues).toMatchObject([anew]);
    expect(readQueueCache(place)?.queues.map(({ id }) => id)).not.toContain(sales.id);
    rememberQueueNames(place, { found: [], gone: [nord.id] }, later);
    expect(readQueueCache(place)?.selection(glob)).toBeUndefined();
    expect(readQueueCache(place)?.queues.map(({ id }) => id)).toEqual([sued.id, anew.id]);
  });

  test('queues whose names differ only in case are two', () => {
    const [upper, lower] = [queue(5, 'Case'), queue(6, 'case')];
    const both = routes({
      a: [
        { kind: 'name', name: 'Case' },
        { kind: 'name', name: 'case' },
      ],
    });
    rememberQueues(place, { config: both, resolved: { a: chosen(upper, lower) } }, then);
    rememberQueues(
      place,
      { config: routes({ a: [{ kind: 'name', name: 'Case' }] }), resolved: { a: chosen(upper) } },
      later,
    );
    expect(readQueueCache(place)?.selection({ kind: 'name', name: 'case' })?.queues).toMatchObject([lower]);
  });

  test('names that were learned make a cache of their own', () => {
    rememberQueueNames(place, { found: [sales], gone: [] }, then);
    expect(readQueueCache(place)).toMatchObject({ queues: [{ ...sales, seen: then }] });
  });

  test('holds ids and names only, for its owner only, and leaves no other file behind', () => {
    const extra = { ...sales, secret: 'hunter2' };
    rememberQueueNames(place, { found: [extra], gone: [] }, then);
    const document = JSON.parse(readFileSync(file(), 'utf8'));
    expect(document).toEqual({
      kind: 'genesys-gcx-queues',
      schemaVersion: 1,
      organization,
      queues: [{ ...sales, seen: then.toISOString() }],
      selections: {},
    });
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(readdirSync(place.folder)).toHaveLength(1);
  });

  test('organisations and the sandbox are kept apart', () => {
    rememberQueueNames(place, { found: [sales], gone: [] }, then);
    expect(readQueueCache({ ...place, sandbox: true })).toBeUndefined();
    expect(
      readQueueCache({ ...place, organization: '2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42' }),
    ).toBeUndefined();
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another version', (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2')],
    ['of another organisation', (text: string) => text.replace(organization, 'x')],
    ['with a queue without a name', (text: string) => text.replace('"name": "Sales"', '"name": 7')],
    ['with a time that is none', (text: string) => text.replaceAll(then.toISOString(), 'yesterday')],
    [
      'with a selection of a queue that is not there',
      (text: string) => text.replace(/(\[\s*)"0{7}1-/, '$1"00000009-'),
    ],
    ['with something else in it', () => '[1]'],
  ])('one that is %s is ignored, and written again', (_, damage) => {
    const found = { config: routes({ a: [byName] }), resolved: { a: chosen(sales) } };
    rememberQueues(place, found, then);
    const text = readFileSync(file(), 'utf8');
    expect(damage(text)).not.toBe(text);
    writeFileSync(file(), damage(text));
    expect(readQueueCache(place)).toBeUndefined();
    rememberQueues(place, found, later);
    expect(readQueueCache(place)?.selection(byName)?.at).toEqual(later);
  });

  test('where it cannot be written or read, nothing happens', () => {
    writeFileSync(place.folder, 'a file where the folder should be');
    expect(() => rememberQueueNames(place, { found: [sales], gone: [] }, then)).not.toThrow();
    expect(readQueueCache(place)).toBeUndefined();
    rmSync(place.folder);
    mkdirSync(file(), { recursive: true });
    expect(readQueueCache(place)).toBeUndefined();
    expect(() => rememberQueueNames(place, { found: [sales], gone: [] }, then)).not.toThrow();
  });
});

test('cacheFolder follows XDG, which wants relative paths to be ignored', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/genesys-gcx');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toMatch(/[/\\]\.cache[/\\]genesys-gcx$/);
  expect(cacheFolder({})).toMatch(/[/\\]\.cache[/\\]genesys-gcx$/);
});
