import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mark, parseMark } from './marks.js';

/** The folder of the clone. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a Markdown document. */
export interface CodeBlock {
  /** Relative to the clone. */
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The word behind the fence; empty where there is none. */
  readonly language: string;
  readonly text: string;
  /** What the comment before it says; undefined where there is none. */
  readonly mark: Mark | undefined;
  /** Commands that go before it and are not shown: `<!-- first: COMMAND -->`. */
  readonly first: readonly string[];
}

/** The documents whose blocks are held: README, CONTRIBUTING, docs/ and the READMEs of examples/. */
export function documents(): readonly string[] {
  const folder = (name: string, pattern: RegExp): readonly string[] =>
    (existsSync(join(ROOT, name)) ? readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' }) : [])
      .filter((file) => pattern.test(file) && !file.includes('node_modules'))
      .map((file) => `${name}/${file}`)
      .sort();
  return [
    'README.md',
    'CONTRIBUTING.md',
    ...folder('docs', /^[^/]+\.md$/),
    ...folder('examples', /(^|\/)README\.md$/),
  ];
}

/** The blocks of a document of the clone. */
export function blocksOf(file: string): readonly CodeBlock[] {
  return parseBlocks(file, readFileSync(join(ROOT, file), 'utf8'));
}

/**
 * The fenced blocks of a Markdown text, those in lists too. Comments belong to the block that follows them, with nothing but
 * blank lines between.
 * @throws Error where a comment that begins as a mark is none, or a fence is not closed
 */
export function parseBlocks(file: string, markdown: string): readonly CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  let comments: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)/.exec(line);
    if (fence !== null) {
      const [, indent = '', ticks = '', language = ''] = fence;
      const end = lines.findIndex((each, index) => index > at && each.trim() === ticks);
      if (end === -1) throw new Error(`${file}:${at + 1}: this block does not end.`);
      const text = lines
        .slice(at + 1, end)
        .map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each.trimStart()))
        .join('\n');
      blocks.push({ file, line: at + 1, language, text, ...said(comments, `${file}:${at + 1}`) });
      at = end;
      comments = [];
    } else {
      const comment = /^\s*<!--\s*(.*?)\s*-->\s*$/.exec(line);
      if (comment !== null) comments.push(comment[1] ?? '');
      else if (line.trim() !== '') comments = [];
    }
  }
  return blocks;
}

function said(comments: readonly string[], where: string): Pick<CodeBlock, 'mark' | 'first'> {
  const first = comments.flatMap((comment) => /^first:\s*(.+)$/.exec(comment)?.[1] ?? []);
  const marks = comments
    .filter((comment) => !comment.startsWith('first:'))
    .map((comment) => parseMark(comment, where));
  const found = marks.filter((mark) => mark !== undefined);
  if (found.length > 1) throw new Error(`${where}: this block has two marks.`);
  return { mark: found[0], first };
}
