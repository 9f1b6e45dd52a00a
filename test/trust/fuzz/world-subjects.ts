import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';
import { offeredEventTypes } from '../../../src/lib/sandbox/offered-event-types.js';
import { sealed } from '../../../src/lib/sandbox/seal.js';
import { readSeedFile } from '../../../src/lib/sandbox/seed-file.js';
import type { Seed } from '../../../src/lib/sandbox/seed-schema.js';
import { restoreState } from '../../../src/lib/sandbox/state-keeper.js';
import { World } from '../../../src/lib/sandbox/world.js';
import { afterThisFile } from '../../clean-up.js';
import { ACCOUNT, ORGANIZATION, REGION } from '../../unit/sandbox/temporary-folder.js';
import type { Subject } from './cases.js';
import { mutateJson } from './mutate-json.js';
import { mutateBytes, mutateText } from './mutate-text.js';

const documentation = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
/** The complete seed file of the documentation. */
const seedText = /```yaml\n(organization:[\s\S]*?)```/.exec(documentation)?.[1] ?? '';

const tenant = {
  organization: ORGANIZATION,
  account: ACCOUNT,
  region: REGION,
  existing: {
    topics: [`arn:aws:sns:${REGION}:${ACCOUNT}:board`],
    queues: [`arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`],
    functions: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:crm`],
    buses: ['shared'],
    eventTypes: [],
  },
};

function worldOf(seed: Seed | undefined): World {
  return new World({
    secret: 'not a real one',
    now: () => Date.UTC(2026, 0, 2),
    home: tenant,
    seed: () => seed,
    eventTypes: offeredEventTypes,
    activationError: () => undefined,
  });
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gcx-fuzz-'));
  afterThisFile(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A seed file, and the sandbox that begins with it. */
export function seedSubject(): Subject {
  const file = join(folder(), 'seed.yml');
  const document = parse(seedText);
  return {
    name: 'seed',
    cases: 1_500,
    make(random) {
      const text =
        random.below(2) === 0 ? mutateText(seedText, random) : JSON.stringify(mutateJson(document, random));
      const bytes = mutateBytes(text, random);
      return {
        bytes: bytes.length,
        answer: async () => {
          writeFileSync(file, bytes);
          const world = worldOf(await readSeedFile(file));
          world.prepare(tenant);
          JSON.stringify(world.snapshot());
        },
      };
    },
  };
}

/** The sandbox's saved state: changed by hand, or by an older or newer gcx of the same user. */
export function stateSubject(): Subject {
  const files = sandboxFiles(folder());
  mkdirSync(dirname(files.state), { recursive: true });
  const begun = worldOf({ ...parse(seedText), generateQueues: undefined });
  begun.prepare(tenant);
  const written = JSON.stringify(begun.snapshot());
  return {
    name: 'state',
    cases: 1_500,
    make(random) {
      const text =
        random.below(4) === 0
          ? mutateText(sealed(files, files.state, written), random)
          : sealedOr(JSON.stringify(mutateJson(JSON.parse(written), random)));
      return {
        bytes: text.length,
        answer: () => {
          writeFileSync(files.state, text);
          const world = worldOf(undefined);
          restoreState(files, (state) => world.restore(state));
          JSON.stringify(world.snapshot());
        },
      };
    },
  };

  function sealedOr(json: string): string {
    return json.startsWith('{"') ? sealed(files, files.state, json) : json;
  }
}
