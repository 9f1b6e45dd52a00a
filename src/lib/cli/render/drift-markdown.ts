import { gcxCommand } from '../../base/hints/gcx-command.js';
import { createStyle } from '../../base/terminal/style.js';
import { counted } from '../../base/words.js';
import type { Drift } from '../../features/plans/drift.js';
import { driftText } from './drift-text.js';
import { markdownDocument } from './markdown-document.js';

/** What was changed outside gcx, as an issue or a job summary. */
export function driftMarkdown(drift: Drift): string {
  const { subject } = drift;
  return markdownDocument({
    marker: { of: 'drift', project: subject.project, environment: subject.environment },
    title: `gcx drift: ${subject.project} (${subject.environment})`,
    outcome: outcomeOf(drift),
    sections: [{ language: 'text', lines: driftText(drift, createStyle(false)).split('\n') }],
    whole: gcxCommand('drift'),
  });
}

function outcomeOf({ changed, unclear, unseen }: Drift): string {
  if (changed.length > 0) return `${counted(changed.length, 'thing')} changed outside gcx`;
  return unclear.length + unseen.length > 0 ? 'gcx cannot tell whether there is drift' : 'no drift';
}
