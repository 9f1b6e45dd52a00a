import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentName } from './action-inputs.mjs';
import { reportBody } from './report.mjs';
import { runGcx } from './run-gcx.mjs';

const OUTCOMES = { 0: 'applied', 3: 'denied', 4: 'in-part', 5: 'refused', 130: 'interrupted' };

/** Carries out the plan that was saved and approved, and no other. */
export async function applyMode(run) {
  const { inputs, trigger, runner } = run;
  if (!trigger.trusted) {
    runner.annotate('error', `Nothing is applied. ${trigger.why}`);
    runner.setOutputs({ outcome: 'refused', 'exit-code': '5' });
    return 5;
  }
  const file = inputs.planFile === '' ? join(inputs.temp, 'gcx-plan', 'gcx-plan.json') : inputs.planFile;
  if (!existsSync(file)) {
    throw new Error(
      `There is no saved plan at ${file}. A job before this one has to run the action with mode: plan, for the same environment.`,
    );
  }
  const outcome = await runGcx(run, ['apply', file, '--auto-approve']);
  const { code } = outcome;
  runner.setOutputs({ 'exit-code': String(code), outcome: OUTCOMES[code] ?? 'failed' });
  runner.addSummary(reportBody('apply', run, outcome));
  if (code !== 0) {
    runner.annotate(
      'error',
      `gcx apply (${environmentName(inputs)}) ended with exit code ${code}: see the summary.${code === 5 || code === 4 ? ' Run all jobs of this workflow again, for a new plan.' : ''}`,
    );
  }
  return code;
}
