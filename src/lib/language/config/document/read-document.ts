import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Problems } from './problems.js';
import type { SourceFile } from './source-file.js';
import type { MapEntry, ScalarNode, SourceNode, SourceRange } from './source-node.js';
import { reportYamlErrors } from './yaml-errors.js';

/** Nodes that a file may have once aliases are followed; more is a bomb, not a configuration. */
const MAX_NODES = 200_000;

/**
 * Reads a YAML or JSON text into nodes that know their places. What is wrong goes to `problems`.
 * @returns Undefined where the text cannot be read at all; then there is an error among the problems.
 */
export function readDocument(file: SourceFile, problems: Problems): SourceNode | undefined {
  const documents = documentsOf(file.text);
  if (documents === 'too deep') {
    problems.add(
      { start: 0, end: 1 },
      {
        code: 'file-too-deep',
        message: 'The file is nested too deep to be read.',
        fix: 'Write it with fewer levels; a configuration has a dozen.',
      },
    );
    return undefined;
  }
  const [first, second] = documents;
  if (first === undefined || (first.contents === null && first.errors.length === 0)) {
    problems.add(
      { start: 0, end: 1 },
      {
        code: 'file-empty',
        message: 'The file is empty.',
        fix: `Run "${gcxCommand('init')}" to write one, or start from the example: "${gcxCommand('schema', '--example')}".`,
      },
    );
    return undefined;
  }
  if (second !== undefined) {
    const start = second.range?.[0] ?? 0;
    problems.add(
      { start, end: start + 3 },
      {
        code: 'yaml-documents',
        message: 'A second document begins here ("---"); gcx reads one document a file.',
        fix: 'Remove the "---" line; for several environments use "environments".',
      },
    );
  }
  const readable = reportYamlErrors(file, first, problems);
  if (!readable || first.contents === null) return undefined;
  return new DocumentReader(file, first, problems).read(first.contents);
}

/** Columns that a line may begin with of what opens levels; of many more the parser makes an expression that ends Node.js. */
const MAX_OPENING_COLUMNS = 1_000;

/** The documents of a text; the parser goes down into each level, and some texts are all levels. */
function documentsOf(text: string): readonly Document.Parsed[] | 'too deep' {
  for (const [opening] of text.matchAll(/^[ \t?:-]+/gm))
    if (opening.length > MAX_OPENING_COLUMNS) return 'too deep';
  // Each error of the parser would take a stack of calls that nobody reads: most of the time where a file has thousands.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const documents = parseAllDocuments(text, {
      prettyErrors: false,
      version: '1.2',
      logLevel: 'silent',
      uniqueKeys: true,
    });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

class DocumentReader {
  private readonly file: SourceFile;
  private readonly document: Document.Parsed;
  private readonly problems: Problems;
  private nodes = 0;
  private refused = false;
  private readonly open = new Set<Node>();
  private readonly targets = new Map<Alias, Node | undefined>();

  constructor(file: SourceFile, document: Document.Parsed, problems: Problems) {
    this.file = file;
    this.document = document;
    this.problems = problems;
  }

  read(node: Node): SourceNode {
    const range = rangeOf(node);
    this.nodes++;
    if (this.nodes > MAX_NODES || this.open.has(node)) return this.tooLarge(range);
    if (this.refuseTag(node, range)) return spoilt(range);
    if (isAlias(node)) return this.readAlias(node, range);
    if (isScalar(node)) return this.readScalar(node, range);
    this.open.add(node);
    try {
      if (isMap(node)) return { kind: 'map', range, entries: this.readEntries(node) };
      if (isSeq(node)) {
        return { kind: 'list', range, items: node.items.map((item) => this.readItem(item, range)) };
      }
    } finally {
      this.open.delete(node);
    }
    return spoilt(range);
  }

  private readItem(item: unknown, around: SourceRange): SourceNode {
    if (isNode(item)) return this.read(item);
    return {
      kind: 'scalar',
      range: { start: around.start, end: around.start },
      value: null,
      style: 'plain',
      written: '',
    };
  }

