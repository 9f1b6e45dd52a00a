import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { WriteGate } from '../../../../src/lib/base/net/index.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { carryOut } from '../../../../src/lib/cli/carry-out.js';
import { GENESYS_PERMISSIONS } from '../../../../src/lib/clients/genesys/index.js';
import { RESOURCE_KINDS } from '../../../../src/lib/engine/kinds/index.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const file = (events: string, queue = 'shop-inbox') =>
  [
    'version: 1',
    'project: shop',
    'genesys: { environment: mypurecloud.ie, organization: "2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42", integration: { suffix: shop } }',
    'aws: { region: eu-west-1, account: "444455556666" }',
    `targets: { inbox: { sqs: { create: ${queue} } } }`,
    `routes: { ended: { events: [${events}], targets: [inbox] } }`,
    '',
  ].join('\n');
const ENDED = file('conversation.acd.end');

/** A trial whose organization is as a seed file says. */
function seeded(seed: string, text = ENDED): Promise<Trial> {
  const seedFile = join(temporaryFolder(), 'seed.yml');
  writeFileSync(seedFile, seed);
  return trial(text, { seedFile });
}

/** Carries the plan of the file out as the command does, approved. */
async function applied({ plan, aws, genesys, wire }: Trial, intent: 'apply' | 'destroy' = 'apply') {
  const writes: string[] = [];
  wire.before = (action) => {
    if (/^(POST|PUT|PATCH|DELETE) .*integrations|:(Create|Put|Delete|Tag)/.test(action)) writes.push(action);
  };
  let exitCode: ExitCode = ExitCode.done;
  const document = await carryOut(
    await plan(intent),
    { aws, genesys, gate: new WriteGate(), sandbox: true, close: () => Promise.resolve() },
    {
      print: () => undefined,
      exitWith: (code) => {
        exitCode = code;
      },
      style: plainStyle,
      approval: { kind: 'given' },
    },
  );
  return { exitCode, refusals: document.plan.refusals, outcome: document.outcome, writes };
}

describe('permissions of Genesys Cloud that are missing', () => {
  it('are a warning of a plan, and refuse an apply (exit code 3) before its first write', async () => {
    const it = await seeded('deniedPermissions: ["integrations:integration:add"]\n');
    const planned = await it.plan();
    expect(planned.refusals).toEqual([]);
    expect(planned.warnings).toMatchObject([{ code: 'genesys-permission-missing' }]);
    expect(planned.warnings[0]?.message).toContain(
      'integrations:integration:add (to create the integration)',
    );
    expect(planned.warnings[0]?.message).not.toContain('integrations:integration:edit');
    const { exitCode, outcome, refusals, writes } = await applied(it);
    expect({ exitCode, outcome, writes }).toEqual({ exitCode: 3, outcome: 'refused', writes: [] });
    expect(refusals).toMatchObject([{ code: 'genesys-permission-missing' }]);
  });

  it('are those that this plan takes: none for what AWS alone is asked', async () => {
    const it = await seeded('deniedPermissions: ["integrations:integration:delete"]\n');
    expect((await it.plan()).warnings).toEqual([]);
    expect((await applied(it)).exitCode).toBe(0);
    it.write(file('conversation.acd.end', 'shop-other'));
    expect((await it.plan()).warnings).toEqual([]);
    const destroyed = await applied(it, 'destroy');
    expect(destroyed.exitCode).toBe(3);
    expect(destroyed.writes).toEqual([]);
  });

  it('are known of every call to the integration, by the names of whoami', () => {
    const doors = RESOURCE_KINDS.flatMap(({ steps }) => steps).filter(({ does }) =>
      /\bintegration/.test(does),
    );
    expect(doors.length).toBeGreaterThan(4);
    const known = GENESYS_PERMISSIONS.filter(({ writes }) => writes).map(({ permission }) => permission);
    for (const { call, permission } of doors) expect(known, call).toContain(permission);
  });
});

describe('the integrations that the organization may have', () => {
  it('are counted before one is made: nothing is half done', async () => {
    const it = await seeded('maxInstances: 1\n');
    await it.genesys.integrations.create('theirs');
    const { exitCode, refusals, writes } = await applied(it);
    expect({ exitCode, writes }).toEqual({ exitCode: 5, writes: [] });
    expect(refusals).toMatchObject([{ code: 'integrations-full', change: 'integration:shop' }]);
    expect(refusals[0]?.message).toContain('may have 1 Amazon EventBridge integrations');
    expect(refusals[0]?.message).toContain('"theirs"');
  });

  it('are enough for the last one, for one that was half made, and for what is there', async () => {
    const last = await seeded('maxInstances: 1\n');
    expect((await last.plan()).refusals).toEqual([]);
    await last.genesys.integrations.create('gcx shop/default (shop)');
    expect((await last.plan()).refusals).toEqual([]);
    expect((await applied(last)).exitCode).toBe(0);
    expect((await last.plan()).refusals).toEqual([]);
  });
});
