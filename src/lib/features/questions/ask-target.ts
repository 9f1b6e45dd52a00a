import { isJsonObject, type JsonValue } from '../../base/json.js';
import type { Asker, Choice } from '../../base/terminal/asker.js';
import type { Aws } from '../../clients/aws/model.js';
import type { TargetChoice } from '../../engine/targets/kind.js';
import { targetChoices } from '../../engine/targets/list.js';
import { parseArn } from '../../language/names/arn.js';
import type { TargetAnswer } from './answers.js';
import { askSubscribers } from './ask-subscribers.js';
import { type ExistingNames, existingNames } from './existing-names.js';
import { fieldProblem, keyProblem } from './field-problem.js';
import { partOf } from './interview.js';
import { subscriberKey, targetAnswer, withDetail, withRole } from './target-answer.js';

/** What a question about targets knows. */
export interface TargetGround {
  readonly project: string;
  /** Where the things that exist are listed from. Absent: their names are typed. */
  readonly aws?: Aws;
  /** Targets that were described already: they are offered again. */
  readonly known: readonly TargetAnswer[];
  /** What is wrong with a target in the file that it goes to; undefined where nothing is. */
  readonly check: (target: TargetAnswer) => string | undefined;
}

/** Asks for one target after another: at least one. */
export async function askTargets(asker: Asker, ground: TargetGround): Promise<readonly TargetAnswer[]> {
  const taken: TargetAnswer[] = [];
  for (;;) {
    const known = ground.known.filter((each) => !taken.includes(each));
    const part = partOf(asker, `target ${taken.length + 1}`);
    taken.push(await askTarget(part, { ...ground, known }, 'Where should these events go?'));
    if (!(await part.confirm('Add another target?', false))) return taken;
  }
}

/** Asks for one target: what kind, then its name, typed or from a list of those that exist. */
export async function askTarget(
  asker: Asker,
  ground: TargetGround,
  question: string,
  fits: (choice: TargetChoice) => boolean = () => true,
): Promise<TargetAnswer> {
  const choice = await asker.choose<Chosen>(question, [
    ...ground.known.map((target) => ({
      value: { target },
      name: `${target.name} (already described)`,
    })),
    ...targetChoices()
      .filter(fits)
      .map((choice) => ({ value: { choice }, name: choice.offered, description: choice.description })),
  ]);
  if ('target' in choice) return choice.target;
  const target = await askRole(
    asker,
    targetAnswer(
      choice.choice,
      await askDetails(asker, choice.choice, await askName(asker, choice.choice, ground), ground),
    ),
    ground,
  );
  if (choice.choice.subscribers !== true) return target;
  const subscribers = await askSubscribers(
    asker,
    (each, text, standard) =>
      askTarget(each, { ...ground, project: standard, known: [] }, text, canSubscribe),
    (taken) => ground.check({ ...target, subscribers: taken }),
  );
  return { ...target, subscribers };
}

type Chosen = { readonly target: TargetAnswer } | { readonly choice: TargetChoice };

function canSubscribe({ by, inFile }: TargetChoice): boolean {
  return by === 'name' && subscriberKey({ inFile: inFile('name') }) !== undefined;
}

async function askName(asker: Asker, choice: TargetChoice, ground: TargetGround): Promise<string> {
  const existing = await existingNames(choice, ground.aws);
  const listed = existing.kind === 'listed' ? existing.names : undefined;
  if (listed !== undefined && listed.length > 0) {
    const name = await asker.search<string | undefined>(whichOne(existing), (term) => [
      ...listed
        .filter((each) => each.toLowerCase().includes((term ?? '').toLowerCase()))
        .map((each): Choice<string | undefined> => ({ value: each, name: each })),
      { value: undefined, name: 'Enter a name or an ARN' },
    ]);
    if (name !== undefined) return name;
  }
  const standard = choice.standard?.(ground.project);
  const question =
    listed?.length === 0
      ? `None found in this account and region. ${typed(choice)}`
      : `${typed(choice)}${existing.kind === 'unlisted' && existing.why !== undefined ? ` (${existing.why})` : ''}`;
  return asker.text(question, {
    ...(standard === undefined ? {} : { standard }),
    problem: (text) => targetProblem(choice, text, ground),
  });
}

/** Asks for what belongs to a target beside its name, and puts it behind that. */
async function askDetails(
  asker: Asker,
  choice: TargetChoice,
  name: string,
  ground: TargetGround,
): Promise<string> {
  let text = name;
  for (let next = choice.next?.(text); next !== undefined; next = choice.next?.(text)) {
    const { word, question, standard, offered } = next;
    const said = text;
    const answer =
      offered === undefined
        ? await asker.text(question, {
            standard,
            problem: (typed) => targetProblem(choice, withDetail(said, word, typed), ground),
          })
        : await asker.choose(question, offered, standard);
    text = withDetail(text, word, answer);
  }
  return text;
}

function whichOne(existing: ExistingNames): string {
  const isCut = existing.kind === 'listed' && existing.more;
  return `Which one${isCut ? ` of the first ${existing.names.length}` : ''}? Type to search`;
}

function typed({ by, makes }: TargetChoice): string {
  if (by === 'arn') return 'ARN of the target';
  if (by === 'url') return 'URL of the endpoint (https)';
  return makes ? 'Name of the new target' : 'Name or ARN of the target';
}

/** What is wrong with the name or ARN of a target. */
function targetProblem(
  choice: TargetChoice,
  text: string,
  { check }: Pick<TargetGround, 'check'>,
): string | undefined {
  if (text === '') return `Enter a ${choice.by === 'url' ? 'URL' : 'name'}, or press Esc to go back.`;
  if (choice.handler !== undefined) {
    const problem = keyProblem('target', text);
    if (problem !== undefined) return problem;
  }
  const target = targetAnswer(choice, text);
  const problem = leafProblem(['targets', 'target'], target.inFile) ?? check(target);
  if (problem === undefined || choice.by !== 'arn') return problem;
  // What only lacks a role is asked for it next.
  const account = parseArn(text)?.account ?? '';
  const role = SOME_ROLE.replace('111122223333', account === '' ? '111122223333' : account);
  return check(withRole(target, role)) === undefined ? undefined : problem;
}

/** A role that stands for one while it is asked whether a target takes it. */
const SOME_ROLE = 'arn:aws:iam::111122223333:role/events';

/** Asks for the role of a target that EventBridge sends to with one. */
async function askRole(asker: Asker, target: TargetAnswer, { check }: TargetGround): Promise<TargetAnswer> {
  if (check(target) === undefined) return target;
  const role = await asker.text('ARN of the IAM role that EventBridge assumes to send events there', {
    problem: (text) => (text === '' ? 'Enter the ARN of the role.' : check(withRole(target, text))),
  });
  return withRole(target, role);
}

/** What the schemas of the texts in a target say. */
function leafProblem(path: readonly string[], value: JsonValue): string | undefined {
  if (!isJsonObject(value)) return fieldProblem(path, value);
  for (const [key, member] of Object.entries(value)) {
    const problem = leafProblem([...path, key], member);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
