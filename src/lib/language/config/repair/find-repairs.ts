import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import { edited } from '../document/edits.js';
import { Problems } from '../document/problems.js';
import { SourceFile } from '../document/source-file.js';
import type { Candidate } from './candidate.js';
import { indentationCandidates } from './indentation.js';
import { errorsIn, isBetter } from './is-better.js';
import type { CheckText, Outcome } from './outcome.js';
import { punctuationCandidates } from './punctuation.js';
import { moved, originalOffset, type Shift } from './shifts.js';
import { signCandidates } from './signs.js';
import { TextLines } from './text-lines.js';

/** Checks of the file that a search takes for one slip and for all: it has to end soon. */
const CHECKS_PER_SLIP = 32;
const MOST_CHECKS = 80;
/**
 * What the checks of a search may cost: characters of text, and as many for each problem that is told (its near names); what
 * YAML cannot read has none.
 */
const MOST_COST = 1_000_000;
const COST_OF_PROBLEM = 1_000;
/** In a file of more characters each check takes long: its errors are told as they are. */
const LARGE_FILE = 30_000;
const LONG_LINE = /[^\n]{1000}/;

/** Errors whose surroundings are searched; what is left after a repair is searched again. */
const SEARCHED = 4;

/** Errors of a file that can be read which a line in the wrong place may bring about. */
const LAYOUT_CODES: ReadonlySet<string> = new Set([
  'unknown-key',
  'missing-key',
  'wrong-type',
  'empty',
  'name-invalid',
  'target-kind',
  'queue-selector',
  'subscriber-kind',
  'colon-in-text',
  'list-as-text',
  'dash-without-space',
]);

/**
 * Looks for small edits with which the errors of a file are gone, and tells only those with which it is right at that place.
 * @param outcome what the check said of the file
 * @returns the problems with those that an edit explains in its words; what was hidden behind one of them is told as well
 */
export function explainByRepairs(
  file: SourceFile,
  outcome: Outcome,
  check: CheckText,
): readonly Diagnostic[] {
  if (file.text.length > LARGE_FILE || LONG_LINE.test(file.text)) return outcome.problems;
  const search = new Search(check);
  const told = new Problems(file);
  let text = file;
  let left = outcome;
  const shifts: Shift[] = [];
  for (;;) {
    const found = search.find(text, left);
    if (found === undefined) break;
    const { candidate, after, mended } = found;
    const back = (offset: number): number => originalOffset(file, text, offset, shifts);
    told.add(
      { start: back(candidate.range.start), end: back(candidate.range.end) },
      {
        ...candidate.problem,
        edits: candidate.edits.map((edit) => ({ ...edit, start: back(edit.start), end: back(edit.end) })),
      },
    );
    for (const edit of candidate.edits)
      shifts.push({
        line: text.lineOf(edit.start),
        after: edit.end - text.lineStart(text.lineOf(edit.start)),
        by: edit.text.length - (edit.end - edit.start),
      });
    text = mended;
    left = after;
  }
  return [
    ...told.diagnostics(),
    ...left.problems.map((each) =>
      moved(search.rejected.has(keyOf(each)) ? withoutEdits(each) : each, file, shifts),
    ),
  ].sort(byPlace);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0)
  );
}

function keyOf({ code, message, position }: Diagnostic): string {
  return JSON.stringify([code, message, position?.line]);
}

/** A program must not be given what leads to the next error. */
function withoutEdits({ edits: _, ...rest }: Diagnostic): Diagnostic {
  return rest;
}

interface Found {
  readonly candidate: Candidate;
  readonly mended: SourceFile;
  readonly after: Outcome;
}

class Search {
  private readonly check: CheckText;
  /** Problems whose own edits do not make the file right. */
  readonly rejected = new Set<string>();
  private checks = 0;
  private cost = 0;
  private readonly shortened = new Map<string, Outcome>();

  constructor(check: CheckText) {
    this.check = check;
  }

  /** The first candidate with which nothing is wrong any more; else one that leaves the least. */
  find(file: SourceFile, before: Outcome): Found | undefined {
    const most = Math.min(MOST_CHECKS, this.checks + CHECKS_PER_SLIP);
    const enough = before.readable ? errorsIn(before).length : undefined;
    let best: Found | undefined;
    const tried = new Set<string>();
    for (const candidate of candidatesFor(file, before)) {
      // Lines lie near several errors. Whether the fix of a problem is right is noted for each problem.
      const key = JSON.stringify([candidate.edits, candidate.of?.message]);
      if (tried.has(key)) continue;
      tried.add(key);
      if (this.checks >= most || this.cost >= MOST_COST) break;
      this.checks++;
      const mended = new SourceFile(file.name, edited(file.text, candidate.edits));
      const after = this.check(mended.text, enough);
      this.cost += mended.text.length + (after.readable ? COST_OF_PROBLEM * after.problems.length : 0);
      if (!isBetter(before, after, candidate) && !this.leavesOthers(file, before, after, candidate)) {
        if (candidate.of !== undefined) this.rejected.add(keyOf(candidate.of));
        continue;
      }
      const found = { candidate, mended, after };
      if (best === undefined || leavesLess(after, best.after) || isLikelier(found, best)) best = found;
      if (errorsIn(best.after).length === 0) break;
    }
    return best;
  }

