import { isAbsolute, join, posix, resolve } from 'node:path';

/** The inputs of action.yml, as its step hands them over: `GCX_ACTION_NAME`. */
export function actionInputs(env) {
  const text = (name) => (env[`GCX_ACTION_${name}`] ?? '').trim();
  const workspace = env.GITHUB_WORKSPACE || process.cwd();
  const folder = text('WORKING_DIRECTORY') || '.';
  const environment = text('ENVIRONMENT');
  const config = text('CONFIG');
  return {
    mode: text('MODE'),
    environment,
    config,
    folder: resolve(workspace, folder),
    sandbox: text('SANDBOX') === 'true',
    allow: text('ALLOW').split(/\s+/).filter(Boolean),
    comment: text('COMMENT') !== 'false',
    savePlan: text('SAVE_PLAN'),
    planFile: planFile(text('PLAN_FILE'), resolve(workspace, folder)),
    issue: text('ISSUE') !== 'false',
    labels: text('ISSUE_LABELS')
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean),
    token: text('TOKEN'),
    temp: env.RUNNER_TEMP || resolve(workspace, '.gcx-temp'),
    /** What one environment of one file is called, in markers. */
    key: [posix.normalize(folder.replaceAll('\\', '/')), config, environment].map(encoded).join('/'),
  };
}

/** The flags of gcx that say which file and environment. */
export function placeFlags({ environment, config, sandbox }) {
  return [
    ...(config === '' ? [] : ['--config', config]),
    ...(environment === '' ? [] : ['--env', environment]),
    ...(sandbox ? ['--sandbox'] : []),
  ];
}

/** What an environment is called in titles: `production`, or `default` where the file has none. */
export function environmentName({ environment }) {
  return environment === '' ? 'default' : environment;
}

function planFile(file, folder) {
  if (file === '') return '';
  return isAbsolute(file) ? file : join(folder, file);
}

/** Letters and digits stay; no `--` can end the HTML comment that it stands in. */
function encoded(text) {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}
