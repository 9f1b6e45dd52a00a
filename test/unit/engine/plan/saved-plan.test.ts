import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { type Allowed, parseStep } from '../../../../src/lib/engine/kinds/index.js';
import { parseSavedPlan, savedPlanText } from '../../../../src/lib/engine/plan/saved-plan.js';
import type { SavedPlan } from '../../../../src/lib/engine/plan/saved-plan-model.js';
import { sealOf } from '../../../../src/lib/engine/plan/seal.js';
import { refuseStale } from '../../../../src/lib/engine/plan/stale-plan.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import {
  applyTo,
  lambda,
  NOTHING_ALLOWED,
  planFor,
  processor,
  project,
  route,
  sns,
  sqs,
  worldFor,
} from './project.js';

const FILE = 'plan.json';
const before = project(
  [route('sales', { targets: ['inbox'] })],
  [sqs('inbox'), sqs('old', { queueName: 'old' })],
  { archive: { retentionDays: 30 } },
);
/** The archive and a queue leave the file; a topic, a processor and an alarm come. */
const { archive: _, ...withoutArchive } = before;
const after: Config = {
  ...withoutArchive,
  ...(({ routes, targets }) => ({ routes, targets }))(
    project(
      [route('sales', { targets: ['board', 'crm'], description: 'for the board' })],
      [sqs('inbox'), sns('board'), processor('crm', { environment: { URL: 'https://crm.example.com' } })],
    ),
  ),
  variables: [{ name: 'TEAM', from: '--var' }],
};

/** A world in which the first file was applied; planning changes nothing in it. */
const world: ModelWorld = worldFor(before);
applyTo(world, planFor(world, before));

/** What `apply FILE` would carry out of a text: it reads, plans again, compares. Throws as it does. */
function carriedOut(text: string): Plan {
  const saved = parseSavedPlan(FILE, text);
  const now = plannedAgain(saved);
  refuseStale(FILE, saved, now);
  return now;
}

const plans = new Map<string, Plan>();

/** The plan of the world, which stays as it is: made once for all texts with the same file, intent and what is allowed. */
function plannedAgain({ config, allow, plan: { intent } }: SavedPlan): Plan {
  const key = JSON.stringify([config, allow, intent]);
  const made = plans.get(key) ?? planFor(world, config, { allow, intent });
  plans.set(key, made);
  return made;
}

function saved(allow: Partial<Allowed> = {}): { readonly plan: Plan; readonly text: string } {
  const plan = planFor(world, after, { allow });
  return { plan, text: savedPlanText(FILE, plan, after, { ...NOTHING_ALLOWED, ...allow }) };
}

function documentOf(text: string): JsonObject {
  const document: unknown = JSON.parse(text);
  if (!isJsonObject(document)) throw new Error('no object');
  return document;
}

type Path = readonly (string | number)[];

/** The paths of all leaves of a value; an empty list or map is one. */
function leaves(value: JsonValue, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  return Array.isArray(value)
    ? value.flatMap((item: JsonValue, index) => leaves(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]: [string, JsonValue]) => leaves(item, [...path, key]));
}

/** A value with one leaf changed; undefined takes it out. */
function edited(
  value: JsonValue,
  [key, ...rest]: Path,
  change: (leaf: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item: JsonValue, index) => {
      const now = index === key ? edited(item, rest, change) : item;
      return now === undefined ? [] : [now];
    });
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]: [string, JsonValue]) => {
      const now = name === key ? edited(item, rest, change) : item;
      return now === undefined ? [] : [[name, now]];
    }),
  );
}

/** What somebody might write in place of a leaf. */
const EDITS: readonly ((leaf: JsonValue) => JsonValue | undefined)[] = [
  () => undefined,
  (leaf) => (typeof leaf === 'boolean' ? !leaf : true),
  (leaf) => (typeof leaf === 'string' ? `${leaf}x` : 'x'),
  (leaf) => (typeof leaf === 'number' ? leaf + 1 : 0),
  () => null,
];

/** How applying an edited text ends: with an exit code, or with what it carries out. */
function outcome(text: string): number | Plan {
  try {
    return carriedOut(text);
  } catch (error) {
    return error instanceof GcxError ? error.exitCode : 1;
  }
}

