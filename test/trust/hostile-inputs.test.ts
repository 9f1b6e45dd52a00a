import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/lib/base/json.js';
import { createStyle } from '../../src/lib/base/terminal/style.js';
import { eventCheckText } from '../../src/lib/cli/render/event-check-text.js';
import { decided, eventOfText, patternOf } from '../../src/lib/features/pattern-test/test-pattern.js';
import { checkEvents } from '../../src/lib/language/events/index.js';
import { matches } from '../../src/lib/language/patterns/index.js';
import { afterThisFile } from '../clean-up.js';
import { answerOf } from './fuzz/answer.js';
import { checked, loaded, whole } from './fuzz/file-subject.js';
import { planAnswer, resealed, written } from './fuzz/plan-subject.js';
import { evil, harmOf } from './hostile/names.js';
import { chanceOf, SHARE } from './stage/cases.js';

/** A document with one of its texts, or one of its keys, evil; each of them once. */
function* spoiled(value: JsonValue): Generator<JsonValue> {
  if (typeof value === 'string') {
    yield evil(value);
    yield evil('');
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const other of spoiled(item as JsonValue)) yield value.with(index, other);
  } else if (isJsonObject(value)) {
    const entries = Object.entries(value) as [string, JsonValue][];
    for (const [index, [key, item]] of entries.entries()) {
      for (const other of spoiled(item)) yield Object.fromEntries(entries.with(index, [key, other]));
      yield Object.fromEntries(entries.with(index, [evil(key), item]));
    }
  } else {
    yield evil(String(value));
  }
}

/** Which of the documents a sample takes, at least. */
const IN_A_SAMPLE = 0.15;
/** How many of a document a sample takes in any case. */
const ALWAYS = 20;
const chance = chanceOf('hostile inputs');

/** Gives gcx each document that can be made of one, and expects that it forges nothing in what is printed. */
async function expectHarmless(
  document: JsonValue,
  answers: readonly ((text: string, spoilt: JsonValue) => unknown)[],
): Promise<void> {
  const harms: string[] = [];
  let [count, place] = [0, 0];
  for (const spoilt of spoiled(document)) {
    place += 1;
    if (SHARE < 1 && place > ALWAYS && chance.at(place) >= Math.max(SHARE, IN_A_SAMPLE)) continue;
    for (const answer of answers) {
      count += 1;
      const text = await answerOf(() => answer(JSON.stringify(spoilt), spoilt));
      for (const harm of harmOf(text)) harms.push(`${harm.slice(0, 300)}\n    in ${text.slice(0, 600)}`);
    }
  }
  expect(count).toBeGreaterThan(10);
  expect(harms.length, harms.slice(0, 5).join('\n')).toBe(0);
}

test('a file that somebody else wrote, evil in any one place, forges nothing', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-hostile-'));
  afterThisFile(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, 'handlers'));
  writeFileSync(join(cwd, 'handlers/it.ts'), 'export default () => {};\n');
  const put = (text: string) => writeFileSync(join(cwd, '.genesysrc.yml'), text);
  await expectHarmless(whole, [
    (text) => {
      put(text);
      return checked(cwd);
    },
    (text) => {
      put(text);
      return loaded(cwd);
    },
  ]);
});

test('nor does an event, or a pattern', async () => {
  const folder = new URL('../../config/event-samples/', import.meta.url);
  const sample = readFileSync(new URL('acd.end.voice.json', folder), 'utf8');
  const event = JSON.parse(sample) as JsonValue;
  const style = createStyle(false);
  await expectHarmless(event, [
    (text) => eventCheckText(checkEvents(text, 'events.json', undefined), style),
    (text) => decided(() => matches(patternOf('{"source": ["x"]}'), eventOfText(text))),
  ]);
  const pattern = {
    source: [{ prefix: 'aws' }],
    detail: { a: ['b', { numeric: ['>', 1] }], $or: [{ c: ['d'] }, { e: ['f'] }] },
  };
  await expectHarmless(pattern, [(text) => decided(() => matches(patternOf(text), eventOfText(sample)))]);
});

test('nor does a saved plan', async () => {
  await expectHarmless(JSON.parse(written) as JsonValue, [(_, spoilt) => planAnswer(resealed(spoilt))]);
});
