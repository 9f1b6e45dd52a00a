import type { StepData } from '../change/step.js';
import { doorOf } from './list.js';

/** A step as its API call, with the targets that it puts or removes, e.g. `events:PutTargets (inbox, board)`. */
function stepInWords(step: StepData): string {
  const { does, detail } = doorOf(step);
  const more = detail?.(step) ?? '';
  return more === '' ? does : `${does} (${more})`;
}

/** The steps of a change that failed and how each went: `made` of them were done, then one failed. */
export function stepsInWords(
  steps: readonly StepData[],
  made: number,
): readonly { readonly call: string; readonly outcome: 'done' | 'failed' | 'not-made' }[] {
  return steps.map((step, index) => ({
    call: stepInWords(step),
    outcome: index < made ? 'done' : index === made ? 'failed' : 'not-made',
  }));
}
