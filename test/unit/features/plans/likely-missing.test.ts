import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { NOTHING_ALLOWED } from '../../../../src/lib/engine/kinds/index.js';
import { neededPermissions } from '../../../../src/lib/features/permissions/index.js';
import { policiesOf } from '../../../../src/lib/features/permissions/policy-documents.js';
import { planFile } from '../../../../src/lib/features/plans/plan-file.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { configOf } from '../../../harness/full-file.js';
import { trial } from '../../../harness/trial.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const FILE = `${head()}targets:
  inbox: { sqs: { create: sales-inbox } }
  board: { sns: { create: sales-board }, subscribers: [{ sqs: inbox }] }
routes: { ended: { events: [conversation.acd.end], targets: [inbox, board] } }
`;

/** The plan of somebody who may do all that `gcx permissions` says, but for some actions. */
async function plannedWithout(...actions: readonly string[]): Promise<Plan> {
  const { aws } = neededPermissions(await configOf(FILE), { role: 'write' });
  const rights = [...aws.required, ...aws.better].flatMap((right) => {
    const left = right.actions.filter((action) => !actions.includes(action));
    return left.length === 0 ? [] : [{ ...right, actions: left }];
  });
  const folder = temporaryFolder();
  const policyFiles = policiesOf(rights, { base: 'gcx', description: '' }).map(({ name, document }) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  return planned({ policyFiles });
}

/** `caller`: who the credentials are of; absent: as the sandbox says. */
async function planned(options: Parameters<typeof trial>[1] = {}, caller?: string): Promise<Plan> {
  const all = await trial(FILE, options);
  const loaded = await loadConfig({ cwd: all.folder, env: {} });
  const { identity } = all.aws;
  const identified = async () => ({
    ...(await identity()),
    ...(caller === undefined ? {} : { arn: caller }),
  });
  const ends = { genesys: all.genesys, aws: { ...all.aws, identity: identified }, sandbox: true };
  const { plan } = await planFile(loaded, ends, { intent: 'apply', allow: NOTHING_ALLOWED });
  return plan;
}

const likely = ({ warnings }: Plan) =>
  warnings.filter(({ code }) => code === 'aws-permission-likely-missing').map(({ message }) => message);

describe('what AWS credentials likely lack', () => {
  it('is said with the plan: the action, and on what', async () => {
    const plan = await plannedWithout('sqs:CreateQueue', 'events:PutTargets');
    const [message = '', ...others] = likely(plan);
    expect(others).toEqual([]);
    expect(message).toContain('likely lack');
    expect(message).toContain('sqs:CreateQueue on arn:aws:sqs:eu-west-1:111122223333:sales-inbox');
    expect(message).toMatch(
      /events:PutTargets on arn:aws:events:eu-west-1:111122223333:rule\/.*shop-ended-1/,
    );
    expect(message).not.toContain('sns:CreateTopic');
    expect(plan.refusals).toEqual([]);
  });

  it('is nothing for who may do all that gcx permissions says, nor for who may do everything', async () => {
    expect(likely(await plannedWithout())).toEqual([]);
    expect(likely(await planned())).toEqual([]);
  });

  it('is not claimed where the simulator may not be asked', async () => {
    expect(likely(await plannedWithout('sqs:CreateQueue', 'iam:SimulatePrincipalPolicy'))).toEqual([]);
  });

  it('is asked of the role of a session', async () => {
    const seedFile = join(temporaryFolder(), 'seed.yml');
    const statement = '{ Effect: Allow, Action: ["sns:*", "events:*"], Resource: "*" }';
    writeFileSync(
      seedFile,
      `aws:\n  roles: [{ name: deployer, policies: { own: { Statement: [${statement}] } } }]\n`,
    );
    const [message = ''] = likely(
      await planned({ seedFile }, 'arn:aws:sts::111122223333:assumed-role/deployer/me@example.com'),
    );
    expect(message).toContain('sqs:CreateQueue on');
    expect(message).not.toMatch(/sns:|events:/);
    // A role that is not there, such as that of another account.
    expect(likely(await planned({ seedFile }, 'arn:aws:sts::111122223333:assumed-role/nobody/me'))).toEqual(
      [],
    );
  });
});
