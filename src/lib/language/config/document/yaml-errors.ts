import { type Document, isCollection, type YAMLError } from 'yaml';
import { everyNode } from './every-node.js';
import type { Problem, Problems } from './problems.js';
import type { SourceFile } from './source-file.js';
import type { SourceRange } from './source-node.js';
import { YamlPlaces } from './yaml-places.js';
import { lowerFirst, NO_COLON, openQuote, syntax, TAB, TOO_DEEP } from './yaml-problems.js';

/** Errors after which the document can still be read, so that all other problems are told as well. */
const HARMLESS = new Set(['DUPLICATE_KEY', 'BAD_ALIAS', 'TAG_RESOLVE_FAILED']);

/** Errors of the parser that are looked into: after that many, people fix what they see first. */
const LOOKED_INTO = 200;

/** A problem with the place it belongs to, which is not always where the parser noticed it. */
interface Placed {
  readonly range: SourceRange;
  readonly problem: Problem;
}

/**
 * Tells what is wrong with the YAML in words for people who never learned it. Where one slip makes the parser stumble
 * several times, only the first is told.
 * @returns Whether the document can be read all the same.
 */
export function reportYamlErrors(file: SourceFile, document: Document.Parsed, problems: Problems): boolean {
  const context = new ErrorContext(file, document);
  let readable = true;
  let lastLine = -1;
  const all = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0]);
  if (all.some(({ code }) => !HARMLESS.has(code))) readable = false;
  const errors = all.slice(0, LOOKED_INTO);
  let stumbled = false;
  for (const error of errors) {
    const harmless = HARMLESS.has(error.code);
    if (!harmless) stumbled = true;
    // An unresolved tag is told by the reader, which also sees the tags that the parser knows.
    if (error.code === 'TAG_RESOLVE_FAILED') continue;
    // A line in the wrong place easily makes a key look repeated.
    if (error.code === 'DUPLICATE_KEY' && stumbled) continue;
    const { range, problem } = context.explain(error, errors);
    const line = file.lineOf(range.start);
    if (!harmless && error.code !== 'TAB_AS_INDENT' && line <= lastLine + 1 && lastLine !== -1) continue;
    if (!harmless) lastLine = Math.max(line, file.lineOf(error.pos[0]));
    problems.add(range, problem);
  }
  return readable;
}

class ErrorContext {
  private readonly file: SourceFile;
  private readonly document: Document.Parsed;
  private readonly places: YamlPlaces;
  private opened: readonly number[] | undefined;

  constructor(file: SourceFile, document: Document.Parsed) {
    this.file = file;
    this.document = document;
    this.places = new YamlPlaces(file, document);
  }

  explain(error: YAMLError, all: readonly YAMLError[]): Placed {
    const [start, end] = error.pos;
    const range = { start, end: Math.max(end, start + 1) };
    switch (error.code) {
      case 'TAB_AS_INDENT':
        return { range, problem: TAB };
      case 'DUPLICATE_KEY':
        return this.duplicateKey(start);
      case 'BAD_ALIAS':
        return {
          range,
          problem: {
            code: 'yaml-alias',
            message: `A ${this.file.text[start] === '&' ? '& names a YAML anchor' : '* stands for a YAML alias'}, but no name follows.`,
            fix: 'For a text that begins with this sign, put it in quotes.',
          },
        };
      case 'BAD_DQ_ESCAPE':
        return {
          range,
          problem: {
            code: 'yaml-quote',
            message: `Within double quotes a backslash begins a special sign, and ${this.file.text.slice(start, start + 2)} is none.`,
            fix: 'Double the backslash, or use single quotes.',
          },
        };
      case 'BAD_SCALAR_START':
        return {
          range,
          problem: {
            code: 'yaml-quote',
            message: `A text without quotes cannot begin with ${this.file.text[start] ?? ''}.`,
            ...this.places.quotingRestOfLine(start),
          },
        };
      case 'BAD_INDENT':
        return error.message.startsWith('Flow') ? this.openBracket(start) : this.indentation(start);
      case 'BLOCK_AS_IMPLICIT_KEY':
        return this.nestedMap(start, all);
      case 'MULTILINE_IMPLICIT_KEY':
        return this.missingColon(start);
      case 'MISSING_CHAR':
        return this.missingCharacter(error.message, start);
      case 'UNEXPECTED_TOKEN':
        return this.unexpected(error.message, start);
      default:
        if (/call stack/i.test(error.message)) return { range, problem: TOO_DEEP };
        return { range, problem: syntax(`This is not valid YAML: ${lowerFirst(error.message)}.`) };
    }
  }

