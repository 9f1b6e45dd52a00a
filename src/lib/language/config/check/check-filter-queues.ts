import { globExpression } from '../../names/globs.js';
import { nodeAt, type SourceNode, textOf } from '../document/source-node.js';

/** How a node points at queues; undefined where it does not say it whole. */
interface Pointer {
  readonly kind: 'name' | 'glob' | 'id';
  readonly text: string;
  readonly division: string | undefined;
}

/**
 * Whether two selectors can choose a queue in common, as far as the file alone tells: what only Genesys Cloud knows (the
 * name of an id, whether two patterns meet) can be.
 */
export function canChoose(one: SourceNode, other: SourceNode): boolean {
  const a = pointerOf(one);
  const b = pointerOf(other);
  if (a === undefined || b === undefined) return true;
  if (a.kind === 'id' || b.kind === 'id') {
    return a.kind !== b.kind || a.text.toLowerCase() === b.text.toLowerCase();
  }
  if (a.division !== undefined && b.division !== undefined && a.division !== b.division) return false;
  if (a.kind === 'name' && b.kind === 'name') return a.text === b.text;
  if (a.kind === 'glob' && b.kind === 'glob') return true;
  const [glob, name] = a.kind === 'glob' ? [a, b] : [b, a];
  return globExpression(glob.text).test(name.text);
}

/** What a selector says, for messages. */
export function selectorText(node: SourceNode): string {
  return pointerOf(node)?.text ?? '';
}

function pointerOf(node: SourceNode): Pointer | undefined {
  const plain = textOf(node);
  if (plain !== undefined) return { kind: 'name', text: plain, division: undefined };
  for (const kind of ['name', 'glob', 'id'] as const) {
    const text = textOf(nodeAt(node, [kind]));
    if (text !== undefined) return { kind, text, division: textOf(nodeAt(node, ['division'])) };
  }
  return undefined;
}
