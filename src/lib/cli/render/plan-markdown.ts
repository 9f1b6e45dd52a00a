import { gcxCommand } from '../../base/hints/gcx-command.js';
import { hasChanges } from '../../engine/change/has-changes.js';
import type { Plan } from '../../engine/change/model.js';
import { countsText } from './labels.js';
import { type MarkdownSection, markdownDocument } from './markdown-document.js';
import { noticeLines, refusalLines } from './notice-lines.js';
import { diffLine, type PlanLine } from './plan-line.js';
import { groupedLines, hasDriftOfOthers, hasFindings, subjectLines } from './plan-text.js';

/**
 * A plan as a comment on a pull request: one line that says it all, the changes folded away as a diff. The first line
 * is a hidden marker of project and environment, so that a workflow can find and renew its own comment.
 */
export function planMarkdown(plan: Plan): string {
  const { subject, intent } = plan;
  const refused = plan.refusals.length > 0 ? 'Refused: ' : '';
  return markdownDocument({
    marker: { of: 'plan', project: subject.project, environment: subject.environment },
    title: `gcx ${intent === 'destroy' ? 'destroy' : 'plan'}: ${subject.project} (${subject.environment})`,
    outcome: `${refused}${outcomeOf(plan)}`,
    sections: [
      { language: 'text', lines: texts(subjectLines(subject)) },
      block('Refused', refusalLines(plan.refusals).slice(1)),
      block('Warnings', noticeLines('', plan.warnings).slice(1)),
      block('Left to people', noticeLines('', plan.pending).slice(1)),
      {
        heading: 'Changes',
        folded: hasChanges(plan) ? 'open' : 'closed',
        language: 'diff',
        lines: groupedLines(plan.changes).map(diffLine),
      },
    ],
    whole: gcxCommand('plan'),
  });
}

function outcomeOf(plan: Plan): string {
  if (hasChanges(plan)) return countsText(plan.counts);
  if (hasDriftOfOthers(plan)) return 'no changes that gcx may make; events do not flow';
  return hasFindings(plan) ? 'no changes; what people set harms' : 'no changes';
}

function block(heading: string, lines: readonly PlanLine[]): MarkdownSection {
  return { heading, language: 'text', lines: texts(lines) };
}

function texts(lines: readonly PlanLine[]): readonly string[] {
  return lines.map(({ text }) => text);
}