  private duplicateKey(from: number): Placed {
    // Of a key without a value, the parser gives the end of the line before.
    const start = from + (/^\s*\n(\s*#.*\n)*\s*/.exec(this.file.text.slice(from))?.[0].length ?? 0);
    const rest = this.file.text.slice(start);
    const written = /^("[^"\n]*"|'[^'\n]*'|[^:\n]+?)(?=\s*:)/.exec(rest)?.[0] ?? '';
    const indent = start - this.file.lineStart(this.file.lineOf(start));
    const earlier = this.earlierKey(written, indent, this.file.lineOf(start));
    return {
      range: { start, end: start + Math.max(1, written.length) },
      problem: {
        code: 'duplicate-key',
        message: `The key ${written} is in this map twice${earlier === undefined ? '' : `; the first one is in line ${earlier}`}.`,
        fix: 'Join the two, or give one of them another name.',
      },
    };
  }

  private earlierKey(written: string, indent: number, before: number): number | undefined {
    for (let line = before - 1; line >= 1; line--) {
      const text = this.file.line(line);
      if (text.slice(indent).startsWith(`${written}:`) && text.slice(0, indent).trim() === '') return line;
    }
    return undefined;
  }

  private openBracket(start: number): Placed {
    this.opened ??= flowStarts(this.document);
    const from = this.opened.findLast((each) => each < start) ?? start;
    const range = { start: from, end: from + 1 };
    const sign = this.file.text[range.start] ?? '[';
    const lines = this.file.text.slice(range.start, start);
    const cut = /\s#/.test(lines);
    return {
      range,
      problem: {
        code: 'yaml-bracket',
        message: `The ${sign} that begins here is not closed${cut ? ': a # after a space begins a comment, and the rest of the line is left out' : ''}.`,
        fix: cut
          ? 'Put a name that holds a # in quotes, such as "Support #2".'
          : `Close it with ${sign === '{' ? '}' : ']'}.`,
        ...(cut ? this.places.quotingCutItem(range.start) : {}),
      },
    };
  }

  private indentation(start: number): Placed {
    const line = this.file.lineOf(start);
    const range = this.places.firstWord(line);
    const column = range.start - this.file.lineStart(line) + 1;
    const above = this.places.columnsAbove(line);
    return {
      range,
      problem: {
        code: 'yaml-indentation',
        message: `This line begins in column ${column}, but no line above that it could belong to does.`,
        fix: `Lines of the same list or map begin in the same column; here that is column ${above.join(' or ')}.`,
      },
    };
  }

  private nestedMap(start: number, all: readonly YAMLError[]): Placed {
    const line = this.file.lineOf(start);
    const overLines = all.some((error) => error.code === 'MULTILINE_IMPLICIT_KEY' && error.pos[0] >= start);
    const text = this.file.line(line);
    const rest = text.slice(start - this.file.lineStart(line));
    if (!overLines && /:\s/.test(rest)) {
      return {
        range: { start, end: start + rest.trimEnd().length },
        problem: {
          code: 'colon-in-text',
          message: 'A colon and a space within a text without quotes begin a new key.',
          ...this.places.quotingRestOfLine(start),
        },
      };
    }
    const next =
      rest.trimStart().startsWith('-') || text.trim() === '' ? line : this.places.nextFilledLine(line);
    return this.indentation(this.file.lineStart(next));
  }

  private missingColon(start: number): Placed {
    const line = this.file.lineOf(start);
    const text = this.file.line(line).trim();
    const range = this.places.firstWord(line);
    const glued = /^([\w-]+):(\S.*)$/.exec(text);
    if (glued !== null) {
      return {
        range,
        problem: syntax(
          'A space is required after the colon of a key.',
          `Write ${glued[1] ?? ''}: ${glued[2] ?? ''}`,
        ),
      };
    }
    return { range, problem: NO_COLON };
  }

  private missingCharacter(message: string, start: number): Placed {
    if (message.startsWith('Missing closing')) {
      const quote = this.places.lastQuoted(start) ?? { start, end: start + 1 };
      const from = this.file.text.slice(quote.start);
      const range = {
        start: quote.start,
        end: quote.start + (from.indexOf('\n') === -1 ? from.length : from.indexOf('\n')),
      };
      return { range, problem: openQuote(this.file.text[quote.start] ?? '"') };
    }
    if (message.includes('flow')) {
      const brace = this.file.text[start] === '{';
      return {
        range: { start, end: start + 1 },
        problem: {
          code: 'yaml-bracket',
          message: brace
            ? 'Within [ ] or { }, a text that holds a brace needs quotes.'
            : 'A comma is required between the items of a list in [ ] or a map in { }.',
          fix: brace
            ? 'Put the whole text in quotes, or write the list with one "- " line for each item.'
            : 'Add the comma, or close the bracket before.',
          ...(brace ? this.places.quotingWord(start) : {}),
        },
      };
    }
    return this.missingColon(start);
  }

  private unexpected(message: string, start: number): Placed {
    const line = this.file.lineOf(start);
    const range = { start, end: this.file.lineStart(line) + this.file.line(line).trimEnd().length };
    const before = this.file.text.slice(this.file.lineStart(line), start);
    const quoted = this.places.lastQuoted(start);
    const alias = /\*\S+\s*$/.exec(before);
    if (alias !== null) {
      const from = this.file.lineStart(line) + alias.index;
      return {
        range: { start: from, end: range.end },
        problem: {
          code: 'yaml-alias',
          message: 'A * at the beginning of a string without quotes stands for a YAML alias.',
          ...this.places.globRestOfLine(from),
        },
      };
    }
    if (
      quoted !== undefined &&
      quoted.end <= start &&
      this.file.text.slice(quoted.end, start).trim() === ''
    ) {
      const overLines = this.file.lineOf(quoted.start) !== this.file.lineOf(quoted.end - 1);
      if (overLines)
        return {
          range: { start: quoted.start, end: quoted.start + 1 },
          problem: openQuote(this.file.text[quoted.start] ?? '"'),
        };
      return {
        range,
        problem: {
          code: 'yaml-quote',
          message: 'There is more text after the closing quote.',
          fix: "Put the whole text within the quotes; a quote within it is written \\\" in \"…\" and '' in '…'.",
        },
      };
    }
    if (message.startsWith('Block scalar header')) {
      const from = this.file.lineStart(line) + Math.max(0, before.search(/[>|]\S*$/));
      return {
        range: { start: from, end: range.end },
        problem: {
          code: 'yaml-quote',
          message: `A ${this.file.text[from] ?? '>'} at the beginning of a text without quotes begins a text over several lines.`,
          ...this.places.quotingRestOfLine(from),
        },
      };
    }
    return { range, problem: syntax(`This is not valid YAML: ${lowerFirst(message)}.`) };
  }
}

/** Where the lists in [ ] and maps in { } of a document begin, in its order. */
function flowStarts(document: Document.Parsed): readonly number[] {
  const starts: number[] = [];
  for (const node of everyNode(document))
    if (isCollection(node) && node.flow === true && node.range) starts.push(node.range[0]);
  return starts;
}