  private readEntries(map: YAMLMap): ReadonlyMap<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items) {
      const key = this.readKey(pair);
      if (key === undefined || entries.has(key.name)) continue;
      const value: SourceNode = isNode(pair.value)
        ? this.read(pair.value)
        : {
            kind: 'scalar',
            range: { start: key.range.end, end: key.range.end },
            value: null,
            style: 'plain',
            written: '',
          };
      entries.set(key.name, { keyRange: key.range, value });
    }
    return entries;
  }

  private readKey(pair: Pair): { name: string; range: SourceRange } | undefined {
    const key = pair.key;
    if (!isScalar(key)) {
      const range = isNode(key) ? rangeOf(key) : { start: 0, end: 1 };
      this.problems.add(range, {
        code: 'yaml-key',
        message: 'A key must be a word, not a list, map or alias.',
        fix: 'Where a text begins with a bracket, brace or *, put it in quotes.',
      });
      return undefined;
    }
    const range = rangeOf(key);
    const written = this.file.text.slice(range.start, range.end);
    const name = typeof key.value === 'string' ? key.value : written;
    if (name === '<<' && key.type === 'PLAIN') {
      this.problems.add(range, {
        code: 'yaml-merge-key',
        message: 'gcx does not read YAML merge keys ("<<").',
        fix: 'Write the keys out, or use "defaults" and "environments", which merge.',
      });
      return undefined;
    }
    return { name, range };
  }

  private readAlias(alias: Alias, range: SourceRange): SourceNode {
    const target = this.targetOf(alias);
    const name = alias.source;
    if (target === undefined) {
      this.problems.add(range, {
        code: 'yaml-alias',
        message: `*${name} without quotes is a YAML alias (a reference to &${name}), not a text, and there is no &${name} above.`,
        fix: `For every queue whose name ends in it, write { glob: "*${name}" }. For a string that begins with *, put it in quotes: "*${name}".`,
        replacement: `{ glob: "*${name}" }`,
      });
      return spoilt(range);
    }
    if (this.open.has(target)) return this.tooLarge(range);
    return moveTo(this.read(target), range);
  }

  /** Looked up once for each alias: that goes through the whole document, and a bomb comes by the same ones again and again. */
  private targetOf(alias: Alias): Node | undefined {
    if (!this.targets.has(alias)) this.targets.set(alias, alias.resolve(this.document));
    return this.targets.get(alias);
  }

  private readScalar(node: Scalar, range: SourceRange): ScalarNode {
    const written = this.file.text.slice(range.start, range.end);
    const style =
      node.type === 'PLAIN' ? 'plain' : (node.type?.startsWith('BLOCK') ?? false) ? 'block' : 'quoted';
    const { value } = node;
    if (
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      value === null
    ) {
      return { kind: 'scalar', range, value, style, written };
    }
    return { kind: 'scalar', range, value: written, style, written };
  }

  private refuseTag(node: Node, range: SourceRange): boolean {
    if (isAlias(node) || !('tag' in node) || node.tag === undefined) return false;
    let at = this.file.text.lastIndexOf('!', range.start);
    while (this.file.text[at - 1] === '!') at--;
    const start = at === -1 || this.file.lineOf(at) !== this.file.lineOf(range.start) ? range.start : at;
    const written = /^![^\s,[\]{}]*/.exec(this.file.text.slice(start))?.[0];
    // JSON-like values carry no tag; what is left was written with "!".
    if (written === undefined) return false;
    this.problems.add(
      { start, end: start + written.length },
      {
        code: 'yaml-tag',
        message: `${written} is a YAML tag; gcx takes none.`,
        fix: `For a text that begins with "!", put it in quotes: "${written}".`,
      },
    );
    return true;
  }

  private tooLarge(range: SourceRange): SourceNode {
    if (!this.refused) {
      this.refused = true;
      this.problems.add(range, {
        code: 'yaml-alias',
        message: 'The aliases of this file refer to themselves or unfold to far too much.',
        fix: 'Write the values out instead of using & and *.',
      });
    }
    return spoilt(range);
  }
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function rangeOf(node: Node): SourceRange {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
}

function spoilt(range: SourceRange): ScalarNode {
  return { kind: 'scalar', range, value: '', style: 'plain', written: '', spoilt: true };
}

/** What an alias stands for, with the alias's own place. */
function moveTo(node: SourceNode, range: SourceRange): SourceNode {
  return { ...node, range };
}
