import { plainCommands } from '../../base/hints/gcx-command.js';
import { Limits } from '../../base/limits.js';
import { printable } from '../../base/terminal/printable.js';
import { withoutCiCommands } from '../../base/unprintable.js';

/** A block of lines of a Markdown document. */
export interface MarkdownSection {
  /** Absent: it stands under the title. */
  readonly heading?: string;
  /** Folded away behind its heading; `open`: unfolded at first. Absent: it is not foldable. */
  readonly folded?: 'open' | 'closed';
  /** How GitHub and GitLab color it. */
  readonly language: 'text' | 'diff';
  readonly lines: readonly string[];
}

/** What a document says, before it is cut to what a comment takes. */
export interface MarkdownParts {
  /** The word of the hidden marker on its first line, with the project and environment that it is about. */
  readonly marker: { readonly of: string; readonly project: string; readonly environment: string };
  /** Plain text: it is escaped. */
  readonly title: string;
  /** What it comes to, in one line of plain text. */
  readonly outcome: string;
  readonly sections: readonly MarkdownSection[];
  /** The command that shows the whole, where this document had to be cut. */
  readonly whole: string;
}

/** Characters of the title, the outcome and each name in the marker. */
const SHORT_CHARACTERS = 300;

/** Characters of one line of a block. */
const LINE_CHARACTERS = 2_000;

/** Backticks in a row that a block shows: the fence around it is one longer. */
const BACKTICKS = 20;

/**
 * A comment, an issue or a job summary in the Markdown of GitHub and GitLab: never longer than
 * {@link Limits.markdownCharacters}. Where it would be, the longest blocks are cut, and each says how many lines are
 * missing and which command shows them. No name in it can end a block, mention anybody or become markup.
 */
export function markdownDocument({ marker, title, outcome, sections, whole }: MarkdownParts): string {
  const shown = sections.filter(({ lines }) => lines.length > 0).map(bounded);
  const head = [
    `<!-- gcx-${marker.of} ${comment(marker.project)}/${comment(marker.environment)} -->`,
    `### ${escapeMarkdown(short(title))}`,
    `**${escapeMarkdown(short(outcome))}**`,
  ];
  const fixed = [...head, ...shown.map((each) => rendered({ ...each, lines: [] }))].join('\n\n').length + 1;
  const cutLine = (count: number) =>
    `… ${count.toLocaleString('en-US')} more ${count === 1 ? 'line' : 'lines'} not shown here: a comment takes ${Limits.commentCharacters.toLocaleString('en-US')} characters. All of it: ${plainCommands(whole)}`;
  const room = Limits.markdownCharacters - fixed - shown.length * (cutLine(10_000_000).length + 40);
  const budgets = shares(
    shown.map(({ lines }) => sizeOf(lines)),
    room,
  );
  const cut = shown.map((each, index) => withinBudget(each, budgets[index] ?? 0, cutLine));
  return `${[...head, ...cut.map(rendered)].join('\n\n')}\n`;
}

/** Text that stands in Markdown outside of blocks: no markup, link or mention comes of it. */
function escapeMarkdown(text: string): string {
  return printable(text).replace(/[&<>@#`*_~[\]|\\!]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Gives each size its own room, or an equal share of what is left where there is not enough for all. */
function shares(sizes: readonly number[], room: number): readonly number[] {
  const budgets = sizes.map(() => 0);
  let left = Math.max(0, room);
  const smallestFirst = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  for (const [done, { size, index }] of smallestFirst.entries()) {
    const share = Math.min(size, Math.floor(left / (smallestFirst.length - done)));
    budgets[index] = share;
    left -= share;
  }
  return budgets;
}

function withinBudget(
  section: MarkdownSection,
  budget: number,
  cutLine: (count: number) => string,
): MarkdownSection {
  const { lines } = section;
  if (sizeOf(lines) <= budget) return section;
  let size = 0;
  const kept = lines.findIndex((line) => {
    size += line.length + 1;
    return size > budget;
  });
  return { ...section, lines: [...lines.slice(0, kept), `  ${cutLine(lines.length - kept)}`] };
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function rendered({ heading, folded, language, lines }: MarkdownSection): string {
  const block = fenced(language, lines);
  if (heading === undefined) return block;
  const title = escapeMarkdown(heading);
  if (folded === undefined) return `**${title}**\n\n${block}`;
  return `<details${folded === 'open' ? ' open' : ''}><summary>${title}</summary>\n\n${block}\n\n</details>`;
}

/** A code block whose fence is longer than any run of backticks inside, so that no live name can end it. */
function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** A section whose lines are each of a length that can be shown, without empty ones at its end. */
function bounded(section: MarkdownSection): MarkdownSection {
  const lines = section.lines.join('\n').trimEnd().split('\n');
  return { ...section, lines: lines.map(boundedLine) };
}

function boundedLine(line: string): string {
  // As it is written at last: what makes it longer is counted here.
  const text = withoutCiCommands(plainCommands(line)).replace(/`+/g, (run) =>
    run.length > BACKTICKS ? `${'`'.repeat(BACKTICKS)}…` : run,
  );
  return text.length <= LINE_CHARACTERS ? text : `${wholeCharacters(text.slice(0, LINE_CHARACTERS))}…`;
}

function short(text: string): string {
  return text.length <= SHORT_CHARACTERS ? text : `${wholeCharacters(text.slice(0, SHORT_CHARACTERS))}…`;
}

/** What stands in a comment of HTML: it cannot end it. */
function comment(text: string): string {
  return printable(short(text)).replace(/[<>]/g, '').replace(/--+/g, '-');
}

/** A cut can go through a character of two units. */
function wholeCharacters(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}
