import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { hasChanges } from '../../engine/change/has-changes.js';
import type { Change, Plan, PlanSubject } from '../../engine/change/model.js';
import { changeLines } from './change-lines.js';
import { type CommonChange, shareOut } from './common-changes.js';
import { fieldsLines } from './field-lines.js';
import { countsText, groupLabel } from './labels.js';
import { noticeLines, refusalLines } from './notice-lines.js';
import { type PlanLine, signedWrapped, styledLine } from './plan-line.js';

const LABEL = 9;

/** What to show beside the plan itself. */
export interface PlanTextOptions {
  /** The command that carries the plan out; shown where there is something to do and nothing is refused. */
  readonly next?: string;
}

/** A plan as text of 80 columns, as `plan` and `apply` show it. */
export function planText(plan: Plan, style: Style, options: PlanTextOptions = {}): string {
  const lines: PlanLine[] = [
    ...subjectLines(plan.subject),
    { text: '' },
    ...groupedLines(plan.changes),
    ...noticeLines('Warnings', plan.warnings),
    ...noticeLines('Left to people', plan.pending),
    ...refusalLines(plan.refusals),
    ...summaryLines(plan, options),
  ];
  return `${lines.map((line) => styledLine(line, style)).join('\n')}\n`;
}

/** Whether events do not flow as the file says, for something that gcx may not fix itself. */
export function hasDriftOfOthers(plan: Plan): boolean {
  return plan.pending.some(({ drift }) => drift === true);
}

/** Whether people set something on live things that harms, and that the file does not accept. */
export function hasFindings(plan: Plan): boolean {
  return plan.warnings.some(({ drift }) => drift === true);
}

/** What a nightly check is to tell: changes, or something that people have to fix or to accept. */
export function needsAttention(plan: Plan): boolean {
  return hasChanges(plan) || hasDriftOfOthers(plan) || hasFindings(plan);
}

/** The heading: which file, organization and account a plan works on. */
export function subjectLines(subject: PlanSubject): readonly PlanLine[] {
  const { genesys, aws } = subject;
  const suffix = subject.sandbox ? ' (sandbox)' : '';
  const environment = subject.environment === 'default' ? '' : ` (${subject.environment})`;
  const bus = aws.bus.startsWith('aws.partner/') ? '' : `, event bus ${aws.bus}`;
  return [
    { text: `File     ${printable(subject.file + environment)}` },
    ...(genesys === undefined
      ? []
      : [
          {
            text: `Genesys  ${printable(genesys.organizationName)}, ${genesys.environment}, organization ${genesys.organizationId.slice(0, 8)}${suffix}`,
          },
        ]),
    { text: `AWS      ${aws.account}, ${aws.region}${printable(bus)}${suffix}` },
    ...(subject.formats === undefined ? [] : [{ text: `Format   ${printable(subject.formats.join(', '))}` }]),
    ...variableLines(subject.variables ?? []),
  ];
}

/** Which variables the file took; their values are where they are used. */
function variableLines(variables: NonNullable<PlanSubject['variables']>): readonly PlanLine[] {
  const words = variables.map(({ name, from }) =>
    from === 'default' ? `${name} by default` : `${name} from ${from}`,
  );
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || LABEL + last.length + word.length + 2 > textColumns()) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines.map((line, index) => ({
    text: `${index === 0 ? 'Values' : ''}`.padEnd(LABEL) + printable(line),
  }));
}

/** The changes under their groups; unchanged ones only where they have something to say. */
export function groupedLines(changes: readonly Change[]): readonly PlanLine[] {
  const { common, changes: rest } = shareOut(changes);
  const lines = [...commonLines(common), ...linesByGroup(rest)];
  return lines.length > 0 ? [...lines, { text: '' }] : [];
}

/** The changes under their groups, each told whole. */
export function linesByGroup(changes: readonly Change[]): readonly PlanLine[] {
  const order = { integration: 0, 'event-type-subscriptions': 0, bus: 1, route: 2, target: 3 } as const;
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.action === 'none' && change.notes.length === 0) continue;
    const label = groupLabel(change.group);
    groups.set(label, [...(groups.get(label) ?? []), change]);
  }
  const sorted = [...groups.entries()].sort(([, [a]], [, [b]]) =>
    a === undefined || b === undefined ? 0 : order[a.group.kind] - order[b.group.kind],
  );
  return sorted.flatMap(([label, members]): PlanLine[] => [
    { text: printable(label), heading: true },
    ...alike(members).flatMap(changeLines),
  ]);
}

function commonLines(common: readonly CommonChange[]): readonly PlanLine[] {
  if (common.length === 0) return [];
  return [
    { text: 'In common', heading: true },
    ...common.flatMap(({ things, isNew, fields }) => [
      ...signedWrapped('  ', isNew ? '+' : '~', things),
      ...fieldsLines(fields, ' '.repeat(6), false),
    ]),
  ];
}

/** Changes of a group, those together that differ in their names only and would say the same again. */
function alike(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const found = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const { id, kind, action, fields, reason, notes, origin } = change;
    const says = fields.length + notes.length > 0 || reason !== undefined;
    const key = says ? JSON.stringify([kind, action, fields, reason, notes, origin]) : id;
    const others = found.get(key);
    if (others === undefined) found.set(key, [change]);
    else others.push(change);
  }
  return [...found.values()];
}

function summaryLines(plan: Plan, { next }: PlanTextOptions): readonly PlanLine[] {
  if (!hasChanges(plan) && plan.refusals.length === 0) return [{ text: noChangesText(plan) }];
  const summary = { text: `Plan: ${countsText(plan.counts)}.` };
  if (plan.refusals.length > 0)
    return [summary, { text: 'Refused: nothing is changed until what is said above is settled.' }];
  return next === undefined ? [summary] : [summary, { text: `Next: ${printable(next)}` }];
}

function noChangesText(plan: Plan): string {
  const count = plan.counts.none;
  if (plan.counts.release !== undefined) return 'No changes. gcx owns nothing of this that it could release.';
  if (plan.intent === 'destroy')
    return plan.changes.some(({ notes }) => notes.length > 0)
      ? 'No changes. What is left of this project and environment stays, for what is said above.'
      : 'No changes. There is nothing of this project and environment to delete.';
  if (hasDriftOfOthers(plan))
    return 'No changes that gcx may make; until people have seen to what is said above, events do not flow.';
  if (hasFindings(plan))
    return 'No changes that gcx makes: settings that people made do harm, as the warnings say. Fix them there, or accept them in the file.';
  const resources = count === 1 ? 'The 1 resource is' : `All ${count} resources are`;
  return `No changes. ${resources} as ${printable(plan.subject.file)} says.`;
}
