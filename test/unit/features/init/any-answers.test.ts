import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Asker, WentBack } from '../../../../src/lib/base/terminal/asker.js';
import { openSides } from '../../../../src/lib/features/access/index.js';
import { type InitFlagValues, runInit } from '../../../../src/lib/features/init/index.js';
import { checkConfigText } from '../../../../src/lib/language/config/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gcx-any-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const flags: InitFlagValues = {
  route: [],
  event: [],
  queue: [],
  'queue-glob': [],
  where: [],
  target: [],
  subscriber: [],
  environment: [],
  'all-queues': false,
  'no-dead-letter': false,
  log: false,
  'genesys-environment': 'mypurecloud.ie',
  region: 'eu-west-1',
  sandbox: true,
};
let sides: Awaited<ReturnType<typeof openSides>>;
beforeAll(async () => {
  sides = await openSides({ sandbox: true, env: {}, cwd: folder });
});
afterAll(() => sides.close());

/** What a person may type, right or wrong. */
const TYPED = [
  'a b',
  '',
  'inbox',
  'inbox.fifo',
  'x'.repeat(90),
  'Sales*',
  'team@example.com',
  'nobody',
  'https://example.com/hook',
  'http://example.com',
  'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
  'arn:aws:iam::111122223333:role/events',
  '444455556666',
  '6513270e-269e-4d37-b2a7-4de452e6b438',
  'test',
  '${oops}',
  'no',
];

/** A person who answers as drawn numbers say: any choice, any text, back now and then; with none left, as is suggested. */
function person(drawn: readonly number[]): Asker {
  let at = 0;
  const next = (): number | undefined => {
    const number = drawn[at++];
    // One in eight goes back.
    if (number !== undefined && number % 8 === 7) throw new WentBack();
    return number === undefined ? undefined : Math.floor(number / 8);
  };
  const pick = <T>(all: readonly T[], number: number): T => {
    const taken = all[number % all.length];
    if (taken === undefined) throw new Error('nothing to choose from');
    return taken;
  };
  const typed = (options: Parameters<Asker['text']>[1] = {}): string => {
    const { standard, problem } = options;
    // What is refused is asked again at once, as inquirer does.
    for (let tries = 0; tries < 5; tries++) {
      const number = next();
      const text =
        number === undefined ? (standard ?? '') : number % 2 === 0 ? (standard ?? '') : pick(TYPED, number);
      if (problem?.(text) === undefined) {
        return text;
      }
    }
    const last = [standard ?? '', ...TYPED].find((text) => problem?.(text) === undefined);
    if (last === undefined) throw new WentBack();
    return last;
  };
  return {
    text: async (_, options) => typed(options),
    secret: async (_, options) => typed(options),
    lines: async () => (next() === undefined ? [] : ['Sales Support']),
    confirm: async (_, standard) => {
      const number = next();
      return number === undefined ? standard : number % 3 === 0;
    },
    choose: async (message, choices, standard) => {
      const number = next();
      const first = standard ?? pick(choices, 0).value;
      // At the end a person writes.
      return number === undefined || message.startsWith('Write this') ? first : pick(choices, number).value;
    },
    several: async (_, choices, options) => {
      const number = next() ?? 0;
      const taken = choices.filter((_each, index) => (number >> index) % 2 === 1).map(({ value }) => value);
      return taken.length === 0 && options?.atLeastOne === true ? [pick(choices, number).value] : taken;
    },
    search: async (_, source, standard) => {
      const number = next();
      const all = source(undefined);
      if (number !== undefined) return pick(all, number).value;
      return (standard === undefined ? undefined : all.find(standard))?.value ?? pick(all, 0).value;
    },
  };
}

it('writes a file that is valid, or nothing and says so, whatever a person answers', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000), { maxLength: 60 }), async (drawn) => {
      rmSync(join(folder, 'new.yml'), { force: true });
      const made = await runInit(
        { flags, file: join(folder, 'new.yml'), overwrite: false, env: {} },
        { asker: person(drawn), open: async () => sides, say: () => {}, connected: () => '' },
      );
      outcomes.add(made.kind);
      expect(existsSync(join(folder, 'new.yml'))).toBe(made.kind === 'written');
      if (made.kind !== 'written') return;
      const text = readFileSync(join(folder, 'new.yml'), 'utf8');
      const problems = checkConfigText('new.yml', text);
      // Said when queues are chosen, and true of the event type whatever the file says.
      expect(problems.filter(({ code }) => code !== 'event-type-queue-may-lack')).toEqual([]);
      // What was answered is in the file.
      const { answers } = made;
      const file = parse(text);
      expect(file.project).toBe(answers.project);
      expect(Object.keys(file.routes)).toEqual(answers.routes.map(({ name }) => name));
      for (const { name, events, queues, where, targets } of answers.routes) {
        const route = file.routes[name];
        expect(route.events).toEqual(events.map((event) => event.name));
        expect(route.queues ?? []).toHaveLength(queues.length);
        expect(route.where ?? {}).toEqual(
          Object.fromEntries(where.map(({ field, values }) => [field, values])),
        );
        const sent = route.targets.map((key: string) => JSON.stringify(file.targets[key]));
        for (const target of targets) {
          expect(sent.join()).toContain(target.handler ?? target.name.replace(/\.fifo$/, ''));
        }
      }
      expect(Object.keys(file.environments ?? {})).toEqual(answers.environments.map(({ name }) => name));
    }),
    { numRuns: 5 },
  );
  expect([...outcomes]).toContain('written');
});
