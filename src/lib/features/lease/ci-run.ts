type Env = Readonly<Record<string, string | undefined>>;

/** Where the CI systems say that a run is shown; the first that has all its variables counts. */
const RUNS: readonly ((env: Env) => string | undefined)[] = [
  // docs.github.com, "Variables reference"
  (env) =>
    joined(env, ({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID }) => [
      GITHUB_SERVER_URL,
      GITHUB_REPOSITORY,
      'actions/runs',
      GITHUB_RUN_ID,
    ]),
  // docs.gitlab.com, "Predefined CI/CD variables"
  (env) => env['CI_JOB_URL'],
  // support.atlassian.com, "Variables and secrets"
  (env) =>
    joined(env, ({ BITBUCKET_GIT_HTTP_ORIGIN, BITBUCKET_BUILD_NUMBER }) => [
      BITBUCKET_GIT_HTTP_ORIGIN,
      'pipelines/results',
      BITBUCKET_BUILD_NUMBER,
    ]),
  // learn.microsoft.com, "Use predefined variables"
  (env) => {
    const { SYSTEM_COLLECTIONURI: server, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: id } = env;
    if (!server || !project || !id) return undefined;
    return `${server.replace(/\/$/, '')}/${encodeURIComponent(project)}/_build/results?buildId=${id}`;
  },
  (env) => env['CIRCLE_BUILD_URL'],
  (env) => env['BUILDKITE_BUILD_URL'],
  // jenkins.io, "Building a software project"
  (env) => env['BUILD_URL'],
  // docs.aws.amazon.com/codebuild, "Environment variables in build environments"
  (env) => env['CODEBUILD_BUILD_ARN'],
];

/** Where the CI run is shown that gcx runs in; undefined where it runs in none that says so. */
export function ciRun(env: Env): string | undefined {
  for (const runOf of RUNS) {
    const run = runOf(env);
    if (run) return run;
  }
  return undefined;
}

function joined(env: Env, parts: (env: Env) => readonly (string | undefined)[]): string | undefined {
  const given = parts(env);
  return given.every(Boolean) ? given.join('/') : undefined;
}
