import { afterEach, describe, expect, it } from 'vitest';
import { type Received, type Reply, startServer, type TestServer } from '../unit/base/net/test-server.js';
import { run as gcx, head, type Outcome, Project } from './gcx.js';

const secrets = { genesys: 'genesys-secret-of-the-test', aws: 'aws-secret-key-of-the-test' };

const smallFile = `${head()}targets:
  inbox: { sqs: { create: events-inbox } }
routes:
  sales:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    targets: [inbox]
`;

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const home = { name: 'Home' };
const role = (
  ...policies: readonly { domain: string; entityName: string; actions: readonly string[] }[]
) => ({
  grants: [{ division: home, role: { name: 'gcx', policies } }],
});
const everything = role(
  { domain: 'routing', entityName: 'queue', actions: ['*'] },
  { domain: 'integrations', entityName: 'integration', actions: ['*'] },
);

/** Both sides on one server; replies by path, else what works. */
async function sides(replies: Readonly<Record<string, Reply>> = {}): Promise<Record<string, string>> {
  const server = await startServer((request: Received): Reply => {
    const own = replies[request.path];
    if (own !== undefined) return own;
    switch (request.path) {
      case '/oauth/token':
        return { json: { access_token: 'token-of-the-test', expires_in: 3_600 } };
      case '/api/v2/organizations/me':
        return { json: { id: '6513270e-269e-4d37-b2a7-4de452e6b438', name: 'Acme' } };
      case '/api/v2/tokens/me':
        return { json: { OAuthClient: { id: 'client-1' } } };
      case '/api/v2/authorization/subjects/me':
        return { json: everything };
      default:
        return {
          headers: { 'content-type': 'text/xml' },
          text: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/ci</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
        };
    }
  });
  open.push(server);
  return {
    GENESYSCLOUD_OAUTHCLIENT_ID: 'client-1',
    GENESYSCLOUD_OAUTHCLIENT_SECRET: secrets.genesys,
    GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
    GENESYSCLOUD_GATEWAY_HOST: '127.0.0.1',
    GENESYSCLOUD_GATEWAY_PORT: String(server.port),
    AWS_ACCESS_KEY_ID: 'AKIDTEST',
    AWS_SECRET_ACCESS_KEY: secrets.aws,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.port}`,
  };
}

/** What every run keeps to. */
function expectClean(run: Outcome): void {
  const text = run.stdout + run.stderr;
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  expect(text).not.toContain('token-of-the-test');
  expect(text).not.toMatch(/\n\s+at /);
  expect(text).not.toContain('NodeDeprecationWarning');
}

describe('gcx whoami', () => {
  it('shows both sides, as the file says', async () => {
    const run = await gcx(['whoami'], { cwd: new Project(smallFile).folder, env: await sides() });
    expect(run.stdout).toContain('Acme, 6513270e-269e-4d37-b2a7-4de452e6b438, as in the file');
    expect(run.stdout).toContain('gcx, in Home');
    expect(run.stdout).toContain('all that gcx needs');
    expect(run.stdout).toContain('111122223333, as in the file');
    expect(run.code).toBe(0);
    expectClean(run);
  });

  it('ends with 3 where a permission is missing, and names it', async () => {
    const env = await sides({
      '/api/v2/authorization/subjects/me': {
        json: role({ domain: 'routing', entityName: 'queue', actions: ['view'] }),
      },
    });
    const run = await gcx(['whoami', '--json'], { cwd: new Project(smallFile).folder, env });
    expect(run.code).toBe(3);
    const { genesys } = JSON.parse(run.stdout);
    expect(genesys.missing.map(({ permission }: { permission: string }) => permission)).toEqual([
      'routing:queue:search',
      'integrations:integration:view',
      'integrations:integration:add',
      'integrations:integration:edit',
      'integrations:integration:delete',
    ]);
    expectClean(run);
  });

  it('ends with 5 where the organisation is not the file’s', async () => {
    const env = await sides({ '/api/v2/organizations/me': { json: { id: 'other', name: 'Other' } } });
    const run = await gcx(['whoami'], { cwd: new Project(smallFile).folder, env });
    expect(run.code).toBe(5);
    expect(run.stdout).toContain('wrong: the file says 6513270e');
    expectClean(run);
  });

  it('ends with 3 where a side refuses the credentials, and still shows the other', async () => {
    const env = await sides({ '/oauth/token': { status: 401, json: { error: 'invalid_client' } } });
    const run = await gcx(['whoami'], { cwd: new Project(smallFile).folder, env });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('does not accept the OAuth client');
    expect(run.stdout).toContain('arn:aws:iam::111122223333:user/ci');
    expectClean(run);
  });

  it('ends with 1 where nothing answers', async () => {
    const env = {
      ...(await sides()),
      GENESYSCLOUD_GATEWAY_PORT: '1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    };
    const run = await gcx(['whoami'], { cwd: new Project(smallFile).folder, env });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('no connection to 127.0.0.1:1');
    expectClean(run);
  });

  it('works without a file, and says what is missing where there is nothing', async () => {
    const cwd = new Project().folder;
    const run = await gcx(['whoami'], { cwd, env: { ...(await sides()), GENESYSCLOUD_REGION: 'eu-west-1' } });
    expect(run.stdout).toContain('mypurecloud.ie');
    expect(run.code).toBe(0);
    const bare = await gcx(['whoami'], { cwd, env: { AWS_EC2_METADATA_DISABLED: 'true' } });
    expect(bare.code).toBe(3);
    expect(bare.stdout).toContain('export GENESYSCLOUD_OAUTHCLIENT_ID');
    expect(bare.stdout).toContain('export AWS_ACCESS_KEY_ID');
    expectClean(bare);
  });
});

describe('gcx queue, on the sandbox', () => {
  const cwd = new Project().folder;
  const run = (...argv: readonly string[]) => gcx([...argv, '--sandbox'], { cwd });

  it('gives the id of a name, alone for scripts', async () => {
    const { stdout, code } = await run('queue', 'lookup', 'Sales Support', '--id-only');
    expect(stdout).toBe('5affb229-7631-4992-b0ce-583505c6af07\n');
    expect(code).toBe(0);
  });

  it('gives several names in their order, as one JSON document', async () => {
    const { stdout } = await run('queue', 'lookup', 'Sales Support', 'Sales DE Nord', '--json');
    const { schemaVersion, queues } = JSON.parse(stdout);
    expect(schemaVersion).toBe(1);
    expect(queues.map(({ name }: { name: string }) => name)).toEqual(['Sales Support', 'Sales DE Nord']);
  });

  it('ends with 1 and near names for a name that fits none', async () => {
    const { stdout, stderr, code } = await run('queue', 'lookup', 'Salse Support');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('"Sales Support" in division "Sales", id 5affb229-7631-4992-b0ce-583505c6af07');
    expect(stderr).toContain('divisions of its roles');
  });

  it('ends with 1 and lists each queue of a name that several carry; a division narrows it', async () => {
    const several = await run('queue', 'lookup', 'Support', '--json');
    expect(several.code).toBe(1);
    expect(JSON.parse(several.stdout).error).toMatchObject({ code: 'queue-ambiguous' });
    const one = await run('queue', 'lookup', 'Support', '--division', 'Retail');
    expect(one.stdout).toMatch(/^\S{36} {2}Support {2}Retail\n$/);
  });

  it('lists by a part of the name and by division', async () => {
    const { stdout } = await run('queue', 'list', '--search', 'sales de*', '--division', 'DACH');
    expect(stdout.trim().split('\n')).toHaveLength(4);
    const none = await run('queue', 'list', '--search', 'nothing of the kind');
    expect(none).toMatchObject({ code: 1, stdout: '' });
  });
});
