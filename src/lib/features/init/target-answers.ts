import type { Asker } from '../../base/terminal/asker.js';
import type { TargetChoice } from '../../engine/targets/kind.js';
import { targetChoices } from '../../engine/targets/list.js';
import type { TargetAnswer } from './answers.js';
import { targetAnswer } from './target-answer.js';

/** Asks for targets, one after another. */
export async function askTargets(asker: Asker, project: string): Promise<readonly TargetAnswer[]> {
  const taken: TargetAnswer[] = [];
  do {
    taken.push(await askTarget(asker, project));
  } while (await asker.confirm('Another target?', false));
  return taken;
}

async function askTarget(asker: Asker, project: string): Promise<TargetAnswer> {
  const choice = await asker.choose(
    'Where should these events go?',
    targetChoices().map((each) => ({ value: each, name: each.offered, description: each.description })),
  );
  return targetAnswer(choice, await asker.text(question(choice), answerOptions(choice, project)));
}

function question({ by, makes }: TargetChoice): string {
  if (by === 'arn') return 'Its ARN';
  return makes ? 'A name for it' : 'Its name';
}

function answerOptions(choice: TargetChoice, project: string): Parameters<Asker['text']>[1] {
  const standard = choice.standard?.(project);
  return {
    ...(standard === undefined ? {} : { standard }),
    problem: choice.by === 'arn' ? arnProblem : nameProblem,
  };
}

function arnProblem(text: string): string | undefined {
  return /^arn:/.test(text) ? undefined : 'An ARN begins with arn:';
}

function nameProblem(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(text) ? undefined : 'Letters, digits, - and _, at most 80.';
}
