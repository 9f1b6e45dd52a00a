import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonValue } from '../../../src/lib/base/json.js';
import { createStyle } from '../../../src/lib/base/terminal/style.js';
import { rulesOfFile } from '../../../src/lib/features/rules/rules-of-file.js';
import { loadConfig, validateConfig, validationText } from '../../../src/lib/language/config/index.js';
import { afterThisFile } from '../../clean-up.js';
import type { Subject } from './cases.js';
import { mutateJson } from './mutate-json.js';
import { mutateBytes, mutateText } from './mutate-text.js';
import type { Random } from './random.js';

const example = readFileSync(new URL('../../../.genesysrc.example.yml', import.meta.url), 'utf8').replace(
  './config/handlers/sales.ts',
  './handlers/it.ts',
);
const plain = example
  .split('\n')
  .filter((line) => !line.trimStart().startsWith('#'))
  .join('\n');

/** Every key that the example only tells of in its notes is in it as well. */
export const whole: JsonValue = {
  ...parse(plain),
  archive: { retention: '30d' },
  tags: { CostCenter: '42' },
  guards: { deletions: { count: 10, percent: 30 } },
  accept: [{ thing: 'wallboard', finding: 'DelaySeconds', reason: 'slow', until: '2027-01-31' }],
  formats: { relay: { source: 'relay.example.com', eventType: 'detail.topic', payload: 'detail.body' } },
};

/** `.genesysrc.yml`: checked as by `validate`, loaded as by `plan`, and, where it is valid, made to rules. */
export function fileSubject(): Subject {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-fuzz-'));
  afterThisFile(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, 'handlers'));
  writeFileSync(join(cwd, 'handlers/it.ts'), 'export default () => {};\n');
  return {
    name: 'file',
    cases: 7_000,
    make(random) {
      const bytes = fileBytes(random);
      return {
        bytes: bytes.length,
        answer: () => {
          writeFileSync(join(cwd, '.genesysrc.yml'), bytes);
          return random.below(3) === 0 ? loaded(cwd) : checked(cwd);
        },
      };
    },
  };
}

/** A file with something done to it; its handler is `handlers/it.ts`. */
export function fileBytes(random: Random): Buffer {
  return mutateBytes(textOf(random), random);
}

function textOf(random: Random): string {
  switch (random.below(5)) {
    case 0:
      return mutateText(example, random);
    case 1:
      return mutateText(JSON.stringify(whole, null, 1), random);
    case 2:
      return JSON.stringify(mutateJson(JSON.parse(JSON.stringify(whole)), random));
    default:
      return mutateText(plain, random);
  }
}

/** What `validate` says of the file in a folder. */
export async function checked(cwd: string): Promise<string> {
  const validation = await validateConfig({ cwd, env: {} });
  return validationText(validation, { color: false, style: createStyle(false) });
}

/** The file in a folder, loaded as for `plan`, and made to rules. */
export async function loaded(cwd: string): Promise<string> {
  const { config } = await loadConfig({ cwd, env: {}, environment: 'test' });
  const division = { id: 'd', name: 'Home' };
  const queue = { id: '5affb229-7631-4992-b0ce-583505c6af07', name: 'Sales', division, chosenBy: '"Sales"' };
  const resolved = Object.fromEntries(Object.keys(config.routes).map((name) => [name, [queue]]));
  return `${rulesOfFile(config, resolved).length} rules`;
}
