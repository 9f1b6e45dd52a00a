import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';

/** A line of a tree, what is said of it below, and what hangs on it. */
export interface TreeNode {
  /** What is not broken into lines, e.g. a name; styled. */
  readonly head: string;
  /** How many columns that takes. */
  readonly width: number;
  /** Words after the head. */
  readonly words?: string;
  /** Further lines of it. */
  readonly notes?: readonly string[];
  readonly children: readonly TreeNode[];
}

const BRANCH = { more: '├─ ', last: '└─ ' } as const;
const TRUNK = { more: '│  ', last: '   ' } as const;

function treeLines(nodes: readonly TreeNode[], columns: number, trunk: string): readonly string[] {
  return nodes.flatMap((node, index) => {
    const place = index === nodes.length - 1 ? 'last' : 'more';
    return nodeLines(node, columns, `${trunk}${BRANCH[place]}`, `${trunk}${TRUNK[place]}`);
  });
}

/** A tree as lines of at most this many columns, as far as its words can be broken. */
export function rootLines(root: TreeNode, columns: number): readonly string[] {
  return nodeLines(root, columns, '', '');
}

function nodeLines(
  { head, width, words, notes = [], children }: TreeNode,
  columns: number,
  branch: string,
  trunk: string,
): readonly string[] {
  const below = children.length === 0 ? trunk : `${trunk}${TRUNK.more}`;
  const room = Math.max(24, columns - below.length);
  const [first = '', ...rest] =
    words === undefined ? [] : wrapText(`${'x'.repeat(width)}  ${words}`, columns - branch.length);
  return [
    `${branch}${head}${first.slice(width)}`,
    ...[...rest, ...notes.flatMap((note) => noteLines(note, room))].map((line) => `${below}${line}`),
    ...treeLines(children, columns, trunk),
  ];
}

/** A note, broken where it is long; its own indentation stays. */
function noteLines(note: string, room: number): readonly string[] {
  const text = note.trimStart();
  return wrapLabelled(' '.repeat(note.length - text.length), text, room);
}
