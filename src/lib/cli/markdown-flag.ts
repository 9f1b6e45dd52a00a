import { Flags } from '@oclif/core';
import { writeFileAsAsked } from '../base/atomic-file.js';
import { terminalText } from '../base/terminal/printable.js';

/** `--markdown FILE`: the same result, as GitHub and GitLab show it in a comment, an issue or a job summary. */
export const markdownFlag = Flags.string({
  summary: 'Also write the result as Markdown to FILE: at most 65,536 characters, as a comment takes.',
  helpValue: 'FILE',
});

/**
 * Writes a Markdown document where `--markdown` asked for it.
 * @param file undefined: it did not, and nothing is rendered
 * @throws as writeFileAsAsked
 */
export function writeMarkdown(file: string | undefined, markdown: () => string): void {
  if (file !== undefined) writeFileAsAsked(file, terminalText(markdown()));
}
