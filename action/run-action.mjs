import { actionInputs } from './action-inputs.mjs';
import { applyMode } from './apply-mode.mjs';
import { driftMode } from './drift-mode.mjs';
import { planMode } from './plan-mode.mjs';
import { Runner } from './runner.mjs';
import { setUp } from './set-up.mjs';
import { triggerOf } from './trigger.mjs';

const MODES = { setup: setupMode, plan: planMode, apply: applyMode, drift: driftMode };

/**
 * One step of a workflow.
 * @param env what the runner says, and the inputs as action.yml hands them over
 * @param host `write` is the log of the step, which the runner reads; `start` runs gcx
 * @returns the exit code of the step: that of gcx where it did not do what the mode is for
 */
export async function runAction(env, { write, start }) {
  const runner = new Runner(env, write);
  const inputs = actionInputs(env);
  const mode = Object.hasOwn(MODES, inputs.mode) ? MODES[inputs.mode] : undefined;
  if (mode === undefined) {
    runner.annotate('error', `mode is "${inputs.mode}": it must be one of ${Object.keys(MODES).join(', ')}.`);
    return 64;
  }
  try {
    const trigger = triggerOf(env);
    runner.setOutputs({ trusted: String(trigger.trusted) });
    if (trigger.refused !== undefined) {
      runner.annotate('error', trigger.refused);
      runner.setOutputs({ outcome: 'refused', 'exit-code': '5' });
      return 5;
    }
    if (!trigger.trusted) runner.annotate('notice', trigger.why);
    const gcx = setUp(inputs, env);
    runner.addPath(gcx.bin);
    return await mode({ env, inputs, trigger, gcx, runner, start });
  } catch (error) {
    runner.annotate('error', error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Makes gcx ready for the steps that follow; the other modes do the same on their own. */
function setupMode({ gcx, runner }) {
  runner.printLog('gcx', `gcx is ready: ${gcx.file}\n`);
  return 0;
}
