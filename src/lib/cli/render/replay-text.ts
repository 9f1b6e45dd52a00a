import { gcxCommand } from '../../base/hints/gcx-command.js';
import { bothTimes, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import type { Replay } from '../../clients/aws/archive-model.js';
import type { ReplayEnd, ReplayPlan, ReplayRule } from '../../features/replay/index.js';
import { durationText } from '../../language/config/index.js';
import { traceTarget } from '../../language/trace/index.js';

/** What a replay will do: which events, which rules, which targets get them again. */
export function replayPlanText(
  { archive, bus, from, to, rules, warnings }: ReplayPlan,
  style: Style,
): string {
  const length = durationText(Math.round((to - from) / 1_000));
  const byRoute = new Map<string, ReplayRule[]>();
  for (const rule of rules) byRoute.set(rule.route, [...(byRoute.get(rule.route) ?? []), rule]);
  return [
    style.bold(`Replay of ${momentText(from)} to ${momentText(to)} (${length})`),
    `Archive  ${printable(archive.name)}`,
    ...wrapLabelled('Bus      ', printable(bus), textColumns()),
    ...[...byRoute].flatMap(([route, of]) => [
      style.bold(`Route ${printable(route)}`),
      ...of.flatMap(({ name, targets }) => [
        `  rule ${printable(name)}`,
        ...targets.map((target) => `    -> ${targetText(target)}`),
      ]),
    ]),
    '',
    ...[twiceText(rules), ...warnings].flatMap((text) =>
      wrapText(`Warning: ${printable(text)}`, textColumns()),
    ),
  ].join('\n');
}

/** How far a replay is. AWS tells the minute of the archive that it looked through last, and no event. */
export function replayProgressText({ state, lookedThrough }: Replay, { from, to }: ReplayPlan): string {
  // The minute may begin before the first event that is asked for, and end after the last.
  if (lookedThrough === undefined || lookedThrough <= from) return state;
  const percent = Math.min(100, Math.floor(((lookedThrough - from) / (to - from)) * 100));
  return `${state}, looked through the archive up to ${momentText(lookedThrough)} (${percent} %)`;
}

/** How a replay ended, or how it goes on; undefined where the plan says it all. */
export function replayEndText(end: ReplayEnd): string | undefined {
  switch (end.kind) {
    case 'planned':
      return undefined;
    case 'declined':
      return 'Nothing was replayed.';
    case 'started':
      return `\nStarted replay ${end.name}. To end it early: ${cancelCommand(end.name)}`;
    case 'left':
      return `\nReplay ${end.name} goes on without gcx. To end it early: ${cancelCommand(end.name)}`;
    case 'over':
      return `\n${overText(end.replay)}`;
  }
}

function overText({ name, state, stateReason }: Replay): string {
  if (state === 'CANCELLED') return `Replay ${name} was canceled. What it sent so far stays sent.`;
  if (state !== 'COMPLETED') return `Replay ${name} failed: ${stateReason ?? 'AWS does not say why'}.`;
  return `Replay ${name} is done. How many events the archive held of that time, AWS does not say.`;
}

function cancelCommand(name: string): string {
  return gcxCommand('replay', '--cancel', name);
}

/** A moment here and in UTC. */
export function momentText(at: number): string {
  return bothTimes(localTime(), at);
}

function twiceText(rules: readonly ReplayRule[]): string {
  const targets = new Set(rules.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
  const who = targets.size === 1 ? 'This target gets' : `These ${targets.size} targets get`;
  return `${who} events a second time: with an id of their own and a field "replay-name", not always in their old order, and each at least once.`;
}

function targetText(target: ReplayRule['targets'][number]): string {
  const { service, name } = traceTarget(target);
  return printable(`${service} ${name}`);
}
