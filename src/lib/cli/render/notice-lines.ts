import type { Notice } from '../../base/notice.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { Refusal } from '../../engine/change/model.js';
import type { PlanLine } from './plan-line.js';

/** A section of notices under a heading, with an empty line after it; nothing where there are none. */
export function noticeLines(heading: string, notices: readonly Notice[]): readonly PlanLine[] {
  if (notices.length === 0) return [];
  return [
    { text: heading, heading: true },
    ...notices.flatMap(({ message }) => labelled('  ! ', message)),
    { text: '' },
  ];
}

/** The section of refusals: what, and what to do about it. */
export function refusalLines(refusals: readonly Refusal[]): readonly PlanLine[] {
  if (refusals.length === 0) return [];
  return [
    { text: 'Refused', heading: true },
    ...refusals.flatMap(({ message, fix }) => [...labelled('  ! ', message), ...labelled('    fix: ', fix)]),
    { text: '' },
  ];
}

function labelled(label: string, text: string): readonly PlanLine[] {
  return wrapLabelled(label, printable(text), textColumns()).map((line) => ({ text: line }));
}
