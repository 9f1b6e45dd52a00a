import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { ApplyReport, Outcome } from '../../engine/apply/index.js';
import type { Change } from '../../engine/change/model.js';
import { kindLabel, stepsInWords } from '../../engine/kinds/index.js';
import type { ExplainError } from './explain-error.js';
import { notedLines } from './noted-text.js';
import { noticeLines } from './notice-lines.js';
import { type PlanLine, signedLine, signOf, styledLine } from './plan-line.js';

/** One line for one change: `+ SNS topic sales-ended (target sales-topic)`. */
export function changeTitle(change: Change): string {
  return `${signOf(change.action) ?? ' '} ${titleOf(change)}`;
}

/** A change without the heading that it stands under in a plan: with the file's target, where its name does not say it. */
function titleOf({ kind, name, group }: Change): string {
  const target = group.kind === 'target' && !name.includes(group.name) ? ` (target ${group.name})` : '';
  return printable(`${kindLabel(kind)} ${name}${target}`);
}

/**
 * What an apply did: what failed and why, what was not attempted, what is left to people, the sum.
 * @param savedPlan the file of the plan, where it was a saved one: a part of it done, it is stale, and not run again
 */
export function applyReportText(
  report: ApplyReport,
  style: Style,
  explain: ExplainError,
  savedPlan?: string,
): string {
  const lines: PlanLine[] = [
    ...section('Failed', report, 'failed', (outcome, change) => failureLines(outcome, change, explain)),
    ...section('Not attempted', report, 'not-attempted', (outcome) =>
      outcome.kind === 'not-attempted' ? [`      why: ${printable(outcome.because)}`] : [],
    ),
    ...noticeLines('Left to people', report.pending),
    { text: sumText(report, explain, savedPlan) },
    ...stoppedLines(report),
    ...notedLines(report.noted, explain).map((text) => ({ text })),
  ];
  return `${lines.map((line) => styledLine(line, style)).join('\n')}\n`;
}

function stoppedLines({ stopped }: ApplyReport): readonly PlanLine[] {
  if (stopped === undefined) return [];
  const { what, why, fix } = stopped.report;
  return [
    what,
    ...(why === undefined ? [] : [`why: ${why}`]),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ].map((text) => ({ text: printable(text) }));
}

function section(
  heading: string,
  { results }: ApplyReport,
  kind: Outcome['kind'],
  below: (outcome: Outcome, change: Change) => readonly string[],
): readonly PlanLine[] {
  const chosen = results.filter(({ outcome }) => outcome.kind === kind);
  if (chosen.length === 0) return [];
  return [
    { text: heading, heading: true },
    ...chosen.flatMap(({ change, outcome }): PlanLine[] => {
      const sign = signOf(change.action);
      const title = titleOf(change);
      const head = sign === undefined ? { text: `    ${title}` } : signedLine('  ', sign, title);
      return [head, ...below(outcome, change).map((text) => ({ text }))];
    }),
    { text: '' },
  ];
}

function failureLines(outcome: Outcome, change: Change, explain: ExplainError): readonly string[] {
  if (outcome.kind !== 'failed') return [];
  const { what, where, why, fix, details = [] } = explain(outcome.error);
  const indent = ' '.repeat(6);
  return [
    ...wrapLabelled(indent, printable(what), textColumns()),
    ...details.flatMap((line) => wrapLabelled(`${indent}  `, printable(line), textColumns())),
    ...(where === undefined ? [] : wrapLabelled(`${indent}where: `, printable(where), textColumns())),
    ...(why === undefined ? [] : wrapLabelled(`${indent}why: `, printable(why), textColumns())),
    ...(fix === undefined
      ? []
      : fix
          .split('\n')
          .flatMap((line, index) =>
            wrapLabelled(index === 0 ? `${indent}fix: ` : `${indent}     `, printable(line), textColumns()),
          )),
    ...callLines(indent, change, outcome.steps),
  ];
}

/** Which calls of a change of several were made: what is live now is neither the old nor the new. */
function callLines(indent: string, { steps }: Change, made: number): readonly string[] {
  if (steps.length < 2) return [];
  const words = { done: 'done', failed: 'failed', 'not-made': 'not made' } as const;
  const text = stepsInWords(steps, made).map(({ call, outcome }) => `${call}: ${words[outcome]}`);
  return wrapLabelled(`${indent}calls: `, printable(text.join('; ')), textColumns());
}

function sumText(
  { results, done, failed, notAttempted, interrupted, stopped, writes }: ApplyReport,
  explain: ExplainError,
  savedPlan: string | undefined,
): string {
  const total = done + failed + notAttempted;
  const releases = results.length > 0 && results.every(({ change }) => change.action === 'release');
  const did = releases ? 'released' : 'applied';
  const Did = releases ? 'Released' : 'Applied';
  if (done === total)
    return releases ? `Released: ${counted(done, 'resource')}.` : `Applied: ${counted(done, 'change')} done.`;
  const begun = results.filter(({ outcome }) => outcome.kind === 'failed' && outcome.steps > 0).length;
  const inPart =
    begun === 0 ? '' : ` (${begun} of them after some of ${begun === 1 ? 'its' : 'their'} calls)`;
  const parts = [
    `${done} ${releases ? 'released' : 'done'}`,
    `${failed} failed${inPart}`,
    `${notAttempted} not attempted`,
  ];
  const head = interrupted ? 'Interrupted' : done > 0 || writes > 0 ? `${Did} in part` : `Not ${did}`;
  const failures = results.flatMap(({ outcome }) =>
    outcome.kind === 'failed' ? [explain(outcome.error)] : [],
  );
  // What stopped it says what to do.
  if (stopped !== undefined) return `${head}: ${parts.join(', ')}.`;
  // What is refused now is refused again.
  const mend = failures.some(({ fix }) => fix !== undefined) ? 'Do what "fix" says' : 'Fix what failed';
  const again =
    savedPlan === undefined || writes === 0
      ? 'run it again: it does the rest.'
      : `make a new plan for the rest: ${gcxCommand('plan', '--out', savedPlan)}`;
  const next = failures.every(({ retryable }) => retryable === true)
    ? `${again.charAt(0).toUpperCase()}${again.slice(1)}`
    : `${mend}, then ${again}`;
  return `${head}: ${parts.join(', ')}. ${next}`;
}
