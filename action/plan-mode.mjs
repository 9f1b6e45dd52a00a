import { join } from 'node:path';
import { environmentName, placeFlags } from './action-inputs.mjs';
import { GitHub } from './github-api.mjs';
import { writeComment } from './pull-request-comment.mjs';
import { failureMarkdown, markerOf, reportBody } from './report.mjs';
import { annotateWith, runGcx } from './run-gcx.mjs';

const OUTCOMES = { 0: 'no-changes', 2: 'changes', 3: 'denied', 5: 'refused' };

/** Plans, says so in the summary and on the pull request, and saves the plan for mode apply. */
export async function planMode(run) {
  const { inputs, trigger, runner } = run;
  if (!trigger.trusted) return checkOnly(run);
  const file = join(inputs.temp, 'gcx-plan.json');
  const flags = [...placeFlags(inputs), ...inputs.allow];
  const outcome = await runGcx(run, ['plan', '--out', file, '--detailed-exitcode', ...flags]);
  const { code } = outcome;
  if (code === 1) await annotateWith(run, ['validate', '--format', 'github', ...placeFlags(inputs)]);
  const good = code === 0 || code === 2;
  const saved = good && (inputs.savePlan === '' ? trigger.pull === undefined : inputs.savePlan === 'true');
  runner.setOutputs({
    'exit-code': String(code),
    outcome: OUTCOMES[code] ?? 'failed',
    'save-plan': String(saved),
    ...(good ? { 'plan-file': file } : {}),
  });
  const body = reportBody('plan', run, outcome);
  runner.addSummary(body);
  if (trigger.pull !== undefined && inputs.comment) await comment(run, body);
  if (!good)
    runner.annotate(
      'error',
      `gcx plan (${environmentName(inputs)}) ended with exit code ${code}: see the summary.`,
    );
  return good ? 0 : code;
}

async function comment({ inputs, trigger, runner, env }, body) {
  const github = new GitHub({ token: inputs.token, repository: trigger.repository, env });
  const url = await writeComment(github, trigger.pull, markerOf('plan', inputs), body);
  if (url === undefined) runner.annotate('notice', 'A newer commit was pushed: its run writes the comment.');
  else runner.setOutputs({ 'comment-url': url });
}

/** Without secrets nothing can be read from Genesys Cloud or AWS: the file is checked offline. */
async function checkOnly(run) {
  const { inputs, trigger, runner } = run;
  const { sandbox: _, ...place } = inputs;
  const flags = placeFlags(place);
  const outcome = await runGcx(run, ['validate', ...flags], { markdown: false });
  if (outcome.code !== 0) await annotateWith(run, ['validate', '--format', 'github', ...flags]);
  const checked = `### gcx: file checked, nothing planned (${environmentName(inputs)})\n\n${trigger.why}\n`;
  runner.addSummary(
    outcome.code === 0 ? checked : `${failureMarkdown('validate', inputs, outcome)}\n${trigger.why}\n`,
  );
  runner.setOutputs({
    'exit-code': String(outcome.code),
    outcome: outcome.code === 0 ? 'validated' : 'failed',
    'save-plan': 'false',
  });
  return outcome.code;
}
