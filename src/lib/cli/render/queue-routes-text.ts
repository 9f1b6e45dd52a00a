import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { andList, counted, orList } from '../../base/words.js';
import type {
  MissReason,
  QueueRoutes,
  RouteOfQueue,
  RouteVerdict,
  TargetOfQueue,
} from '../../features/queue-routes/index.js';

const indent = '  ';
/** Width of the word that says whether a route takes the queue. */
const wordColumns = 8;
/** Routes that miss a queue of which each has a line where not all are asked for. */
const shownMisses = 10;
/** Names wider than this do not push the others to the right. */
const widestName = 28;
/** Selectors of a route that are named; more are counted. */
const namedSelectors = 4;

/** Which routes take which queues. Of one queue each route has its lines; of several there is a line a queue, but for `all`. */
export function queueRoutesText(found: readonly QueueRoutes[], all: boolean, style: Style): string {
  if (found.length > 1 && !all) return queueRoutesTable(found, style);
  const shown = all ? Number.POSITIVE_INFINITY : shownMisses;
  return found.map((each) => queueLines(each, shown, style).join('\n')).join('\n\n');
}

function queueRoutesTable(found: readonly QueueRoutes[], style: Style): string {
  const names = found.map(({ queue }) => printable(queue.name));
  const divisions = found.map(({ queue }) => printable(queue.division.name));
  const nameWidth = Math.max(5, ...names.map(displayWidth));
  const divisionWidth = Math.max(8, ...divisions.map(displayWidth));
  const label = ' '.repeat(nameWidth + 2 + divisionWidth + 2);
  return [
    style.dim(`${padEnd('QUEUE', nameWidth)}  ${padEnd('DIVISION', divisionWidth)}  ROUTES`),
    ...found.flatMap(({ routes }, index) => {
      const head = `${padEnd(names[index] ?? '', nameWidth)}  ${padEnd(divisions[index] ?? '', divisionWidth)}  `;
      const taking = routes.filter(({ verdict }) => verdict.kind === 'takes');
      const words = taking.map(({ route, enabled }) => `${printable(route)}${enabled ? '' : ' (disabled)'}`);
      return wrapLabelled(label, words.length === 0 ? '-' : words.join(', '), textColumns()).map(
        (line, at) => (at === 0 ? head + line.slice(label.length) : line),
      );
    }),
    '',
    'Of one queue, or with --all, it is said why.',
  ].join('\n');
}

function queueLines({ queue, routes }: QueueRoutes, shown: number, style: Style): readonly string[] {
  const where = [
    ...(queue.division.name === '' ? [] : [`division ${printable(queue.division.name)}`]),
    `id ${queue.id}`,
  ].join(', ');
  const name = printable(queue.name);
  const taking = routes
    .filter(({ verdict }) => verdict.kind === 'takes')
    .sort((one, other) => Number(other.enabled) - Number(one.enabled));
  const missing = routes.filter(({ verdict }) => verdict.kind === 'misses');
  const width = Math.max(
    0,
    ...routes.map(({ route }) => displayWidth(printable(route))).filter((each) => each <= widestName),
  );
  const head = wrapLabelled(`${name}  `, where, textColumns());
  const rest = missing.length - shown;
  return [
    ...head.map((line, index) => (index === 0 ? style.bold(name) + line.slice(name.length) : line)),
    ...(taking.some(({ enabled }) => enabled) ? [] : [`${indent}${style.yellow('No route takes it.')}`]),
    ...taking.flatMap((route) => routeLines(route, width, style)),
    ...missing.slice(0, shown).flatMap((route) => routeLines(route, width, style)),
    ...(rest <= 0
      ? []
      : [
          `${indent}${counted(rest, 'more misses', 'more miss')} it; --all shows ${rest === 1 ? 'it' : 'them'}.`,
        ]),
  ];
}

function routeLines(each: RouteOfQueue, width: number, style: Style): readonly string[] {
  const { route, enabled, verdict } = each;
  const [word, paint] = wordOf(verdict, enabled, style);
  const name = padEnd(printable(route), width);
  const label = `${indent}${padEnd(word, wordColumns)} ${name}  `;
  const label2 = ' '.repeat(indent.length + wordColumns + 1 + width + 2);
  const isWide = displayWidth(name) > width;
  const [first = '', ...rest] = verdictLines(verdict, enabled).flatMap((text) =>
    wrapLabelled(label2, text, textColumns()).map((line) => line.slice(label2.length)),
  );
  const head = `${indent}${paint(padEnd(word, wordColumns))}${label.slice(indent.length + wordColumns)}`;
  return isWide
    ? [head.trimEnd(), ...[first, ...rest].map((line) => label2 + line)]
    : [head + first, ...rest.map((line) => label2 + line)];
}

function wordOf(
  { kind }: RouteVerdict,
  enabled: boolean,
  style: Style,
): readonly [string, (text: string) => string] {
  if (kind === 'misses') return ['misses', style.red];
  return enabled ? ['takes', style.green] : ['disabled', style.yellow];
}

function verdictLines(verdict: RouteVerdict, enabled: boolean): readonly string[] {
  if (verdict.kind === 'misses') return [missWords(verdict.because)];
  const { events, where, targets } = verdict;
  const conditions = where.length === 0 ? '' : `, where ${andList(where.map(printable))}`;
  return [
    enabled ? takeWords(verdict) : `would take it: ${takeWords(verdict)}`,
    ...(events.length === 0 ? [] : [`${events.map(printable).join(', ')}${conditions}`]),
    targets.length === 0
      ? 'not sent anywhere: it has no targets'
      : `-> ${targets.map(targetWords).join(', ')}`,
  ];
}

function takeWords({ because }: Extract<RouteVerdict, { kind: 'takes' }>): string {
  switch (because.kind) {
    case 'every-queue':
      return 'every queue';
    case 'selector':
      return `${printable(because.selector)}${because.renamed ? ', its name before it was renamed' : ''}`;
    case 'pattern':
      return 'its event pattern names it';
  }
}

function missWords(because: MissReason): string {
  switch (because.kind) {
    case 'other-queues': {
      const more = because.wants.length - namedSelectors;
      const named = because.wants.slice(0, namedSelectors).map(printable);
      return `wants ${more > 0 ? `${named.join(', ')} or ${more} more` : orList(named)}`;
    }
    case 'no-queue':
      return 'its events do not say which queue they are of';
    case 'where':
      return 'its condition on the queue\'s id ("where") leaves it out';
    case 'pattern':
      return 'its event pattern names other queues';
  }
}

function targetWords({ name, handlesOnly }: TargetOfQueue): string {
  return handlesOnly === undefined
    ? printable(name)
    : `${printable(name)} (which handles only ${orList(handlesOnly.map(printable))})`;
}
