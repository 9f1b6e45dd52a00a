import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../src/lib/engine/kinds/index.js';
import { judge, type TailThing } from '../../../../src/lib/features/tail/sweep.js';
import { tailIdOf, tailTags } from '../../../../src/lib/features/tail/tail-tags.js';

const mark: Mark = {
  project: 'shop',
  environment: 'test',
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
};
const expires = new Date('2026-01-01T12:00:00.400Z');
const before = Date.parse('2026-01-01T11:59:59Z');
const after = Date.parse('2026-01-01T12:00:01Z');
const id = '0123456789ab';
const thing: TailThing = { kind: 'queue', id, name: `gcx-tail-${id}`, tags: tailTags(mark, expires) };
const nobody: ReadonlySet<string> = new Set();

describe('the tags of a tail', () => {
  it('hold only what tag values allow, and no key of the project’s mark', () => {
    expect(tailTags(mark, expires)).toEqual({
      'genesys-gcx:tail': 'shop/test/6513270e-269e-4d37-b2a7-4de452e6b438',
      'genesys-gcx:expires': '2026-01-01T12:00:00Z',
      'genesys-gcx:purpose': 'tail',
    });
    for (const value of Object.values(thing.tags)) expect(value).toMatch(/^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u);
  });
});

describe('a sweep', () => {
  it('removes what has expired, and keeps what has not', () => {
    expect(judge(thing, { mark, now: before, abandoned: nobody })).toBe('running');
    expect(judge(thing, { mark, now: after, abandoned: nobody })).toBe('remove');
  });

  it('removes at once what a process of this machine abandoned', () => {
    expect(judge(thing, { mark, now: before, abandoned: new Set([id]) })).toBe('remove');
    expect(judge(thing, { mark, now: before, abandoned: new Set(['ba9876543210']) })).toBe('running');
  });

  it('keeps what a newer gcx marked, though it seems over', () => {
    const tags = { ...thing.tags, 'genesys-gcx:format': '3 gcx-0.4.0' };
    expect(judge({ ...thing, tags }, { mark, now: after, abandoned: new Set([id]) })).toBe('newer');
    const others = tailTags({ ...mark, project: 'sho' }, expires);
    const theirs = { ...others, 'genesys-gcx:format': '3 gcx-0.4.0' };
    expect(judge({ ...thing, tags: theirs }, { mark, now: after, abandoned: nobody })).toBe('not-ours');
  });

  it('keeps what says no time', () => {
    for (const time of ['', 'soon', undefined]) {
      const { 'genesys-gcx:expires': _, ...rest } = thing.tags;
      const tags = time === undefined ? rest : { ...rest, 'genesys-gcx:expires': time };
      expect(judge({ ...thing, tags }, { mark, now: after, abandoned: nobody })).toBe('running');
    }
  });

  it('never touches what another project, environment or organization made, or nobody', () => {
    const others: readonly Mark[] = [
      { ...mark, project: 'shop/test', environment: '' },
      { ...mark, project: 'sho' },
      { ...mark, environment: 'production' },
      { ...mark, organization: '00000000-0000-0000-0000-000000000000' },
    ];
    const known = { mark, now: after, abandoned: new Set([id]) };
    for (const other of others) {
      expect(judge({ ...thing, tags: tailTags(other, expires) }, known)).toBe('not-ours');
    }
    expect(judge({ ...thing, tags: {} }, known)).toBe('not-ours');
    const { 'genesys-gcx:purpose': _, ...purposeless } = thing.tags;
    expect(judge({ ...thing, tags: purposeless }, known)).toBe('not-ours');
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(thing.tags), 'other'), fc.string()),
        (tags) => judge({ ...thing, tags }, known) === 'not-ours',
      ),
    );
  });
});

describe('the name of a tail’s queue or rule', () => {
  it.each([
    ['gcx-tail-0123456789ab', id],
    ['gcx-tail-0123456789ab-1', id],
    ['gcx-tail-0123456789ab-12', id],
    ['gcx-tail-0123456789ab-x', undefined],
    ['gcx-tail-0123456789abc', undefined],
    ['gcx-tail-sales-1', undefined],
    ['my-gcx-tail-0123456789ab', undefined],
  ])('%s', (name, expected) => {
    expect(tailIdOf(name)).toBe(expected);
  });
});
