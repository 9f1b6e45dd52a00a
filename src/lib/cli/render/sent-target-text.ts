import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { filteredWords, type SentTarget, type TraceTarget } from '../../language/trace/index.js';
import { plainWords } from './trace-words.js';

/** A target with the subscribers that do not get the event, in lines that begin with `column`, which is blank. */
export function sentLines(target: SentTarget, column: string): readonly string[] {
  const filtered = (target.filtered ?? []).flatMap((each) =>
    wrapLabelled(`${column}   `, plainWords(printable(filteredWords(each))), textColumns()),
  );
  return [column + targetWords(target), ...filtered];
}

/** A target as a line shows it: by its name in the file, with the service and its name there where that is another. */
export function targetWords({ service, name, target }: TraceTarget): string {
  const there = `${printable(service)} ${printable(name)}`;
  return target === undefined || target === name ? `-> ${there}` : `-> ${printable(target)} (${there})`;
}
