import type { TargetDrawing } from '../../engine/targets/kind.js';
import { kindOf } from '../../engine/targets/list.js';
import type { GraphRoute, GraphSubscriber, GraphTarget, PipeGraph } from '../../features/graph/index.js';

/** Names of a list that a box shows; more are counted. */
const SHOWN = 4;

/** Brackets that give a box its shape. */
const SHAPES: Readonly<Record<TargetDrawing['shape'], readonly [string, string]>> = {
  stadium: ['([', '])'],
  cylinder: ['[(', ')]'],
  hexagon: ['{{', '}}'],
  box: ['[', ']'],
};

/** The pipe of a file as a flowchart in Mermaid, which GitHub, GitLab and many wikis draw. */
export function graphMermaid(graph: PipeGraph): string {
  const { genesys, aws, routes, targets } = graph;
  const ids = new Map(targets.map(({ name }, index) => [name, `t${index}`]));
  const keepers = new Set(targets.flatMap(({ deadLetter, routed }) => (routed ? (deadLetter ?? []) : [])));
  const received = new Set(
    targets.flatMap(({ subscribers }) =>
      subscribers.flatMap((each) => (each.kind === 'target' ? [each.target] : [])),
    ),
  );
  const drawn = targets.filter(({ name, routed }) => routed || keepers.has(name) || received.has(name));
  return [
    'flowchart LR',
    box('source', ['Genesys Cloud', genesys.environment, ...sourceWords(graph)]),
    box('bus', ['event bus', `${aws.account}, ${aws.region}`]),
    'source --> bus',
    ...routes.flatMap((route, index) => routeLines(route, `r${index}`, ids)),
    ...drawn.flatMap((target) => targetLines(target, ids)),
  ]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

function sourceWords({ genesys: { source } }: PipeGraph): readonly string[] {
  switch (source.kind) {
    case 'integration':
      return [`integration ${source.suffix}`];
    case 'gateway':
      return ['through a gateway'];
    case 'others':
      return [];
  }
}

function routeLines(
  { name, enabled, events, queues, where, pattern, targets }: GraphRoute,
  id: string,
  ids: ReadonlyMap<string, string>,
): readonly string[] {
  const words = [
    name,
    ...(pattern === undefined ? some(events) : ['its own event pattern']),
    ...(queues === undefined ? [] : some(queues).map((queue) => `queue ${queue}`)),
    ...where.map((condition) => `where ${condition}`),
  ];
  return [
    box(id, words),
    enabled ? `bus --> ${id}` : `bus -. disabled .-> ${id}`,
    ...targets.flatMap((target) => {
      const to = ids.get(target);
      return to === undefined ? [] : [`${id} --> ${to}`];
    }),
  ];
}

function targetLines(
  { name, kind, what, called, subscribers, only, deadLetter, routed }: GraphTarget,
  ids: ReadonlyMap<string, string>,
): readonly string[] {
  const id = ids.get(name) ?? '';
  const handles = only === undefined ? [] : some(only).map((queue) => `only queue ${queue}`);
  const keeper = routed && deadLetter !== undefined ? ids.get(deadLetter) : undefined;
  return [
    box(id, [name, `${what} ${called}`, ...handles], SHAPES[kindOf({ kind }).drawing.shape]),
    ...subscribers.flatMap((each, index) => subscriberLines(each, { from: id, id: `${id}s${index}` }, ids)),
    ...(keeper === undefined ? [] : [`${id} -. dead letters .-> ${keeper}`]),
  ];
}

function subscriberLines(
  subscriber: GraphSubscriber,
  { from, id }: { readonly from: string; readonly id: string },
  ids: ReadonlyMap<string, string>,
): readonly string[] {
  if (subscriber.kind !== 'target') return [box(id, [subscriber.to]), `${from} --> ${id}`];
  const to = ids.get(subscriber.target);
  return to === undefined ? [] : [`${from} --> ${to}`];
}

function some(names: readonly string[]): readonly string[] {
  const more = names.length - SHOWN;
  return more <= 0 ? names : [...names.slice(0, SHOWN), `and ${more} more`];
}

function box(id: string, lines: readonly string[], [open, close]: readonly [string, string] = SHAPES.box) {
  return `${id}${open}"${lines.map(mermaidText).join('<br/>')}"${close}`;
}

/**
 * A text as Mermaid shows it and reads nothing else in it: what is no plain letter, digit or space is an entity of its
 * (`#35;`), so that no quote ends the box, no `%%{` is a directive, no backtick begins Markdown, and no tag is one.
 */
function mermaidText(text: string): string {
  return Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/gu, '\ufffd'))
    .map((character) =>
      /[\p{L}\p{N}\p{M} ._,@/=()-]/u.test(character) ? character : `#${character.codePointAt(0)};`,
    )
    .join('');
}
