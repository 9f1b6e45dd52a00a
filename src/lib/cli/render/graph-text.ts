import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth } from '../../base/terminal/width.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { andList } from '../../base/words.js';
import type { GraphRoute, GraphSubscriber, GraphTarget, PipeGraph } from '../../features/graph/index.js';
import { rootLines, type TreeNode } from './tree-lines.js';

/** The pipe of a file as a tree, from Genesys Cloud to who receives events. */
export function graphText(graph: PipeGraph, style: Style): string {
  const { project, environment, genesys, routes } = graph;
  const place = environment === 'default' ? '' : `, environment ${printable(environment)}`;
  const shown = new Set<string>();
  const lines = rootLines(
    {
      ...plainHead(`Genesys Cloud ${printable(genesys.environment)}`),
      words: `organization ${printable(genesys.organization)}`,
      children: [
        {
          ...sourceHead(graph),
          children: routes.map((route) => routeNode(route, graph, shown, style)),
        },
      ],
    },
    textColumns(),
  );
  return [
    style.bold(`${printable(project)}${place}`),
    '',
    ...lines,
    ...(routes.length === 0 ? ['', 'The file has no routes, so no event is sent anywhere.'] : []),
    ...aside(graph),
  ].join('\n');
}

function sourceHead({ genesys, aws, archiveDays }: PipeGraph): Omit<TreeNode, 'children'> {
  const { source } = genesys;
  const account = `AWS account ${aws.account}, ${printable(aws.region)}`;
  const archive =
    archiveDays === undefined
      ? []
      : [archiveDays === 0 ? 'kept for replay, with no end' : `kept for replay, ${archiveDays} days`];
  switch (source.kind) {
    case 'integration':
      return {
        ...plainHead(`integration ${printable(source.suffix)}`),
        words: `its event bus in ${account}`,
        notes: [...(source.managed ? [] : ['managed by others']), ...archive],
      };
    case 'gateway':
      return {
        ...plainHead('a gateway'),
        words: `event bus ${printable(aws.bus)} in ${account}`,
        notes: archive,
      };
    case 'others':
      return { ...plainHead(`event bus ${printable(aws.bus)}`), words: `in ${account}`, notes: archive };
  }
}

function routeNode(route: GraphRoute, graph: PipeGraph, shown: Set<string>, style: Style): TreeNode {
  const { name, enabled, events, queues, where, pattern, targets } = route;
  return {
    ...boldHead(name, style),
    ...(enabled ? {} : { words: style.yellow('disabled') }),
    notes: [
      ...(pattern === undefined ? [listed('', events)] : pattern.map(printable)),
      ...(queues === undefined ? [] : [listed('of queues ', queues)]),
      ...(where.length === 0 ? [] : [`where ${andList(where.map(printable))}`]),
      ...(targets.length === 0 ? ['not sent anywhere: it has no targets'] : []),
    ],
    children: targets.flatMap((target) => {
      const found = graph.targets.find((each) => each.name === target);
      return found === undefined ? [] : [targetNode(found, graph, shown, style)];
    }),
  };
}

function targetNode(target: GraphTarget, graph: PipeGraph, shown: Set<string>, style: Style): TreeNode {
  const { name, subscribers, only } = target;
  const again = shown.has(name) && subscribers.length > 0;
  shown.add(name);
  return {
    ...boldHead(name, style),
    words: `${whatWords(target)}${again ? ', as above' : ''}`,
    notes: again || only === undefined ? [] : [listed('handles only queues ', only)],
    children: again ? [] : subscribers.map((each) => subscriberNode(each, graph)),
  };
}

function subscriberNode(subscriber: GraphSubscriber, { targets }: PipeGraph): TreeNode {
  switch (subscriber.kind) {
    case 'email':
      return { ...plainHead(`e-mail ${printable(subscriber.to)}`), children: [] };
    case 'https':
      return { ...plainHead(printable(subscriber.to)), children: [] };
    case 'target': {
      const target = targets.find(({ name }) => name === subscriber.target);
      const words = target === undefined ? {} : { words: whatWords(target) };
      return { ...plainHead(printable(subscriber.target)), ...words, children: [] };
    }
  }
}

/** What is beside the tree: where dead letters go, and what nothing leads to. */
function aside({ targets }: PipeGraph): readonly string[] {
  const receiving = new Set(
    targets.flatMap(({ subscribers }) =>
      subscribers.flatMap((each) => (each.kind === 'target' ? [each.target] : [])),
    ),
  );
  const keeping = new Map<string, string[]>();
  for (const { name, deadLetter, routed } of targets) {
    if (deadLetter === undefined || !routed) continue;
    keeping.set(deadLetter, [...(keeping.get(deadLetter) ?? []), name]);
  }
  const own = targets.filter(({ ownDeadLetterQueue }) => ownDeadLetterQueue !== undefined);
  const without = targets.filter(
    ({ routed, deadLetter, ownDeadLetterQueue }) =>
      routed && deadLetter === undefined && ownDeadLetterQueue === undefined,
  );
  const idle = targets.filter(
    ({ name, routed }) => !routed && !receiving.has(name) && !isNamedAsDeadLetter(name, targets),
  );
  const says = [
    ...[...keeping].map(([keeper, kept]) =>
      listed(`${printable(keeper)} keeps the events that cannot be delivered to `, kept),
    ),
    ...own.map(({ name }) => `${printable(name)} has its own dead-letter queue.`),
    ...(without.length === 0
      ? []
      : [listed('Events that cannot be delivered to these are lost: ', namesOf(without))]),
    ...(idle.length === 0 ? [] : [listed('No route leads to ', namesOf(idle))]),
  ];
  return says.length === 0 ? [] : ['', ...says.flatMap((text) => hanging(text))];
}

function isNamedAsDeadLetter(name: string, targets: readonly GraphTarget[]): boolean {
  return targets.some(({ deadLetter }) => deadLetter === name);
}

function namesOf(targets: readonly GraphTarget[]): readonly string[] {
  return targets.map(({ name }) => name);
}

function listed(label: string, names: readonly string[]): string {
  return `${label}${names.map(printable).join(', ')}`;
}

/** A text whose further lines begin two columns to the right. */
function hanging(text: string): readonly string[] {
  return wrapText(text, textColumns() - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function whatWords({ what, called }: GraphTarget): string {
  return `${printable(what)} ${printable(called)}`;
}

function plainHead(text: string): Pick<TreeNode, 'head' | 'width'> {
  return { head: text, width: displayWidth(text) };
}

function boldHead(name: string, style: Style): Pick<TreeNode, 'head' | 'width'> {
  const text = printable(name);
  return { head: style.bold(text), width: displayWidth(text) };
}
