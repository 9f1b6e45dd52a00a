import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterThisTest } from '../clean-up.js';
import { environmentIn, head, Project } from '../e2e/gcx.js';
import { runHosted } from '../e2e/hosts.js';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';

const ENVIRONMENT = 'canary-of-a-function-environment';
/** The secret of an HTTPS endpoint. */
const ENDPOINT = 'canary-of-an-endpoint-0123456789';
const file = `${head()}archive: { retention: 30d }
targets:
  inbox: { sqs: { create: shop-inbox } }
  crm: { processor: { handler: ./handlers/crm.ts, environment: { CRM: ${ENVIRONMENT} } } }
  tickets: { http: { url: "https://tickets.example.com/new", auth: { apiKey: { header: X-Key, secret: { env: TICKETS } } } } }
routes:
  ended: { events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox, crm, tickets] }
`;

const COMMANDS = [
  'whoami',
  'validate',
  'graph --format json',
  'plan',
  'plan --json',
  'plan --format markdown',
  'apply --auto-approve',
  'apply --auto-approve --json',
  'plan --out plan.json',
  'apply plan.json --auto-approve',
  'drift',
  'drift --json',
  'sandbox emit acd.end --json',
  'status',
  'status --json',
  'doctor',
  'doctor --json',
  'why --last',
  'rule test --sample acd.end --json',
  'queue list --json',
  'rule list --live --json',
  'rule explain ended --json',
  'export',
  'export --json',
  'export --create',
  'redrive ended --dry-run',
  'replay --route ended --from 1h --dry-run --json',
  'processor logs crm --all --json',
  'processor build crm --json',
  'tail --for 1s',
  'unlock',
  'sandbox journal --json',
  'destroy --json',
  'destroy --auto-approve --force',
];

/** All that a run prints: past the checks of other tests, for what it debugs has stack traces. */
async function printed(
  folder: string,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const given = { ...environmentIn(folder), ...env };
  const { stdout, stderr } = await runHosted({
    args: command.split(' '),
    cwd: folder,
    env: given,
    input: '',
  });
  return stdout + stderr;
}

/** The files of a folder and below, but for those of some names. */
function filesIn(folder: string, without: readonly string[]): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (without.includes(name)) return [];
    return statSync(path).isDirectory() ? filesIn(path, without) : [path];
  });
}

test('no secret is in what gcx prints or writes, with GENESYS_GCX_DEBUG too', async () => {
  const project = new Project(file);
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/crm.ts', 'export default async () => {};\n');
  const receiver = await startReceiver();
  afterThisTest(() => receiver.close());
  const server = await project.serve({ deliver: [`tickets.example.com=${receiver.origin}`] });
  const env = { ...server.env, GENESYS_GCX_SECRET_TICKETS: ENDPOINT };
  const secrets = Object.entries(env)
    .filter(([name]) => /SECRET|TOKEN/.test(name))
    .map(([, value]) => value);
  expect(secrets.length).toBeGreaterThan(2);
  const never = [...secrets, ...secrets.map((secret) => Buffer.from(secret).toString('base64')), ENVIRONMENT];
  const shows = (text: string) => never.filter((secret) => text.includes(secret));
  for (const command of COMMANDS) {
    const text = await printed(project.folder, command, { ...env, GENESYS_GCX_DEBUG: '1' });
    // Where nothing is wrong, doctor has nothing to say.
    if (command !== 'doctor') expect(text, command).not.toBe('');
    expect(shows(text), command).toEqual([]);
  }
  // The endpoint has it.
  expect(receiver.received.map(({ headers }) => headers['x-key'])).toContain(ENDPOINT);
  // Wrong credentials, and a service that is not there: what their errors quote.
  for (const wrong of [
    { AWS_SECRET_ACCESS_KEY: 'wrong-canary-0123456789abcdef' },
    { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong-canary-0123456789abcdef' },
    { AWS_SESSION_TOKEN: 'wrong-canary-0123456789abcdef' },
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_SESSION_TOKEN: 'wrong-canary-0123456789abcdef' },
    { HTTPS_PROXY: 'http://me:wrong-canary-0123456789abcdef@127.0.0.1:9', GENESYSCLOUD_GATEWAY_PORT: '9' },
  ]) {
    for (const command of ['plan', 'whoami --json', 'apply --auto-approve']) {
      const text = await printed(project.folder, command, {
        ...env,
        ...wrong,
        GENESYS_GCX_DEBUG: '1',
      });
      expect(text, command).not.toBe('');
      expect(text, command).not.toContain('wrong-canary');
      expect(shows(text), command).toEqual([]);
    }
  }
  await server.stop();
  // The sandbox's own state and the file hold the variables; a saved plan does as well, for its owner only.
  const written = filesIn(project.folder, ['.gcx-sandbox', '.genesysrc.yml', 'plan.json']);
  for (const path of written) expect(shows(readFileSync(path, 'latin1')), path).toEqual([]);
  const plan = readFileSync(join(project.folder, 'plan.json'), 'utf8');
  for (const secret of secrets) expect(plan).not.toContain(secret);
});
