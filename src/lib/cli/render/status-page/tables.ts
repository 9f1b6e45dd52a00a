import { numberOf, sumOf } from '../../../features/status/counts.js';
import type { Flow, QueueStatus, RouteStatus, TargetStatus } from '../../../features/status/model.js';
import { reportedOf } from '../../../features/status/route-numbers.js';
import { keptIn, waitsIn } from '../../../features/status/target-things.js';
import { agoText, flowText, lengthText, numberText, reasonsText } from '../status-words.js';
import { isTrouble, type Judged, judgeRoute, judgeTarget, SIGNS } from './health.js';
import { html, type Markup } from './markup.js';
import type { PageFacts } from './model.js';

/** A cell: what it shows, and what it is sorted by. */
interface Cell {
  readonly shown: string | Markup;
  /** Absent: nothing to sort by, which comes last. */
  readonly by?: number | string;
  /** Stands at the right. */
  readonly numeric?: true;
}

/** The routes as a table that sorts. */
export function routesTable({ status, graph }: PageFacts): Markup {
  const row = (route: RouteStatus, index: number): Markup => {
    const { matched } = route.numbers;
    const last =
      matched.last === undefined
        ? { shown: '–' }
        : { shown: agoText(matched.last, status), by: status.readAt - matched.last.at };
    const queues = graph.routes[index]?.queues?.join(' ') ?? '';
    return tableRow(`r${index}`, judgeRoute(route), `${route.name} ${queues} ${route.targets.join(' ')}`, [
      nameCell(`r${index}`, route.name),
      stateCell(judgeRoute(route)),
      ...numbers(
        flowCell(matched),
        reportedCell(route, 'failed'),
        reportedCell(route, 'deadLettered'),
        reportedCell(route, 'lost'),
        last,
      ),
      { shown: route.targets.join(', ') },
    ]);
  };
  return table(
    'routes',
    'Routes: what became of their events',
    ['Route', 'State', 'Matched', 'Failed', 'Dead-lettered', 'Lost', 'Last event', 'Targets'],
    status.routes.map(row),
  );
}

/** The targets as a table that sorts. */
export function targetsTable(facts: PageFacts): Markup {
  const { status, graph } = facts;
  const row = (target: TargetStatus, index: number): Markup => {
    const drawn = graph.targets[index];
    const judged = judgeTarget(facts, target);
    return tableRow(`t${index}`, judged, `${target.name} ${target.routes.join(' ')}`, [
      nameCell(`t${index}`, target.name),
      { shown: drawn?.what ?? target.kind, by: drawn?.what ?? target.kind },
      stateCell(judged),
      ...numbers(...queueCells(waitsIn(target)), failedCell(target), ...queueCells(keptIn(target))),
      reasonsCell(keptIn(target)),
      { shown: target.routes.join(', ') },
    ]);
  };
  return table(
    'targets',
    'Targets: what waits, and what is dead-lettered. What failed is said by the own service, of all senders.',
    [
      'Target',
      'Kind',
      'State',
      'Waiting',
      'Oldest',
      'Failed',
      'Dead letters',
      'Oldest dead letter',
      'Their reasons',
      'Routes',
    ],
    status.targets.map(row),
  );
}

function failedCell({ topics, function: of }: TargetStatus): Cell {
  if (topics !== undefined) return flowCell({ count: sumOf(topics.map(({ failed }) => failed.count)) });
  return of === undefined ? { shown: '–' } : flowCell(of.errors);
}

/** Cells of numbers stand at the right. */
function numbers(...cells: readonly Cell[]): readonly Cell[] {
  return cells.map((cell) => ({ ...cell, numeric: true }));
}

function queueCells(queue: QueueStatus | undefined): readonly [Cell, Cell] {
  if (queue === undefined) return [{ shown: '–' }, { shown: '–' }];
  const { waiting, oldestSeconds } = queue;
  return [
    waiting === undefined ? { shown: '?' } : { shown: numberText(waiting), by: waiting },
    oldestSeconds === undefined
      ? { shown: (waiting ?? 0) > 0 ? '?' : '–' }
      : { shown: lengthText(oldestSeconds * 1_000), by: oldestSeconds },
  ];
}

/** Why dead letters are there; what was not looked at is not told, and is no "none". */
function reasonsCell(queue: QueueStatus | undefined): Cell {
  if (queue?.letters !== undefined) {
    const text = reasonsText(queue.letters);
    return { shown: text, by: text };
  }
  return { shown: (queue?.waiting ?? 0) > 0 ? '?' : '–' };
}

function flowCell(flow: Flow): Cell {
  const value = numberOf(flow);
  return { shown: flowText(flow), ...(value === undefined ? {} : { by: value }) };
}

/** EventBridge sends no number of what did not fail: where it counted events, that is 0. */
function reportedCell({ numbers }: RouteStatus, of: 'failed' | 'deadLettered' | 'lost'): Cell {
  const value = reportedOf(numbers, of);
  if (value !== undefined) return { shown: numberText(value), by: value };
  return { shown: numbers[of].count.kind === 'none' ? '–' : '?' };
}

function nameCell(id: string, name: string): Cell {
  return { shown: html`<a href="#d-${id}">${name}</a>`, by: name.toLowerCase() };
}

function stateCell({ health, says }: Judged): Cell {
  const { sign, word } = SIGNS[health];
  const shown = html`<span class="state h-${health}"><span aria-hidden="true">${sign}</span> ${says === '' ? word : says}</span>`;
  return { shown, by: ORDER.indexOf(health) };
}

/** The worst first. */
const ORDER = ['bad', 'look', 'unknown', 'off', 'quiet', 'calm', 'good'];

function tableRow(id: string, { health }: Judged, words: string, cells: readonly Cell[]): Markup {
  return html`<tr data-box="${id}" data-words="${words.toLowerCase()}" data-trouble="${isTrouble(health) ? 'yes' : 'no'}">${cells.map(
    ({ shown, by, numeric }, index) => {
      const key = by === undefined ? html`` : html` data-by="${by}"`;
      const number = numeric ? html` class="n"` : html``;
      return index === 0 ? html`<th scope="row"${key}>${shown}</th>` : html`<td${key}${number}>${shown}</td>`;
    },
  )}</tr>
`;
}

function table(id: string, caption: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table id="${id}">
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col"><button type="button">${head}</button></th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
