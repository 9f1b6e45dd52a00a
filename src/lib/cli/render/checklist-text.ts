import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { Checklist, ChecklistStep, StepState } from '../../features/checklist/index.js';

/** Columns of the list: it is pasted into tickets as well. */
const COLUMNS = 78;

const BOXES: Readonly<Record<StepState, string>> = { done: '[x]', missing: '[ ]', unknown: '[?]' };

/** docs/start.md as a list with ticks, what was found, and what to click next. */
export function checklistText({ steps, access }: Checklist, style: Style): string {
  const of = (side: ChecklistStep['side']) =>
    steps.filter((each) => each.side === side).flatMap((each) => lines(each, style));
  const count = (state: StepState) => steps.filter((each) => each.state === state).length;
  const sandbox = access.sandbox ? ', sandbox' : '';
  return [
    style.bold(`Genesys Cloud${sandbox}`),
    ...of('genesys'),
    '',
    style.bold(`AWS${sandbox}`),
    ...of('aws'),
    '',
    `${count('done')} done, ${count('missing')} missing, ${count('unknown')} not known. Each step in full: docs/start.md`,
  ].join('\n');
}

function lines({ title, state, found, next }: ChecklistStep, style: Style): readonly string[] {
  const box =
    state === 'done'
      ? style.green(BOXES[state])
      : state === 'missing'
        ? style.red(BOXES[state])
        : BOXES[state];
  const told = wrapLabelled(' '.repeat(32), printable(found), COLUMNS).map((line) => line.slice(32));
  const [first = '', ...rest] = told;
  return [
    `  ${box} ${title.padEnd(26)}${first}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(32)}${line}`),
    ...(next === undefined ? [] : wrapLabelled('      -> ', printable(next), COLUMNS)),
  ];
}
