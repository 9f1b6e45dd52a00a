import { gcxCommand } from '../../base/hints/gcx-command.js';
import { printable } from '../../base/terminal/printable.js';
import { hasChanges } from '../../engine/change/has-changes.js';
import type { Plan } from '../../engine/change/model.js';
import { countsText } from './labels.js';
import { noticeLines, refusalLines } from './notice-lines.js';
import { diffLine, type PlanLine } from './plan-line.js';
import { groupedLines, hasDriftOfOthers, hasFindings, subjectLines } from './plan-text.js';

/** Characters that GitHub takes in one comment (65,536), less some for the rest of the comment. */
const commentCharacters = 60_000;

/**
 * A plan as a comment on a pull request: one line that says it all, the changes folded away as a diff. The first line
 * is a hidden marker of project and environment, so that a workflow can find and renew its own comment.
 */
export function planMarkdown(plan: Plan): string {
  const { subject } = plan;
  const title = `gcx ${plan.intent === 'destroy' ? 'destroy' : 'plan'}: ${escapeHtml(subject.project)} (${escapeHtml(subject.environment)})`;
  const outcome = hasChanges(plan)
    ? countsText(plan.counts)
    : hasDriftOfOthers(plan)
      ? 'no changes that gcx may make; events do not flow'
      : hasFindings(plan)
        ? 'no changes; what people set harms'
        : 'no changes';
  const sections = [
    `<!-- gcx-plan ${subject.project}/${subject.environment} -->`,
    `### ${title}`,
    plan.refusals.length > 0 ? `**Refused**, ${outcome}` : `**${outcome}**`,
    fenced(
      'text',
      subjectLines(subject).map(({ text }) => text),
    ),
    ...section('Refused', refusalLines(plan.refusals).slice(1)),
    ...section('Warnings', noticeLines('', plan.warnings).slice(1)),
    ...section('Left to people', noticeLines('', plan.pending).slice(1)),
    ...changesSection(plan),
  ];
  return `${sections.join('\n\n')}\n`;
}

function changesSection(plan: Plan): readonly string[] {
  const lines = groupedLines(plan.changes).map(diffLine);
  if (lines.length === 0) return [];
  const shown: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += line.length + 1;
    if (size > commentCharacters) break;
    shown.push(line);
  }
  const cut = lines.length - shown.length;
  if (cut > 0) shown.push(`  … ${cut} more lines; ${gcxCommand('plan')} shows all`);
  return [
    `<details${hasChanges(plan) ? ' open' : ''}><summary>Changes</summary>`,
    fenced('diff', shown),
    '</details>',
  ];
}

function section(heading: string, lines: readonly PlanLine[]): readonly string[] {
  if (lines.length === 0) return [];
  return [
    `**${heading}**`,
    fenced(
      'text',
      lines.map(({ text }) => text),
    ),
  ];
}

/** A code block whose fence is longer than any run of backticks inside, so that no live name can end it. */
function fenced(language: string, lines: readonly string[]): string {
  const text = lines.join('\n').trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>@`*_[\]|\\]/g, (character) => `&#${character.charCodeAt(0)};`);
}
