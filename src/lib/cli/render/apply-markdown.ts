import { gcxCommand } from '../../base/hints/gcx-command.js';
import { createStyle } from '../../base/terminal/style.js';
import type { ApplyReport } from '../../engine/apply/index.js';
import type { Plan } from '../../engine/change/model.js';
import { applyReportText } from './apply-text.js';
import type { ExplainError } from './explain-error.js';
import { countsText } from './labels.js';
import { type MarkdownSection, markdownDocument } from './markdown-document.js';
import { refusalLines } from './notice-lines.js';
import { diffLine } from './plan-line.js';
import { groupedLines, subjectLines } from './plan-text.js';

/** How an apply or a destroy went: `report` where something was carried out. */
export type ApplyEnd =
  | { readonly outcome: 'refused' | 'declined' | 'no-changes' }
  | { readonly outcome: 'carried-out'; readonly report: ApplyReport; readonly savedPlan?: string };

/** What an apply or a destroy did, as a comment or a job summary. */
export function applyMarkdown(plan: Plan, end: ApplyEnd, explain: ExplainError): string {
  const { subject, intent } = plan;
  const command = intent === 'destroy' ? 'destroy' : 'apply';
  return markdownDocument({
    marker: { of: command, project: subject.project, environment: subject.environment },
    title: `gcx ${command}: ${subject.project} (${subject.environment})`,
    outcome: outcomeOf(plan, end),
    sections: [
      { language: 'text', lines: subjectLines(subject).map(({ text }) => text) },
      {
        heading: 'Refused',
        language: 'text',
        lines: refusalLines(plan.refusals)
          .slice(1)
          .map(({ text }) => text),
      },
      ...reportSection(end, explain),
      {
        heading: 'Plan',
        folded: 'closed',
        language: 'diff',
        lines: groupedLines(plan.changes).map(diffLine),
      },
    ],
    whole: gcxCommand('plan'),
  });
}

function outcomeOf({ counts }: Plan, end: ApplyEnd): string {
  switch (end.outcome) {
    case 'refused':
      return 'Refused: nothing was changed';
    case 'declined':
      return 'Declined: nothing was changed';
    case 'no-changes':
      return 'no changes';
    case 'carried-out': {
      const { done, failed, notAttempted } = end.report;
      return failed + notAttempted === 0
        ? `Applied: ${countsText(counts)}`
        : `${done} done, ${failed} failed, ${notAttempted} not attempted`;
    }
  }
}

function reportSection(end: ApplyEnd, explain: ExplainError): readonly MarkdownSection[] {
  if (end.outcome !== 'carried-out') return [];
  const text = applyReportText(end.report, createStyle(false), explain, end.savedPlan);
  return [{ heading: 'What was done', language: 'text', lines: text.split('\n') }];
}
