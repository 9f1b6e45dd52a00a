import { html, type Markup } from './markup.js';
import type { PageFacts } from './model.js';

/** Queues that the page lists at most: those without a route come first. */
const LISTED = 3_000;

/** "Which route takes queue …?": every queue with its routes; the page's script searches it and lights the routes up. */
export function queueFinder({ queues, status }: PageFacts): Markup {
  if (queues === undefined)
    return html`<p>Genesys Cloud was not asked for its queues, so that the page does not know which routes take which.</p>`;
  const ids = new Map(status.routes.map(({ name }, index) => [name, `r${index}`]));
  const rows = queues.map(({ queue, routes }) => {
    const taking = routes.filter(({ enabled, verdict }) => enabled && verdict.kind === 'takes');
    return { queue, taking: taking.map(({ route }) => route) };
  });
  const without = rows.filter(({ taking }) => taking.length === 0);
  const shown = [...without, ...rows.filter(({ taking }) => taking.length > 0)].slice(0, LISTED);
  return html`<p><label for="queue">Name of a queue</label> <input id="queue" type="search" autocomplete="off" aria-describedby="queue-answer"></p>
<p id="queue-answer" role="status">${without.length} of ${rows.length} queues have no route.</p>
<div class="wide short" role="region" aria-label="Queues and their routes" tabindex="0"><table id="queues">
<caption>Queues that the credentials see, and the routes of the file that take them</caption>
<thead><tr><th scope="col"><button type="button">Queue</button></th><th scope="col"><button type="button">Division</button></th><th scope="col"><button type="button">Routes</button></th></tr></thead>
<tbody>
${shown.map(
  ({ queue, taking }) =>
    html`<tr data-queue="${queue.name}" data-words="${queue.name.toLowerCase()}" data-routes="${taking.map((route) => ids.get(route) ?? '').join(' ')}"><th scope="row" data-by="${queue.name.toLowerCase()}">${queue.name}</th><td>${queue.division.name}</td><td data-by="${taking.length}">${taking.length === 0 ? 'no route' : taking.join(', ')}</td></tr>
`,
)}</tbody>
</table></div>${rows.length > LISTED ? html`<p>These are the first ${LISTED} of ${rows.length} queues.</p>` : undefined}`;
}
