import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { Change } from '../../engine/change/model.js';
import type { Drift, DriftedThing } from '../../features/plans/drift.js';
import { changeLines } from './change-lines.js';
import { noticeLines } from './notice-lines.js';
import { type PlanLine, styledLine } from './plan-line.js';
import { linesByGroup, subjectLines } from './plan-text.js';

/** What was changed outside gcx, as text of 80 columns: each thing as the plan shows what would put it back. */
export function driftText(drift: Drift, style: Style): string {
  const { subject, changed, unclear, unseen } = drift;
  const lines: readonly PlanLine[] = [
    ...subjectLines(subject),
    { text: '' },
    ...thingLines('Changed outside gcx, from the current state to what gcx applied', changed),
    ...thingLines('Changed by the file or outside gcx: gcx cannot tell', unclear.filter(isThere)),
    ...noticeLines('Not looked at', unseen),
    ...wrapLabelled('', driftSumText(drift), textColumns()).map((text) => ({ text })),
  ];
  return `${lines.map((line) => styledLine(line, style)).join('\n')}\n`;
}

/** What is different of one thing, from what it is now to what gcx asks for, in lines of 80 columns. */
export function driftedThingText(thing: DriftedThing): string {
  return changeLines([asChange(thing)])
    .map(({ text }) => text)
    .join('\n');
}

function asChange(thing: DriftedThing): Change {
  return { ...thing, after: [], steps: [] };
}

function thingLines(heading: string, things: readonly DriftedThing[]): readonly PlanLine[] {
  if (things.length === 0) return [];
  return [
    { text: heading, heading: true },
    { text: '' },
    ...linesByGroup(things.map(asChange)),
    { text: '' },
  ];
}

/** What all of it comes to, and what to do, in a paragraph. */
export function driftSumText({ changed, unclear, unseen, unnoted, harmful, refused }: Drift): string {
  const note = unnoted === 0 ? '' : ` ${unnotedText(unnoted)}`;
  if (changed.length > 0)
    return `Drift: ${counted(changed.length, 'thing')} changed outside gcx. ${refused ? `An apply is refused as things are: ${gcxCommand('plan')} says why, and what to do.` : `To put back what is shown above: ${gcxCommand('apply')}; to keep it, write it into the file first.`}${note}`;
  if (unseen.length > 0)
    return `gcx found no drift, but could not read everything that it created: see above.${note}`;
  const missing = unclear.filter((each) => !isThere(each)).length;
  if (missing > 0)
    return `gcx cannot tell whether there is drift: ${counted(missing, 'thing')} of the file ${missing === 1 ? 'is' : 'are'} missing, and gcx has no record yet of what it created.${note}`;
  if (unclear.length > 0)
    return `gcx cannot tell whether there is drift: it has no record of what it applied to the resources above.${note}`;
  if (harmful.length > 0)
    return `No drift in what gcx applied. Settings that people made do harm, though (${counted(harmful.length, 'warning')}): ${gcxCommand('plan')} says what.${note}`;
  return `No drift: nothing that gcx created was changed outside gcx.${note}`;
}

function isThere({ action }: DriftedThing): boolean {
  return action !== 'create';
}

function unnotedText(count: number): string {
  const things = count === 1 ? '1 thing carries' : `${count} things carry`;
  return `${things} no record yet of what gcx applied, because an earlier gcx created ${count === 1 ? 'it' : 'them'}: ${gcxCommand('apply')} writes it.`;
}
