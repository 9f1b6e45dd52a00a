import { readFileSync } from 'node:fs';

/** Events that give secrets to a run that somebody from outside can start or feed. */
const OUTSIDE = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion_comment',
]);

/**
 * What started this run, and whether it may have secrets.
 *
 * Runs of `pull_request` from a fork get no secrets and a read-only token, and so do those that Dependabot starts
 * (https://docs.github.com/en/actions/reference/security/secure-use, "Troubleshooting Dependabot on GitHub Actions").
 */
export function triggerOf(env) {
  const event = env.GITHUB_EVENT_NAME ?? '';
  const repository = env.GITHUB_REPOSITORY ?? '';
  const payload = payloadOf(env.GITHUB_EVENT_PATH);
  const pull = event === 'pull_request' ? payload.pull_request : undefined;
  const server = env.GITHUB_SERVER_URL || 'https://github.com';
  const run = {
    event,
    repository,
    sha: pull?.head?.sha ?? env.GITHUB_SHA ?? '',
    runUrl: `${server}/${repository}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
    runNumber: env.GITHUB_RUN_NUMBER ?? '',
    ...(pull === undefined ? {} : { pull: { number: pull.number, head: pull.head?.sha ?? '' } }),
  };
  if (OUTSIDE.has(event)) {
    return {
      ...run,
      trusted: false,
      refused: `gcx does not run on ${event}: anybody can start such a run, and it has the secrets of the repository. Use pull_request, push, schedule or workflow_dispatch.`,
    };
  }
  const why = whyNotTrusted(pull, repository, env.GITHUB_ACTOR);
  return why === undefined ? { ...run, trusted: true } : { ...run, trusted: false, why };
}

function whyNotTrusted(pull, repository, actor) {
  if (pull === undefined) return undefined;
  const from = pull.head?.repo?.full_name;
  if (from?.toLowerCase() !== repository.toLowerCase()) {
    return `This pull request comes from ${from === undefined ? 'a fork that is gone' : `the fork ${from}`}. Runs of forks get no secrets: the file is only checked (gcx validate), nothing is planned, and there is no comment. A maintainer who trusts the change can push it to a branch of ${repository}.`;
  }
  if (actor === 'dependabot[bot]') {
    return `Dependabot started this run. Such runs get no secrets: the file is only checked (gcx validate), nothing is planned, and there is no comment.`;
  }
  return undefined;
}

function payloadOf(file) {
  return file === undefined || file === '' ? {} : JSON.parse(readFileSync(file, 'utf8'));
}
