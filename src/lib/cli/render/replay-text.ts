import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import type { ReplayPlan, ReplayRule } from '../../features/replay/index.js';
import { durationText } from '../../language/config/index.js';
import { traceTarget } from '../../language/trace/index.js';

const columns = 80;

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
    ...wrapLabelled('Bus      ', printable(bus), columns),
    ...[...byRoute].flatMap(([route, of]) => [
      style.bold(`Route ${printable(route)}`),
      ...of.flatMap(({ name, targets }) => [
        `  rule ${printable(name)}`,
        ...targets.map((target) => `    -> ${targetText(target)}`),
      ]),
    ]),
    '',
    ...[twiceText(rules), ...warnings].flatMap((text) => wrapText(`Warning: ${printable(text)}`, columns)),
  ].join('\n');
}

/** A moment in UTC: `2026-03-01 10:00:00Z`. */
export function momentText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

function twiceText(rules: readonly ReplayRule[]): string {
  const targets = new Set(rules.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
  const who = targets.size === 1 ? 'This target gets' : `These ${targets.size} targets get`;
  return `${who} events a second time: with a field "replay-name", not always in their old order, and each at least once.`;
}

function targetText(target: ReplayRule['targets'][number]): string {
  const { service, name } = traceTarget(target);
  return printable(`${service} ${name}`);
}
