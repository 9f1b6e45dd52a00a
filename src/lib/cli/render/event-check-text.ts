import { textColumns } from '../../base/terminal/columns.js';
import { cutText, PROBLEMS_TOLD } from '../../base/terminal/cut-text.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { CheckedEvent, EventProblem } from '../../language/events/index.js';

/**
 * What `gcx event validate` prints: each event, its problems, and a count. Of very many events those of which something is
 * told.
 */
export function eventCheckText(events: readonly CheckedEvent[], style: Style): string {
  const all = events.flatMap(({ problems }) => problems);
  const told = new Set(
    all.length <= PROBLEMS_TOLD ? all : all.toSorted((a, b) => rank(a) - rank(b)).slice(0, PROBLEMS_TOLD),
  );
  const lines = events.flatMap(({ name, valid, problems }, index) => {
    const shown = problems.filter((problem) => told.has(problem));
    if (events.length > PROBLEMS_TOLD && shown.length === 0) return [];
    const number = events.length === 1 ? '' : `${index + 1}: `;
    const head = `${number}${cutText(printable(name))}  ${valid ? style.green('valid') : style.red('not valid')}`;
    return [head, ...shown.flatMap(problemLines)];
  });
  if (all.length > told.size)
    lines.push('', `… and ${counted(all.length - told.size, 'more problem')}: --json shows all.`);
  const bad = events.filter(({ valid }) => !valid).length;
  if (events.length > 1) lines.push('', `${events.length - bad} valid, ${bad} not valid.`);
  return lines.join('\n');
}

function problemLines({ severity, path, message }: EventProblem): readonly string[] {
  const subject = path === '' ? '' : `${cutText(printable(path))} `;
  return wrapLabelled(`  ${severity}: `, subject + cutText(printable(message)), textColumns());
}

/** Of very many problems the errors are told first. */
function rank({ severity }: EventProblem): number {
  return severity === 'error' ? 0 : 1;
}
