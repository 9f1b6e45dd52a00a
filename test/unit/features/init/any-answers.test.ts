import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runInit } from '../../../../src/lib/features/init/index.js';
import { checkConfigText } from '../../../../src/lib/language/config/index.js';
import { Interrupted, inSandbox, NO_FLAGS, person } from './wizard.js';

const flags = {
  ...NO_FLAGS,
  'genesys-environment': 'mypurecloud.ie',
  region: 'eu-west-1',
  sandbox: true,
};

it('writes a file that is valid, or nothing and says so, whatever a person answers', async () => {
  const outcomes = new Set<string>();
  await inSandbox(async ({ folder, sides }) => {
    const path = join(folder, 'new.yml');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1000), { maxLength: 60 }), async (drawn) => {
        rmSync(path, { force: true });
        const said: string[] = [];
        const made = await runInit(
          { flags, file: path, overwrite: false, env: {} },
          {
            asker: person(drawn),
            open: async () => sides,
            say: (text) => said.push(text),
            connected: () => '',
          },
        ).catch((error: unknown) => {
          if (error instanceof Interrupted) return undefined;
          throw error;
        });
        if (made === undefined) {
          expect(existsSync(path)).toBe(false);
          return;
        }
        outcomes.add(made.kind);
        expect(existsSync(path)).toBe(made.kind === 'written');
        if (made.kind !== 'written') return;
        const text = readFileSync(path, 'utf8');
        // What validate says of the file was said before it was written.
        for (const { severity, message } of checkConfigText('new.yml', text)) {
          expect(severity, message).not.toBe('error');
          expect(said.join('\n')).toContain(message);
        }
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
      { numRuns: Number(process.env['ANY_ANSWERS'] ?? 5) },
    );
  });
  expect([...outcomes]).toContain('written');
});
