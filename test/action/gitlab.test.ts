import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { afterThisFile } from '../clean-up.js';

interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  body: string;
}

/** Notes of one merge request, page by page (https://docs.gitlab.com/api/notes, https://docs.gitlab.com/api/rest/#pagination). */
async function fakeGitLab(notes: Note[]): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '/', 'http://x');
    const answer = (body: unknown, headers = {}) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    if (request.headers['private-token'] !== 'token-of-gitlab') {
      response.writeHead(401);
      return response.end('{}');
    }
    if (url.pathname === '/user') return answer({ id: 7 });
    expect(url.pathname).toMatch(/^\/projects\/42\/merge_requests\/5\/notes/);
    if (request.method === 'GET') {
      const page = Number(url.searchParams.get('page'));
      const more = page * 100 < notes.length;
      return answer(notes.slice((page - 1) * 100, page * 100), {
        'x-next-page': more ? String(page + 1) : '',
      });
    }
    const { body } = JSON.parse(text);
    const note = notes.find(({ id }) => id === Number(url.pathname.split('/').at(-1)));
    if (request.method === 'PUT' && note !== undefined) note.body = body;
    else notes.push({ id: notes.length + 1_000, author: { id: 7 }, body });
    return answer({});
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterThisFile(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function writeNote(cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [resolve('action/gitlab-note.mjs'), 'plan.md', 'plan.log'], {
    cwd,
    env,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((done) => child.once('close', done));
  return { code, output };
}

test('a plan is one note of the merge request, renewed; a failed one is quoted; without a token there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-gitlab-'));
  afterThisFile(() => rmSync(folder, { recursive: true, force: true }));
  const notes: Note[] = Array.from({ length: 150 }, (_, id) => ({
    id,
    author: { id: 7 },
    body: `No. ${id}`,
  }));
  notes.push({ id: 900, author: { id: 8 }, body: '<!-- gcx-note plan production -->\nof another bot' });
  const env = {
    CI_API_V4_URL: await fakeGitLab(notes),
    CI_PROJECT_ID: '42',
    CI_MERGE_REQUEST_IID: '5',
    CI_JOB_URL: 'https://gitlab.example/job/1',
    CI_COMMIT_SHA: '1234567890',
    GENESYS_GCX_ENV: 'production',
    GCX_GITLAB_TOKEN: 'token-of-gitlab',
  };
  writeFileSync(join(folder, 'plan.log'), 'Error: "evnts" is not known');
  expect(await writeNote(folder, env)).toMatchObject({ code: 0, output: expect.stringContaining('written') });
  const note = notes.at(-1);
  expect(note?.body).toMatch(
    /^<!-- gcx-note plan production -->\n[\s\S]*failed \(production\)[\s\S]*"evnts" is not known/,
  );
  writeFileSync(join(folder, 'plan.md'), '### gcx plan: shop (production)\n');
  expect(await writeNote(folder, env)).toMatchObject({ code: 0, output: expect.stringContaining('renewed') });
  expect(note?.body).toContain('### gcx plan: shop (production)');
  expect(notes).toHaveLength(152);
  expect(notes.at(-2)?.body).toContain('of another bot');

  const bad = await writeNote(folder, { ...env, GCX_GITLAB_TOKEN: 'wrong' });
  expect([bad.code, bad.output]).toEqual([1, expect.stringContaining('needs the scope api')]);
  expect(bad.output).not.toContain('wrong');
  const { GCX_GITLAB_TOKEN: _, ...fork } = env;
  expect(await writeNote(folder, fork)).toMatchObject({
    code: 0,
    output: expect.stringContaining('from forks get none'),
  });
});

test("GitLab's jobs: what they extend and need is there, and each environment has its own", () => {
  const jobs = parse(readFileSync('examples/ci/gitlab/gcx.gitlab-ci.yml', 'utf8'), { merge: true });
  const { stages, ...rest } = jobs;
  const named: [
    string,
    { extends?: string; needs?: string[]; environment?: { name: string }; stage?: string },
  ][] = Object.entries(rest);
  for (const [name, { extends: from, needs = [], stage }] of named) {
    if (from !== undefined) expect(jobs, name).toHaveProperty([from]);
    for (const need of needs) expect(jobs, name).toHaveProperty([need]);
    if (stage !== undefined) expect(stages).toContain(stage);
  }
  const real = named.filter(([name]) => !name.startsWith('.'));
  expect(real.map(([, { environment }]) => environment?.name)).toEqual([
    'staging-plan',
    'production-plan',
    'staging',
    'production',
    'staging-plan',
    'production-plan',
  ]);
  for (const job of ['.plan', '.apply']) expect(jobs[job].resource_group).toContain('$GENESYS_GCX_ENV');
});
