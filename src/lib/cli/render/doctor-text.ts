import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { andList, counted } from '../../base/words.js';
import type { Diagnosis, Finding, Reach, Unseen } from '../../features/doctor/index.js';
import { type PlanLine, styledLine } from './plan-line.js';
import { subjectLines } from './plan-text.js';

/** Names of routes or targets that a line shows. */
const SHOWN = 8;

const HEADINGS: readonly (readonly [Finding['weight'], string])[] = [
  ['stops', 'Stops events now'],
  ['some', 'Stops, delays or loses some events'],
  ['later', 'Does not stop events now'],
];

/** What doctor found, as text of 80 columns; empty where it found nothing and could look at everything that it may. */
export function doctorText(diagnosis: Diagnosis, style: Style): string {
  const { subject, findings, unseen, looked } = diagnosis;
  const denied = unseen.some((each) => each.denied === true);
  if (findings.length === 0 && !denied) return '';
  const lines: readonly PlanLine[] = [
    ...subjectLines(subject),
    { text: '' },
    ...HEADINGS.flatMap(([weight, heading]) =>
      section(
        heading,
        findings.filter((each) => each.weight === weight).flatMap((each) => findingLines(each, looked)),
      ),
    ),
    ...section('Not looked at', unseen.flatMap(unseenLines)),
    ...labelled('', sumText(diagnosis)),
  ];
  return `${lines.map((line) => styledLine(line, style)).join('\n')}\n`;
}

/**
 * One line of what was looked at, where nothing was found; what nobody can look at from here is said with it. Undefined
 * where {@link doctorText} says all.
 */
export function doctorQuietText({ findings, unseen, looked }: Diagnosis): string | undefined {
  if (findings.length > 0 || unseen.some(({ denied }) => denied === true)) return undefined;
  const rest = unseen.length === 0 ? '' : ` Not checked: ${unseen.map(({ why }) => why).join(' ')}`;
  return `Nothing found that stops events: ${counted(looked.routes, 'route')} and ${counted(looked.targets, 'target')} checked, from Genesys Cloud to AWS.${rest}`;
}

function section(heading: string, lines: readonly PlanLine[]): readonly PlanLine[] {
  return lines.length === 0 ? [] : [{ text: heading, heading: true }, ...lines, { text: '' }];
}

function findingLines(finding: Finding, looked: Diagnosis['looked']): readonly PlanLine[] {
  const { what, why, cure, stops, unsure } = finding;
  return [
    ...labelled(unsure === true ? '  ? ' : '  ! ', what),
    ...labelled('    hits: ', reachWords(stops, looked)),
    ...(why === '' ? [] : labelled('    why:  ', why)),
    ...cureLines(cure),
  ];
}

/** A command of AWS's stands on a line of its own, unbroken however long: it runs as it is copied. */
function cureLines(cure: string): readonly PlanLine[] {
  const [, before = '', command] = /^(.*?[:;,] )?(aws [a-z0-9-]+ [a-z-]+ .*)$/s.exec(cure) ?? [];
  if (command === undefined) return labelled('    cure: ', cure);
  return [...labelled('    cure: ', before.trimEnd()), { text: `          ${printable(command)}` }];
}

/** What of the file a finding hits, in words. */
export function reachWords({ routes, targets }: Reach, looked: Diagnosis['looked']): string {
  if (routes.length === looked.routes && routes.length > 1) {
    return targets.length >= looked.targets - 1
      ? `all ${routes.length} routes`
      : `all ${routes.length} routes, to ${listed(targets)}`;
  }
  if (routes.length === 0) return targets.length === 0 ? 'no route' : listed(targets);
  const to = targets.length === 0 ? '' : ` to ${listed(targets)}`;
  return `${routes.length === 1 ? 'route' : 'routes'} ${listed(routes)}${to}`;
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return andList([...names.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])]);
}

function unseenLines({ of, why }: Unseen): readonly PlanLine[] {
  return labelled('  ! ', `${of}: ${why}`);
}

function sumText({ findings, unseen }: Diagnosis): string {
  const denied = unseen.filter((each) => each.denied === true).length;
  const left =
    denied === 0 ? '' : ' Permissions were missing to check everything (see above): there may be more.';
  if (findings.length === 0) return `No problem was found in the rest.${left}`;
  const stopping = findings.filter(({ weight }) => weight === 'stops').length;
  const stop =
    stopping === 0
      ? 'none of them stops all events to a target'
      : `${stopping} ${stopping === 1 ? 'stops' : 'stop'} events now`;
  const mended = findings.some(({ cure }) => cure === gcxCommand('apply'));
  const next = mended
    ? ` Next: ${gcxCommand('apply')}, then ${gcxCommand('doctor')}`
    : ` When it is fixed: ${gcxCommand('doctor')}`;
  return `${counted(findings.length, 'finding')}, ${stop}.${left}${next}`;
}

function labelled(label: string, text: string): readonly PlanLine[] {
  return wrapLabelled(label, printable(text), textColumns()).map((line) => ({ text: line }));
}
