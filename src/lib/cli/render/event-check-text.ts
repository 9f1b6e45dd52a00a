import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { CheckedEvent, EventProblem } from '../../language/events/index.js';

/** What `gcx event validate` prints: each event, its problems, and a count. */
export function eventCheckText(events: readonly CheckedEvent[], style: Style): string {
  const lines = events.flatMap(({ name, valid, problems }, index) => {
    const number = events.length === 1 ? '' : `${index + 1}: `;
    const head = `${number}${printable(name)}  ${valid ? style.green('valid') : style.red('not valid')}`;
    return [head, ...problems.flatMap((problem) => problemLines(problem))];
  });
  const bad = events.filter(({ valid }) => !valid).length;
  if (events.length > 1) lines.push('', `${events.length - bad} valid, ${bad} not valid.`);
  return lines.join('\n');
}

function problemLines({ severity, path, message }: EventProblem): readonly string[] {
  const subject = path === '' ? '' : `${printable(path)} `;
  return wrapLabelled(`  ${severity}: `, subject + printable(message), 80);
}
