import type { ApplyReport, Outcome } from '../apply/index.js';
import type { ErrorReport } from '../gcx-error.js';
import type { Change } from '../plan/model.js';
import { kindLabel } from './labels.js';
import { noticeLines } from './notice-lines.js';
import { lineColumns, type PlanLine, signedLine, signOf, styledLine } from './plan-line.js';
import { printable } from './printable.js';
import type { Style } from './style.js';
import { wrapLabelled } from './wrap-text.js';

/** Reads a thrown value as what to tell the person. */
export type ExplainError = (error: unknown) => ErrorReport;

/** One line for one change: `+ rule p-sales-1`, in the past tense where it is done. */
export function changeTitle(change: Change): string {
  return `${signOf(change.action) ?? ' '} ${kindLabel(change.kind)} ${printable(change.name)}`;
}

/** What an apply did: what failed and why, what was not attempted, what is left to people, the sum. */
export function applyReportText(report: ApplyReport, style: Style, explain: ExplainError): string {
  const lines: PlanLine[] = [
    ...section('Failed', report, 'failed', (outcome) => failureLines(outcome, explain)),
    ...section('Not attempted', report, 'not-attempted', (outcome) =>
      outcome.kind === 'not-attempted' ? [`      why: ${printable(outcome.because)}`] : [],
    ),
    ...noticeLines('Left to people', report.pending),
    { text: sumText(report) },
  ];
  return `${lines.map((line) => styledLine(line, style)).join('\n')}\n`;
}

function section(
  heading: string,
  { results }: ApplyReport,
  kind: Outcome['kind'],
  below: (outcome: Outcome) => readonly string[],
): readonly PlanLine[] {
  const chosen = results.filter(({ outcome }) => outcome.kind === kind);
  if (chosen.length === 0) return [];
  return [
    { text: heading, heading: true },
    ...chosen.flatMap(({ change, outcome }): PlanLine[] => {
      const sign = signOf(change.action);
      const title = `${kindLabel(change.kind)} ${printable(change.name)}`;
      const head = sign === undefined ? { text: `    ${title}` } : signedLine('  ', sign, title);
      return [head, ...below(outcome).map((text) => ({ text }))];
    }),
    { text: '' },
  ];
}

function failureLines(outcome: Outcome, explain: ExplainError): readonly string[] {
  if (outcome.kind !== 'failed') return [];
  const { what, where, why, fix } = explain(outcome.error);
  const indent = ' '.repeat(6);
  return [
    ...wrapLabelled(indent, printable(what), lineColumns),
    ...(where === undefined ? [] : wrapLabelled(`${indent}where: `, printable(where), lineColumns)),
    ...(why === undefined ? [] : wrapLabelled(`${indent}why: `, printable(why), lineColumns)),
    ...(fix === undefined
      ? []
      : fix
          .split('\n')
          .flatMap((line, index) =>
            wrapLabelled(index === 0 ? `${indent}fix: ` : `${indent}     `, printable(line), lineColumns),
          )),
  ];
}

function sumText({ done, failed, notAttempted, interrupted }: ApplyReport): string {
  const total = done + failed + notAttempted;
  if (done === total) return `Applied: ${done === 1 ? '1 change' : `${done} changes`} done.`;
  const parts = [`${done} done`, `${failed} failed`, `${notAttempted} not attempted`];
  const head = interrupted ? 'Interrupted' : done > 0 ? 'Applied in part' : 'Not applied';
  return `${head}: ${parts.join(', ')}. Run it again: it does what is left.`;
}
