import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { NotedReport } from '../../engine/apply/index.js';
import type { ExplainError } from './explain-error.js';

/** What was noted with things that did not change, and what could not be noted; no line where there is nothing to say. */
export function notedLines({ unchanged, failed }: NotedReport, explain: ExplainError): readonly string[] {
  const [first] = failed;
  const texts = [
    ...(unchanged === 0
      ? []
      : [
          `Recorded what gcx applied to ${counted(unchanged, 'unchanged thing')}: ${gcxCommand('drift')} shows from now on what is changed outside gcx.`,
        ]),
    ...(first === undefined
      ? []
      : [
          `Not recorded for ${counted(failed.length, 'thing')}, whose changes outside gcx are not shown until an apply records it: ${explain(first.error).what}`,
        ]),
  ];
  return texts.flatMap((text) => wrapLabelled('', printable(text), textColumns()));
}
