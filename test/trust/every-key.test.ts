import { expect, it, vi } from 'vitest';
import { parseDocument } from 'yaml';
import { isJsonObject, type JsonValue } from '../../src/lib/base/json.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { checkConfigText } from '../../src/lib/language/config/index.js';
import { EVERY_KEY, EVERY_KEY_FILES } from '../harness/every-key.js';
import { type Case, drawnItems, runCases, SHARE } from './stage/cases.js';
import {
  requireAllowed,
  requireConverged,
  requireNoDrift,
  requireNone,
  undone,
} from './stage/expectations.js';
import { withEachSeed } from './stage/seeds.js';
import { type Moment, Stage, type StageGcx, type StageProject } from './stage/stage.js';

const FILE = 'test/trust/every-key.test.ts';

/** Until AWS has done what was asked of it, in ms: the name of a deleted SQS queue is free after a minute. */
const DONE_MS = 120_000;

vi.stubEnv('GENESYS_GCX_SECRET_CRM_KEY', 'key-of-the-crm');

const project = (file: string): StageProject => ({ file, beside: EVERY_KEY_FILES });

/** The file without each of its keys and items, where it is valid without it. Of a sample, those of a third of the paths. */
function variants(): readonly { readonly name: string; readonly file: string }[] {
  const paths = pathsOf(parseDocument(EVERY_KEY).toJS() as JsonValue);
  const byName = new Map(paths.map((path) => [path.join('.'), path]));
  return drawnItems('every-key', [...byName.keys()]).flatMap((name) => {
    const document = parseDocument(EVERY_KEY);
    document.deleteIn(byName.get(name) ?? []);
    const file = document.toString({ lineWidth: 0 });
    const isValid = checkConfigText('.genesysrc.yml', file).every(({ severity }) => severity !== 'error');
    return isValid ? [{ name, file }] : [];
  });
}

function pathsOf(value: JsonValue): readonly (readonly (string | number)[])[] {
  const parts: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? value.map((each: JsonValue, index) => [index, each] as const)
    : Object.entries(isJsonObject(value) ? value : {});
  return parts.flatMap(([name, part]) => [[name], ...pathsOf(part).map((path) => [name, ...path])]);
}

async function made(): Promise<Moment> {
  const stage = await Stage.open(project(EVERY_KEY));
  try {
    const gcx = await stage.gcx();
    requireNone('undone', undone(await gcx.apply(await gcx.plan())));
    requireConverged(await gcx.plan());
    return stage.moment();
  } finally {
    await stage.close();
  }
}

/** Only the file changed: what is planned is its change, and once it is applied nothing is left to do. */
async function becomes(gcx: StageGcx): Promise<void> {
  const plan = await gcx.plan('apply', { eventLoss: true, releaseEventTypes: true });
  requireAllowed(plan);
  requireNoDrift(plan);
  requireNone(
    'gcx cannot tell who changed',
    driftOf(plan).unclear.map(({ id, fields }) => `${id} ${JSON.stringify(fields)}`),
  );
  requireNone('undone', undone(await gcx.apply(plan)));
  const again = await gcx.plan();
  requireConverged(again);
  requireNoDrift(again);
}

function caseOf({ name, file }: ReturnType<typeof variants>[number], at: Moment): Case {
  return {
    name,
    run: async () => {
      const stage = await Stage.open(project(EVERY_KEY), { at });
      try {
        const gcx = await stage.gcx();
        for (const each of [file, EVERY_KEY]) {
          stage.write(project(each));
          await becomes(gcx);
          await stage.clock.sleep(DONE_MS);
        }
      } finally {
        await stage.close();
      }
    },
  };
}

it('taking any key out of the file, and putting it back, is the file’s change and converges', async () => {
  const at = await made();
  await withEachSeed(async () => {
    const all = variants();
    expect(all.length).toBeGreaterThan(SHARE < 1 ? 30 : 150);
    expect(
      await runCases(
        FILE,
        'each key out and in',
        all.map((each) => caseOf(each, at)),
      ),
    ).toBeGreaterThan(0);
  });
});
