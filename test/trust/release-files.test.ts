import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { JsonValue } from '../../src/lib/base/json.js';
import { releaseCloudFormation } from '../../src/lib/cli/render/release/cloudformation-text.js';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import { leftOutOf } from '../../src/lib/features/release/index.js';
import { emit } from '../../src/lib/sandbox/emit.js';
import { arbitraryProject } from '../harness/arbitrary-project.js';
import { wrongTemplate, wrongTerraform } from '../harness/infrastructure.js';
import { type Case, runCases } from './stage/cases.js';
import { type Dump, differences, dumpOf } from './stage/dump.js';
import { requireAllowed, requireNone, undone } from './stage/expectations.js';
import { wrongImports, wrongValues } from './stage/released-world.js';
import { seed, withEachSeed } from './stage/seeds.js';
import { Stage } from './stage/stage.js';

vi.stubEnv('GENESYS_GCX_SECRET_CRM_KEY', 'key-of-the-crm');

/** Files of one seed. */
const FILES = 60;

const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

/** What is there without what says whose it is: the lease, tags, the mark in descriptions, the record in notes. */
function withoutMarks(dump: Dump): Dump {
  return new Map(
    [...dump].flatMap(([name, things]) =>
      / parameters \/genesys-gcx/.test(name)
        ? []
        : [[name, things.map((thing) => JSON.stringify(unmarked(JSON.parse(thing))))] as const],
    ),
  );
}

function unmarked(value: JsonValue): JsonValue {
  if (typeof value === 'string')
    return value.replaceAll(/ ?\[genesys-gcx[^\]]*\]/g, '').replaceAll(/\n*genesys-gcx:? ?\{[^\n]*/g, '');
  if (Array.isArray(value))
    return value.map(unmarked).filter((each) => !/^\{"(?:key|Key)":"genesys-gcx:/.test(JSON.stringify(each)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('genesys-gcx:'))
      .map(([name, each]) => [name, unmarked(each as JsonValue)] as const)
      .filter(([, each]) => JSON.stringify(each) !== '{}'),
  );
}

/** What an event of each type reaches. */
async function reached(stage: Stage): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const eventType of ['acd.end', 'acd.start', 'user.end']) {
    const tenant = {
      ...stage.home,
      existing: { topics: [], queues: [], functions: [], buses: [], eventTypes: [] },
    };
    const { events } = await emit(
      stage.world,
      tenant,
      { eventType, queue: 'Sales Support' },
      stage.clock.now(),
    );
    for (const { deliveries } of events)
      lines.push(
        ...deliveries.map(
          ({ outcome, by, topic, target }) => `${eventType} ${outcome}: ${by} ${topic} ${target}`,
        ),
      );
  }
  return lines.sort();
}

/** A file is applied and released: nothing but marks goes, and both formats describe all of it as it is. */
async function requireReleased(file: string): Promise<void> {
  const project = { file, beside: { 'sales.ts': HANDLER } };
  const stage = await Stage.open(project);
  try {
    const gcx = await stage.gcx();
    const made = await gcx.plan();
    requireAllowed(made);
    requireNone('undone', undone(await gcx.apply(made)));
    const receives = await reached(stage);
    const before = stage.moment();

    const release = await gcx.releasing();
    requireAllowed(release.plan);
    const hcl = releaseTerraform(release);
    const { template, resources } = releaseCloudFormation(release);
    requireNone('Terraform refuses', wrongTerraform(hcl));
    requireNone('CloudFormation refuses', wrongTemplate(template, resources));
    requireNone('is imported and not there', wrongImports(hcl, before));
    requireNone('is described otherwise than it is', wrongValues(template, resources, before));
    requireNone(
      'is neither in a file nor waits for somebody',
      leftOutOf(release).flatMap(({ message }) => (/ is not confirmed\. /.test(message) ? [] : [message])),
    );
    for (const text of [hcl, template, resources])
      requireNone('marks in a file', [...text.matchAll(/.*\bgenesys-gcx:.*/g)].map(String));

    requireNone('undone', undone(await gcx.apply(release.plan)));
    const whose = JSON.stringify(project);
    requireNone(
      'is not as it was',
      differences(withoutMarks(dumpOf(stage.moment(), whose)), withoutMarks(dumpOf(before, whose))),
    );
    expect(await reached(stage)).toEqual(receives);
    const { plan: last } = await gcx.releasing();
    requireNone(
      'is to be released once more',
      last.changes.map(({ id }) => id),
    );
    const { refusals } = await gcx.plan();
    expect(new Set(refusals.map(({ code }) => code))).toEqual(
      new Set(['name-taken', 'bus-not-ours', 'integration-not-ours']),
    );
    requireNone(
      'would be destroyed',
      (await gcx.plan('destroy')).changes.flatMap(({ action, id }) => (action === 'none' ? [] : [id])),
    );
  } finally {
    await stage.close();
  }
}

it('gcx release of any file: all of it is in the files as AWS has it, and nothing but marks is taken away', async () => {
  await withEachSeed(async () => {
    const drawn = [...seed()].reduce(
      (sum, character) => (sum * 31 + character.charCodeAt(0)) % 2_147_483_647,
      7,
    );
    const files = fc.sample(arbitraryProject, { numRuns: FILES, seed: drawn });
    const cases = files.map(
      (file, index): Case => ({ name: `file ${index}`, run: () => requireReleased(file) }),
    );
    expect(await runCases('test/trust/release-files.test.ts', 'release of files', cases)).toBeGreaterThan(0);
  });
});
