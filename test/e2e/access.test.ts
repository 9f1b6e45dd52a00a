import { describe, expect, test } from 'vitest';
import { documentOf, head, type Outcome, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board] }
`;
const secrets = { GENESYSCLOUD_OAUTHCLIENT_ID: 'e2e-client', AWS_SESSION_TOKEN: 'e2e-session-token-4713' };

/** The sandbox's own secret is that of both sides. */
function withoutSecrets(outcome: Outcome, { AWS_SECRET_ACCESS_KEY = '' }: Record<string, string>): Outcome {
  expect(AWS_SECRET_ACCESS_KEY.length).toBeGreaterThan(20);
  for (const secret of [AWS_SECRET_ACCESS_KEY, secrets.AWS_SESSION_TOKEN]) {
    expect(outcome.stdout + outcome.stderr).not.toContain(secret);
    expect(outcome.stdout + outcome.stderr).not.toContain(Buffer.from(secret).toString('base64'));
  }
  return outcome;
}

describe('who may do what', () => {
  const project = new Project(file);

  /** Applies with real-looking credentials where the services do as `faults` say; nothing may have changed. */
  async function refused(faults: readonly string[], env: Record<string, string> = {}) {
    const server = await project.serve({ faults });
    const outcomes: Outcome[] = [];
    const writes = await project.writesOf(async () => {
      const options = { env: { ...server.env, ...secrets, ...env } };
      // One after the other: of two at once, one is refused for the other's lease.
      for (const command of ['apply --auto-approve', 'apply --auto-approve --json'])
        outcomes.push(await project.gcx(command, options));
    });
    await server.stop();
    const [text, json] = outcomes.map((outcome) => withoutSecrets(outcome, server.env));
    if (text === undefined || json === undefined) throw new Error('Nothing was run.');
    expect(writes).toEqual([]);
    expect(text.stdout).toBe('');
    expect(json.code).toBe(text.code);
    expect(documentOf(json).error.what).toEqual(expect.any(String));
    return { code: text.code, stderr: text.stderr };
  }

  test.each([
    [
      'a wrong Genesys secret',
      [],
      { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong' },
      3,
      /does not accept the OAuth client[\s\S]*GENESYSCLOUD_OAUTHCLIENT_SECRET/,
    ],
    ['no Genesys secret', [], { GENESYSCLOUD_OAUTHCLIENT_SECRET: '' }, 3, /GENESYSCLOUD_OAUTHCLIENT_SECRET/],
    [
      'no AWS credentials',
      [],
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' },
      3,
      /AWS[\s\S]*credentials/,
    ],
    ['wrong AWS credentials', ['sts:*:unauthorized'], {}, 3, /AWS does not accept the credentials/],
    [
      'no permission for queues',
      ['genesys:getRoutingQueues*:deny'],
      {},
      3,
      /lack the permission routing:queue:/,
    ],
    [
      'no permission for integrations',
      ['genesys:getIntegrations:deny'],
      {},
      3,
      /lack the permission integrations:integration:view/,
    ],
    ['no permission for rules', ['events:ListRules:deny'], {}, 3, /not allowed events:ListRules/],
    ['no permission for topics', ['sns:*:deny'], {}, 3, /not allowed sns:/],
    [
      'the wrong account',
      [],
      { AWS_ACCESS_KEY_ID: 'GCXSANDBOX999900001111' },
      5,
      /account 999900001111[\s\S]*not to account 111122223333[\s\S]*genesysrc\.yml:7/,
    ],
    [
      'the wrong organisation',
      [],
      { GENESYSCLOUD_OAUTHCLIENT_ID: 'sandbox-2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42' },
      5,
      /2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42[\s\S]*not to organization 6513270e[\s\S]*genesysrc\.yml:5/,
    ],
    ['no network to Genesys', [], { GENESYSCLOUD_GATEWAY_PORT: '1' }, 1, /127\.0\.0\.1/],
    [
      'no network to AWS',
      [],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      1,
      /127\.0\.0\.1:1|ECONNREFUSED|reach/,
    ],
    [
      'file and variable in conflict',
      [],
      { GENESYSCLOUD_REGION: 'us-east-1' },
      1,
      /GENESYSCLOUD_REGION[\s\S]*mypurecloud\.ie/,
    ],
  ])('%s: its message and exit code; nothing changed', async (_, faults, env, code, words) => {
    const outcome = await refused(faults, env);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.code).toBe(code);
  });

  test('whoami names the permissions that are missing, exit 3', async () => {
    project.write('seed.yml', 'deniedPermissions: ["integrations:integration:add", "routing:queue:view"]\n');
    const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
    const env = { ...server.env, ...secrets };
    const { code, stdout } = withoutSecrets(await project.gcx('whoami', { env }), env);
    await server.stop();
    expect(code).toBe(3);
    expect(stdout).toContain('integrations:integration:add');
    expect(stdout).toContain('routing:queue:view');
    expect(stdout).not.toContain('integrations:integration:delete');
    expect(stdout).toContain('111122223333');
  });

  test('a throttled service: it takes longer, and is done', async () => {
    await project.gcx('sandbox reset --forget-seed');
    const slow = await project.serve({
      faults: ['events:*:throttle:4', 'genesys:*:throttle:2', 'sns:*:throttle:3'],
    });
    const env: Record<string, string> = { ...slow.env, ...secrets };
    expect(withoutSecrets(await project.gcx('apply --auto-approve', { env }), env).code).toBe(0);
    const saved = await project.gcx('plan --out plan.json --detailed-exitcode', { env });
    expect(saved.code).toBe(0);
    for (const secret of [...Object.values(secrets), env['AWS_SECRET_ACCESS_KEY'] ?? 'missing']) {
      expect(project.read('plan.json')).not.toContain(secret);
    }
    await slow.stop();
  });
});
