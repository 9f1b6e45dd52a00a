import { createHash } from 'node:crypto';
import { environmentName, placeFlags } from './action-inputs.mjs';
import { GitHub } from './github-api.mjs';
import { isOurs } from './pull-request-comment.mjs';
import { markerOf, reportBody } from './report.mjs';
import { runGcx } from './run-gcx.mjs';

const OUTCOMES = { 0: 'no-drift', 2: 'drift', 3: 'denied' };

/** Looks for drift: one issue is open while there is some. The job fails only where gcx could not tell. */
export async function driftMode(run) {
  const { inputs, trigger, runner, env } = run;
  if (!trigger.trusted) {
    runner.annotate('error', `Nothing is read. ${trigger.why}`);
    runner.setOutputs({ outcome: 'failed', 'exit-code': '3' });
    return 3;
  }
  const outcome = await runGcx(run, ['drift', ...placeFlags(inputs)]);
  const { code } = outcome;
  runner.setOutputs({ 'exit-code': String(code), outcome: OUTCOMES[code] ?? 'failed' });
  const body = reportBody('drift', run, outcome);
  runner.addSummary(body);
  if (code !== 0 && code !== 2) {
    runner.annotate(
      'error',
      `gcx drift (${environmentName(inputs)}) could not tell: exit code ${code}. An open issue stays as it is.`,
    );
    return code;
  }
  if (!inputs.issue) return code;
  const github = new GitHub({ token: inputs.token, repository: trigger.repository, env });
  await (code === 2 ? found(github, run, outcome, body) : gone(github, run));
  return 0;
}

/** Opens the issue, or brings the open one up to date where something else drifted. */
async function found(github, { inputs, trigger, runner }, { markdown = '' }, body) {
  const [open, ...others] = await ours(github, inputs);
  const marked = body.replace('\n', `\n<!-- ${digest(markdown)} -->\n`);
  if (open === undefined) {
    const { number } = await github.call('POST', 'issues', {
      title: `gcx: drift in ${environmentName(inputs)}`,
      body: marked,
      ...(inputs.labels.length === 0 ? {} : { labels: inputs.labels }),
    });
    runner.setOutputs({ 'issue-number': String(number) });
    return;
  }
  if (!open.body.includes(`<!-- ${digest(markdown)} -->`)) {
    await github.call('PATCH', `issues/${open.number}`, { body: marked });
    await github.call('POST', `issues/${open.number}/comments`, {
      body: `What drifted has changed: the description shows it as of [this run](${trigger.runUrl}).`,
    });
  }
  for (const { number } of others) {
    await close(github, number, `Closed: #${open.number} tells the same.`);
  }
  runner.setOutputs({ 'issue-number': String(open.number) });
}

async function gone(github, { inputs, trigger }) {
  for (const { number } of await ours(github, inputs)) {
    await close(github, number, `The drift is gone, as of [this run](${trigger.runUrl}).`);
  }
}

async function close(github, number, body) {
  await github.call('POST', `issues/${number}/comments`, { body });
  await github.call('PATCH', `issues/${number}`, { state: 'closed', state_reason: 'completed' });
}

/** The open issues of this environment that this token opened, the oldest first. */
async function ours(github, inputs) {
  const login = await github.login();
  const open = await github.all(`issues?state=open&creator=${encodeURIComponent(login)}`);
  return open
    .filter((each) => each.pull_request === undefined && isOurs(each, login, markerOf('drift', inputs)))
    .sort((a, b) => a.number - b.number);
}

function digest(text) {
  return `drift ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
