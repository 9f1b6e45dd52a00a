import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../src/lib/base/json.js';
import {
  type Asked,
  type AskedValue,
  isReadable,
  noteOf,
  originOf,
  settingDigests,
  withdrawnNote,
} from '../../../../src/lib/engine/change/asked.js';

const asked = (values: Readonly<Record<string, AskedValue>>, noted?: string): Asked => ({
  of: 'rule:x',
  settings: settingDigests(values, true),
  ...(noted === undefined ? {} : { noted }),
});
/** The note of what was asked for. */
const noteFor = (values: Readonly<Record<string, JsonValue | undefined>>): string =>
  noteOf(asked(Object.fromEntries(Object.entries(values).map(([name, wanted]) => [name, { wanted }]))));
/** One setting, as it was asked for, as it is asked for, as it is. */
const origin = (before: JsonValue | undefined, wanted: JsonValue, live: JsonValue) =>
  originOf(asked({ state: { wanted, live } }, noteFor({ state: before, other: 1 })), 'state');

const arbitraryValue = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()));
const arbitrarySettings = (maxKeys: number) =>
  fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), arbitraryValue, { minKeys: 1, maxKeys });

describe('who made a setting differ', () => {
  it('is told by what was asked for before', () => {
    expect(origin('on', 'on', 'off')).toBe('outside');
    expect(origin('off', 'on', 'off')).toBe('file');
    expect(origin('off', 'on', 'else')).toBe('both');
    // What gcx did not ask for before was people's to set.
    expect(origin(undefined, 'on', 'else')).toBe('file');
  });

  it('cannot be told without a note, by one of another format, and of what it does not name', () => {
    const values = { state: { wanted: 'on', live: 'off' } };
    for (const noted of [undefined, '', '-', '2:abcdefgh', '1:abc', '1:abcdefg!', 'gcx'])
      expect(originOf(asked(values, noted), 'state')).toBe('unknown');
    for (const noted of [undefined, '-', '2:abcdefgh', '1:abc']) expect(isReadable(noted)).toBe(false);
    expect(originOf(asked(values, noteFor({ other: 1 })), 'state')).toBe('unknown');
    expect(originOf(asked(values, noteFor({ state: 'on' })), 'other')).toBe('unknown');
  });

  it('is told of each setting, whatever the others are', () => {
    fc.assert(
      fc.property(
        arbitrarySettings(25),
        fc.boolean(),
        fc.boolean(),
        (settings, fileChanges, peopleChange) => {
          const names = Object.keys(settings);
          const [first = ''] = names;
          const change = (value: JsonValue | undefined) => ({ was: value ?? null });
          const values = Object.fromEntries(
            names.map((name) => {
              const before = settings[name];
              const wanted = fileChanges && name === first ? change(before) : before;
              const live = peopleChange && name === first ? 'by hand' : before;
              return [name, { wanted, live }];
            }),
          );
          const found = originOf(asked(values, noteFor(settings)), first);
          const told = fileChanges ? (peopleChange ? 'both' : 'file') : 'outside';
          // Names whose keys are alike say nothing.
          expect(['unknown', told]).toContain(found);
          if (names.length < 3) expect(found).toBe(told);
        },
      ),
    );
  });

  it('is told of the whole thing where its settings do not fit a tag', () => {
    const before = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`s${index}`, index]));
    const values = (wanted: Partial<typeof before>, live: Partial<typeof before>) =>
      Object.fromEntries(
        Object.entries(before).map(([name, value]) => [
          name,
          { wanted: wanted[name] ?? value, live: live[name] ?? value },
        ]),
      );
    const noted = noteFor(before);
    expect(originOf(asked(values({}, { s1: 9 }), noted), 's1')).toBe('outside');
    expect(originOf(asked(values({ s1: 9 }, {}), noted), 's1')).toBe('file');
    expect(originOf(asked(values({ s1: 9 }, { s2: 9 }), noted), 's1')).toBe('both');
    expect(withdrawnNote(asked(values({}, {}), noted))).toBeUndefined();
    expect(isReadable(withdrawnNote(asked(values({ s1: 9 }, {}), noted)))).toBe(false);
  });
});

describe('a note', () => {
  it('fits a tag of every service, and is the same for the same settings', () => {
    fc.assert(
      fc.property(arbitrarySettings(60), (settings) => {
        const note = noteFor(settings);
        expect(note.length).toBeLessThanOrEqual(256);
        // SQS, IAM and EventBridge: letters, digits, spaces and these.
        expect(note).toMatch(/^[\w .:/=+@-]*$/);
        expect(noteFor(Object.fromEntries(Object.entries(settings).reverse()))).toBe(note);
      }),
    );
  });

  it('says nothing while a thing is changed of what changes, and goes on saying the rest', () => {
    const noted = noteFor({ pattern: 1, state: 'on' });
    const during = withdrawnNote(
      asked({ pattern: { wanted: 2, live: 1 }, state: { wanted: 'on', live: 'off' } }, noted),
    );
    // Broken off before the change, after it, with the same file, with the one before, with a third.
    for (const live of [1, 2])
      for (const wanted of [1, 2, 3]) {
        const found = asked({ pattern: { wanted, live }, state: { wanted: 'on', live: 'off' } }, during);
        expect(originOf(found, 'pattern')).toBe('unknown');
        expect(originOf(found, 'state')).toBe('outside');
      }
    expect(
      withdrawnNote(asked({ pattern: { wanted: 1, live: 2 } }, noteFor({ pattern: 1 }))),
    ).toBeUndefined();
    expect(withdrawnNote(asked({ pattern: { wanted: 1, live: 2 } }))).toBeUndefined();
  });
});