const sealed = (document: JsonObject): string => JSON.stringify({ ...document, seal: sealOf(document) });

test('the plan itself is carried out, however its JSON is laid out', () => {
  const { plan, text } = saved({ force: true });
  expect(plan.refusals).toEqual([]);
  expect(plan.changes.some(({ kind, action }) => kind === 'archive' && action === 'delete')).toBe(true);
  expect(carriedOut(text).changes).toEqual(plan.changes);
  const { kind, ...rest } = documentOf(text);
  expect(carriedOut(JSON.stringify({ ...rest, kind: kind ?? null })).changes).toEqual(plan.changes);
});

test('what is nested deeper than any plan is none', () => {
  const deep = `{"kind":"genesys-gcx-plan","schemaVersion":2,"plan":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  expect(() => parseSavedPlan(FILE, deep)).toThrow('is not a saved plan');
});

describe('every edit of every leaf of a saved plan', () => {
  const { plan, text } = saved({ force: true });
  const document = documentOf(text);
  const paths = leaves(document);

  test('is told as damage', () => {
    expect(paths.length).toBeGreaterThan(200);
    for (const path of paths) {
      for (const edit of EDITS) {
        const after = JSON.stringify(edited(document, path, edit));
        if (after === JSON.stringify(document)) continue;
        expect({ path, ends: outcome(after) }).toEqual({ path, ends: 1 });
      }
    }
  });

  test('is refused or changes nothing, even where the seal is made again', () => {
    // Each leaf once, with the edits in turn: the next test has them in all combinations.
    for (const [index, path] of paths.entries()) {
      const edit = EDITS[index % EDITS.length];
      if (edit !== undefined) {
        const after = edited(document, path, edit);
        if (after === undefined || !isJsonObject(after)) continue;
        const ends = outcome(sealed(after));
        if (typeof ends === 'number') expect([1, 5], path.join('.')).toContain(ends);
        else
          expect({ path, changes: ends.changes, subject: { ...ends.subject, file: '' } }).toEqual({
            path,
            changes: plan.changes,
            subject: { ...plan.subject, file: '' },
          });
      }
    }
  });

  test('several edits at once as well', () => {
    const one = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...EDITS));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (edits) => {
        let after: JsonValue = document;
        for (const [path, edit] of edits) after = edited(after, path, edit) ?? after;
        if (!isJsonObject(after)) return;
        const ends = outcome(sealed(after));
        if (typeof ends === 'number') expect([1, 5]).toContain(ends);
        else expect(ends.changes).toEqual(plan.changes);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what the digest is of, beside what was read', () => {
  const { text } = saved({ force: true });
  const document = documentOf(text);
  const stale = (path: Path, to: JsonValue): void => {
    const after = edited(document, path, () => to);
    if (after === undefined || !isJsonObject(after)) throw new Error('no object');
    expect(() => carriedOut(sealed(after)), path.join('.')).toThrow(/is stale/);
  };

  test('where the file is that it was made from', () => {
    for (const file of ['../.genesysrc.yml', 'other.yml', '/tmp/.genesysrc.yml', 'a/../../x.yml'])
      stale(['config', 'file'], file);
  });

  test('what was allowed, each of it', () => {
    for (const flag of ['adopt', 'eventLoss', 'releaseEventTypes']) stale(['allow', flag], true);
  });

  test('not where both lie: a folder can be moved', () => {
    const moved = savedPlanText('plans/plan.json', planFor(world, after, { allow: { force: true } }), after, {
      ...NOTHING_ALLOWED,
      force: true,
    });
    const there = parseSavedPlan('elsewhere/plans/plan.json', moved);
    expect(there.config.file).toBe('elsewhere/.genesysrc.yml');
    const now = planFor(world, there.config, { allow: there.allow });
    expect(() => refuseStale('elsewhere/plans/plan.json', there, now)).not.toThrow();
  });
});

test('cut off anywhere, it is told as damaged', () => {
  const { text } = saved({ force: true });
  for (let length = 1; length < text.length - 1; length += length < 200 ? 1 : 97)
    expect(() => parseSavedPlan(FILE, text.slice(0, length)), String(length)).toThrow(/is damaged/);
  for (const empty of ['', ' \n']) expect(() => parseSavedPlan(FILE, empty)).toThrow(/it is empty/);
  for (const other of ['[', '{"kind":"other', 'version: 1', 'null', '[]'])
    expect(() => parseSavedPlan(FILE, other)).toThrow(/is not a saved plan/);
});

/** How reading an edited text and planning again end: the code of the error; undefined where it is carried out. */
function errorOf(text: string): string | undefined {
  try {
    carriedOut(text);
    return undefined;
  } catch (error) {
    if (error instanceof GcxError) return error.report.code;
    throw error;
  }
}

describe('the steps of a saved plan', () => {
  /** Two states of a file with every kind of target and resource, each as applied to nothing, over the other, and taken away. */
  const files = [
    project(
      [route('all', { targets: ['inbox', 'board', 'crm', 'sync', 'stream'], description: 'all of them' })],
      [
        sqs('inbox', { deadLetter: 'dead' }),
        sqs('dead'),
        sns('board', {
          deadLetter: 'dead',
          subscribers: [
            { kind: 'sqs', target: 'inbox', raw: true },
            { kind: 'lambda', target: 'sync' },
            { kind: 'email', address: 'a@example.com' },
          ],
        }),
        processor('crm', { alarms: 'board', deduplicate: { forSeconds: 60 } }),
        lambda('sync'),
        {
          kind: 'kinesis',
          name: 'stream',
          streamName: 'calls',
          account: '111122223333',
          partitionKey: '$.detail.topicName',
          role: 'arn:aws:iam::111122223333:role/send',
        },
      ],
      { archive: { retentionDays: 30 }, tags: { team: 'calls' } },
    ),
    project(
      [route('all', { targets: ['inbox', 'crm'], description: 'two of them' })],
      [sqs('inbox'), processor('crm', { environment: { URL: 'https://crm.example.com' } })],
    ),
  ] as const;
  const [everything, less] = files;
  const empty = worldFor(everything);
  empty.functions.set('sync', { statements: [] });
  const full = worldFor(everything);
  full.functions.set('sync', { statements: [] });
  applyTo(full, planFor(full, everything));
  const allow = { force: true, adopt: true, eventLoss: true };
  const all: readonly (readonly [Config, Plan])[] = [
    [everything, planFor(empty, everything)],
    [less, planFor(full, less, { allow })],
    [everything, planFor(full, everything, { allow, intent: 'destroy' })],
  ];

  test('pass the schemas of their kinds, and the whole is read as it was written', () => {
    const calls = new Set<string>();
    for (const [config, plan] of all) {
      expect(plan.refusals).toEqual([]);
      for (const step of plan.changes.flatMap(({ steps }) => steps)) {
        expect(parseStep(step)).toEqual(step);
        calls.add(step.call);
      }
      const text = savedPlanText(FILE, plan, config, { ...NOTHING_ALLOWED, ...allow });
      // The digest is bound to where the file is.
      const { attributes: _answered, digest: _digest, made: _made, ...rest } = plan;
      const kept = { ...rest, changes: rest.changes.map(({ asked: _, ...change }) => change) };
      expect(parseSavedPlan(FILE, text).plan).toMatchObject(JSON.parse(JSON.stringify(kept)));
    }
    expect(calls.size).toBeGreaterThan(25);
  });

  test('with one field of another kind, or one more, are told as damage, even where the seal is made again', () => {
    for (const [config, plan] of all) {
      const document = documentOf(savedPlanText(FILE, plan, config, { ...NOTHING_ALLOWED, ...allow }));
      plan.changes.forEach((change, index) => {
        change.steps.forEach((step, place) => {
          const path = ['plan', 'changes', index, 'steps', place];
          const edits = [
            edited(document, [...path, 'call'], () => 'events.noSuchCall'),
            edited(document, path, (leaf) => ({ ...(isJsonObject(leaf) ? leaf : {}), more: 1 })),
            ...Object.keys(step).map((field) =>
              edited(document, [...path, field], (leaf) => (typeof leaf === 'number' ? 'x' : 1.5)),
            ),
          ];
          for (const edit of edits) {
            if (edit === undefined || !isJsonObject(edit)) throw new Error('no object');
            if (JSON.stringify(edit) !== JSON.stringify(document))
              expect(errorOf(sealed(edit)), `${step.call} ${index}.${place}`).toBe('plan-damaged');
          }
        });
      });
    }
  });

  test('with one value changed are damaged or stale', () => {
    const { text } = saved({ force: true });
    const document = documentOf(text);
    for (const path of leaves(document).filter(([, , , part]) => part === 'steps')) {
      for (const edit of EDITS) {
        const after = edited(document, path, edit);
        if (after === undefined || !isJsonObject(after)) throw new Error('no object');
        if (JSON.stringify(after) === JSON.stringify(document)) continue;
        expect(['plan-damaged', 'stale-plan'], path.join('.')).toContain(errorOf(sealed(after)));
      }
    }
  });
});

test.each(['plan', 'config', 'allow'])('a saved plan without its %s, sealed again, is damaged', (part) => {
  const document = documentOf(saved({ force: true }).text);
  for (const value of [undefined, null, 'x', [], {}]) {
    const after = edited(document, [part], () => value);
    if (after === undefined || !isJsonObject(after)) throw new Error('no object');
    // Nothing allowed is a thing that can be saved: it is not what this plan was made with.
    const empty = part === 'allow' && JSON.stringify(value) === '{}';
    expect(errorOf(sealed(after))).toBe(empty ? 'stale-plan' : 'plan-damaged');
  }
});

test('flags that were not given are absent from a saved plan, and it is carried out', () => {
  const plan = planFor(world, before);
  const text = savedPlanText(FILE, plan, before, {} as Allowed);
  const { allow } = parseSavedPlan(FILE, text);
  expect(allow).toEqual({});
  expect(carriedOut(text).changes).toEqual(plan.changes);
});

describe('a plan that was refused', () => {
  const { plan, text } = saved();

  test('is not carried out, and says by what it was refused', () => {
    expect(plan.refusals.map(({ code }) => code)).toContain('archive-events');
    expect(() => carriedOut(text)).toThrow(/was refused when it was made/);
    expect(outcome(text)).toBe(5);
  });

  test('nor with anything written into it: what it allows, that nothing was refused, the seal', () => {
    const document = documentOf(text);
    const { config, allow } = documentOf(saved({ force: true }).text);
    const cleared = edited(document, ['plan', 'refusals'], () => []) ?? null;
    for (const each of [document, cleared]) {
      if (!isJsonObject(each)) throw new Error('no object');
      for (const more of [{}, { allow }, { allow, config }, { allow: { ...NOTHING_ALLOWED }, config }]) {
        expect([1, 5]).toContain(outcome(JSON.stringify({ ...each, ...more })));
        expect([1, 5]).toContain(outcome(sealed(JSON.parse(JSON.stringify({ ...each, ...more })))));
      }
    }
  });
});

test('what was allowed and configured is part of the digest', () => {
  const digests = [
    planFor(world, after),
    planFor(world, after, { allow: { force: true } }),
    planFor(world, after, { allow: { eventLoss: true } }),
    planFor(world, after, { allow: { adopt: true } }),
    planFor(world, after, { allow: { releaseEventTypes: true } }),
    planFor(world, after, { intent: 'destroy' }),
    planFor(world, { ...after, tags: { team: 'x' } }),
  ].map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(digests.length);
  expect(planFor(world, { ...after, file: '../.genesysrc.yml' }).digest).toBe(digests[0]);
});

test('a file that was cut off is damaged; one that is something else is not a saved plan', () => {
  const { text } = saved({ force: true });
  for (const length of [60, 500, text.length - 3]) {
    expect(() => parseSavedPlan(FILE, text.slice(0, length))).toThrow(/is damaged/);
  }
  for (const other of ['', '{}', 'version: 1', '[]', 'null']) {
    expect(() => parseSavedPlan(FILE, other)).toThrow(/is not a saved plan/);
  }
});
