import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { environmentIn, head, Project } from './gcx.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = `${head()}targets: { inbox: { sqs: { create: inbox } } }
routes: { all: { events: [conversation.acd.end], targets: [inbox] } }
`;
const SECRETS = { key: 'abcdefghijklmnopqrstuv0123456789', token: 'tokentokentoken0123456789' };

/** Runs gcx in a process of its own: Node reads source maps only from its start on. */
async function gcx(project: Project, args: string, env: Readonly<Record<string, string>>) {
  const given = { ...environmentIn(project.folder), ...env };
  const program = [join(root, 'bin/gcx.js'), ...args.split(' ')];
  return promisify(execFile)(process.execPath, program, { cwd: project.folder, env: given }).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      status: code,
      stdout,
      stderr,
    }),
  );
}

/** The places in the sources that a text names. Each is there, and has code on its line. */
function placesIn(text: string): readonly string[] {
  const places = [...text.matchAll(/\((src\/[\w./-]+\.ts):(\d+):\d+\)/g)];
  for (const [, path = '', line = ''] of places) {
    expect(existsSync(join(root, path)), path).toBe(true);
    const code = readFileSync(join(root, path), 'utf8').split('\n')[Number(line) - 1] ?? '';
    expect(code.trim(), `${path}:${line}`).toMatch(/\w/);
  }
  return places.map(([, path = '']) => path);
}

describe('GENESYS_GCX_DEBUG=1', () => {
  test('a call that fails: what, and the chain of causes with places in the sources, without secrets', async () => {
    const project = new Project(file);
    const nowhere = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: SECRETS.key,
      GENESYSCLOUD_ACCESS_TOKEN: SECRETS.token,
      GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
      GENESYSCLOUD_GATEWAY_HOST: '127.0.0.1',
      GENESYSCLOUD_GATEWAY_PORT: '9',
    };
    const { status, stdout, stderr } = await gcx(project, 'plan', { ...nowhere, GENESYS_GCX_DEBUG: '1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nGcxError \[network-unreachable\]: .*\n {4}where: /);
    expect(stderr).toMatch(/\nCaused by: .*ECONNREFUSED/);
    expect(placesIn(stderr)).toEqual(expect.arrayContaining(['src/commands/plan.ts']));
    expect(placesIn(stderr).some((path) => path.startsWith('src/lib/clients/'))).toBe(true);
    for (const secret of Object.values(SECRETS)) expect(stdout + stderr).not.toContain(secret);

    for (const off of ['', '0']) {
      const quiet = await gcx(project, 'plan', { ...nowhere, GENESYS_GCX_DEBUG: off });
      expect(quiet.stderr).not.toMatch(/^\s+at /m);
      expect(quiet.stderr).not.toContain('Caused by');
    }
  });

  test('what failed in an apply, each with its change; stdout is as ever', async () => {
    const project = new Project(file);
    const server = await project.serve({ faults: ['sqs:CreateQueue:deny'] });
    try {
      const loud = await gcx(project, 'apply --sandbox --auto-approve', { GENESYS_GCX_DEBUG: '1' });
      expect(loud.status, loud.stderr).toBe(4);
      expect(loud.stderr).toMatch(/^sqs-queue:\S*inbox: GcxError \[aws-access-denied\]/m);
      expect(loud.stderr).toContain('\nCaused by: AccessDenied');
      expect(placesIn(loud.stderr)).toEqual(expect.arrayContaining(['src/lib/clients/aws/caller.ts']));
      expect(loud.stdout).not.toMatch(/^\s+at /m);
      const quiet = await gcx(project, 'apply --sandbox --auto-approve', {});
      expect(quiet.stderr).not.toMatch(/^\s+at |Caused by/m);
    } finally {
      await server.stop();
    }
  });

  test('which entries of a call in part failed is told by the report itself', async () => {
    const project = new Project(
      file
        .replace('[inbox] } }', '[inbox, board] } }')
        .replace(' } }\nroutes', ' }, board: { sns: { create: board } } }\nroutes'),
    );
    const server = await project.serve({ faults: ['events:PutTargets:failed-entries'] });
    try {
      const { status, stdout } = await gcx(project, 'apply --sandbox --auto-approve', {});
      expect(status, stdout).toBe(4);
      expect(stdout).toMatch(
        /rule shop-all-1\n.*events:PutTargets[^\n]*\n\s+target inbox: [\s\S]*?\(\w+\)\n\s+target board: /,
      );
      const { stdout: json } = await gcx(project, 'apply --sandbox --auto-approve --json', {});
      const failed = JSON.parse(json).report.results.find(
        (each: { outcome: string }) => each.outcome === 'failed',
      );
      expect(failed.error.details.join('\n')).toMatch(/^target \S+: .*\(\w+\)/m);
    } finally {
      await server.stop();
    }
  });

  test('a file that cannot be read, as well', async () => {
    const project = new Project(file);
    const { stderr } = await gcx(project, 'apply nothing.json --auto-approve', { GENESYS_GCX_DEBUG: '1' });
    expect(stderr).toContain('GcxError [no-saved-plan]');
    expect(stderr).toMatch(/\nCaused by: Error: ENOENT: no such file or directory, open 'nothing\.json'/);
    placesIn(stderr);
  });
});
