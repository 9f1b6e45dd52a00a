// Writes a plan as a note on the merge request of a GitLab pipeline: node gitlab-note.mjs plan.md plan.log
// Plain Node.js, without dependencies. Without a merge request or GCX_GITLAB_TOKEN it says so, and does nothing.
import { existsSync, readFileSync } from 'node:fs';
import { quotedLog } from './report.mjs';

/** Characters of a note, less what stands around a quoted log. */
const NOTE_CHARACTERS = 900_000;

const [markdownFile, logFile] = process.argv.slice(2);
const env = process.env;
try {
  process.stdout.write(`${await writeNote()}\n`);
} catch (error) {
  process.stderr.write(
    `gcx: the note was not written: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

async function writeNote() {
  const merge = env.CI_MERGE_REQUEST_IID;
  if (!merge) return 'gcx: this pipeline is of no merge request, so there is no note.';
  if (!env.GCX_GITLAB_TOKEN) {
    return 'gcx: there is no GCX_GITLAB_TOKEN (merge requests from forks get none), so there is no note; plan.md is an artifact of this job.';
  }
  const marker = `<!-- gcx-note plan ${encodeURIComponent(env.GENESYS_GCX_ENV ?? 'default').replaceAll('-', '%2D')} -->`;
  const body = `${marker}\n\n${contentOf().slice(0, NOTE_CHARACTERS)}\n\n[Job](${env.CI_JOB_URL}), commit ${(env.CI_COMMIT_SHA ?? '').slice(0, 8)}\n`;
  const notes = `projects/${env.CI_PROJECT_ID}/merge_requests/${merge}/notes`;
  const { body: me } = await call('GET', 'user');
  const own = (await all(notes)).find((each) => each.author.id === me.id && each.body.startsWith(marker));
  if (own === undefined) await call('POST', notes, { body });
  else await call('PUT', `${notes}/${own.id}`, { body });
  return `gcx: the note on merge request !${merge} was ${own === undefined ? 'written' : 'renewed'}.`;
}

/** The plan, or what gcx said where it came to none. */
function contentOf() {
  if (markdownFile !== undefined && existsSync(markdownFile))
    return readFileSync(markdownFile, 'utf8').trimEnd();
  const log = logFile !== undefined && existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  return `### gcx plan: failed (${env.GENESYS_GCX_ENV ?? 'default'})\n\n${quotedLog(log.trim())}`;
}

async function all(path) {
  const found = [];
  for (let page = '1'; page; ) {
    const { body, headers } = await call('GET', `${path}?per_page=100&page=${page}`);
    found.push(...body);
    page = headers.get('x-next-page') ?? '';
  }
  return found;
}

async function call(method, path, body) {
  const response = await fetch(`${env.CI_API_V4_URL}/${path}`, {
    method,
    headers: { 'private-token': env.GCX_GITLAB_TOKEN, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(
      `GitLab answered ${response.status} to ${method} ${path}. GCX_GITLAB_TOKEN needs the scope api and the role Reporter.`,
    );
  }
  return { body: await response.json(), headers: response.headers };
}