  /**
   * Whether, in a file that YAML cannot read, the parser comes past the edit, and all that it then stumbles over is wrong
   * without the edited lines as well: another mistake, which it did not tell before.
   */
  private leavesOthers(file: SourceFile, before: Outcome, after: Outcome, candidate: Candidate): boolean {
    // Lines that are moved are many, and hold others.
    if (before.readable || after.readable || candidate.problem.code === 'yaml-indentation') return false;
    const first = Math.min(...errorsIn(after).map(lineIn));
    if (first <= candidate.lastLine || first <= Math.min(...errorsIn(before).map(lineIn))) return false;
    const others = new Set(errorsIn(this.without(file, candidate)).map(keyOf));
    return errorsIn(after).every((error) => others.has(keyOf(error)));
  }

  /** What is wrong with the file where the lines of a candidate are empty. */
  private without(file: SourceFile, { line, lastLine }: Candidate): Outcome {
    const lines = file.text.split('\n').map((text, at) => (at + 1 >= line && at < lastLine ? '' : text));
    const text = lines.join('\n');
    const known = this.shortened.get(text);
    if (known !== undefined) return known;
    const outcome = this.check(text);
    this.shortened.set(text, outcome);
    return outcome;
  }
}

/** What cannot be read shows only a part of its errors: it is compared with none that can. */
function leavesLess(one: Outcome, other: Outcome): boolean {
  if (one.readable !== other.readable) return one.readable;
  return errorsIn(one).length < errorsIn(other).length;
}

/**
 * Quotes make a text of any line, so that YAML reads it: behind another error nothing tells whether a text belongs there. A
 * sign that is missing or wrong in the same line, with which no more is left, is likelier.
 */
function isLikelier(one: Found, other: Found): boolean {
  return (
    !one.after.readable &&
    other.candidate.problem.code === 'colon-in-text' &&
    /^yaml-(syntax|bracket)$/.test(one.candidate.problem.code) &&
    one.candidate.line === other.candidate.line &&
    !leavesLess(other.after, one.after)
  );
}

function lineIn({ position }: Diagnostic): number {
  return position?.line ?? 0;
}

function* candidatesFor(file: SourceFile, outcome: Outcome): Generator<Candidate> {
  const { problems, readable } = outcome;
  const errors = problems.filter(({ severity }) => severity === 'error');
  // A key that is mistyped makes errors above it, where others need it.
  const mistyped = errors.slice(SEARCHED).filter(({ code, edits }) => code === 'unknown-key' && edits);
  const searched = [...errors.slice(0, SEARCHED), ...mistyped.slice(0, SEARCHED)];
  for (const line of linesOf([...searched, ...problems.slice(0, SEARCHED)]))
    yield* signCandidates(file, line);
  // What a check says to write: what is gone with it are only consequences.
  for (const error of searched) yield* ownEdits(file, error);
  for (const line of linesOf(searched)) {
    // What YAML can read has its form wrong, if anywhere, in the line itself; of a list for a map, its first item has.
    const lists = searched.some(({ code, position }) => code === 'wrong-type' && position?.line === line);
    for (const near of readable ? [line, ...(lists ? lineBelow(file, line) : [])] : nearLines(file, line)) {
      yield* signCandidates(file, near);
      yield* punctuationCandidates(file, near, readable);
    }
  }
  const layout = searched.filter(({ code }) => !readable || LAYOUT_CODES.has(code));
  for (const line of linesOf(layout))
    for (const make of indentationCandidates(file, line, outcome)) yield make();
}

/** The problem's own fix. */
function* ownEdits(file: SourceFile, diagnostic: Diagnostic): Generator<Candidate> {
  const { position, edits, severity, code, message, fix, related } = diagnostic;
  if (position === undefined || edits === undefined) return;
  const start = file.lineStart(position.line) + position.column - 1;
  yield {
    of: diagnostic,
    line: Math.min(position.line, ...edits.map(({ line }) => line)),
    lastLine: Math.max(position.line, ...edits.map(({ endLine }) => endLine)),
    range: { start, end: start + (position.length ?? 1) },
    edits: edits.map((edit) => ({
      start: file.lineStart(edit.line) + edit.column - 1,
      end: file.lineStart(edit.endLine) + edit.endColumn - 1,
      text: edit.text,
    })),
    problem: {
      severity,
      code,
      message,
      ...(fix === undefined ? {} : { fix }),
      ...(related === undefined ? {} : { relatedLine: related.line }),
    },
  };
}

function linesOf(problems: readonly Diagnostic[]): ReadonlySet<number> {
  return new Set(problems.flatMap(({ position }) => position?.line ?? []));
}

function lineBelow(file: SourceFile, number: number): readonly number[] {
  const lines = TextLines.of(file);
  const at = lines.at(number);
  const below = at === undefined ? undefined : lines.after(at);
  return below === undefined ? [] : [below.number];
}

/** A line and those around it: a parser stumbles over the line after the slip, or one far below. */
function nearLines(file: SourceFile, number: number): readonly number[] {
  const lines = TextLines.of(file);
  const at = lines.at(number);
  if (at === undefined) return [number];
  const chain = lines.above(at);
  const above = [...chain.slice(0, 2), ...chain.filter(({ indent }) => indent < at.indent).slice(0, 2)];
  const near = [
    at,
    lines.before(at),
    lines.after(at),
    ...above,
    ...above.map((each) => lines.firstBeside(each)),
  ];
  return [...new Set([number, ...near.flatMap((line) => line?.number ?? [])])];
}
