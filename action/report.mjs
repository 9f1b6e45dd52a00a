import { environmentName } from './action-inputs.mjs';

/** Characters of the body of a comment or an issue on GitHub. */
const BODY_CHARACTERS = 65_536;

/** Characters of what gcx printed that a report of a failure quotes. */
const QUOTED_CHARACTERS = 20_000;

const MEANINGS = {
  1: 'gcx found an error.',
  3: 'Credentials or permissions are missing or wrong.',
  4: 'Applied in part.',
  5: 'Refused: nothing was changed.',
  64: 'The command line is wrong.',
  130: 'Interrupted.',
};

/** The hidden first line by which the action finds its own comment or issue: one for each environment of a file. */
export function markerOf(kind, { key }) {
  return `<!-- gcx-action ${kind} ${key} -->`;
}

/** A result of gcx as the body of a comment or an issue: its Markdown, or what went wrong where it came to none. */
export function reportBody(kind, run, outcome) {
  const { inputs, trigger } = run;
  const content = outcome.markdown ?? failureMarkdown(kind, inputs, outcome);
  const body = [markerOf(kind, inputs), content.trimEnd(), footer(trigger, outcome)].join('\n\n');
  if (body.length <= BODY_CHARACTERS) return body;
  const title = `### gcx ${kind}: ${environmentName(inputs)}`;
  const text = `The result is longer than a comment takes: the log of the run has all of it.`;
  return [markerOf(kind, inputs), title, text, footer(trigger, outcome)].join('\n\n');
}

/** What happened where gcx has no result to show: it could not read the file, or was not let in. */
export function failureMarkdown(kind, inputs, { code, stderr, stdout }) {
  const state = code === 5 ? 'refused' : 'failed';
  return `### gcx ${kind}: ${state} (${environmentName(inputs)})\n\n**${MEANINGS[code] ?? 'gcx ended unexpectedly.'}** Exit code ${code}.\n\n${quotedLog(`${stderr}${stdout}`.trim())}\n`;
}

/** What gcx printed, as a block; of very much the beginning. */
export function quotedLog(printed) {
  if (printed.length <= QUOTED_CHARACTERS) return fenced(printed);
  const cut = printed.length - QUOTED_CHARACTERS;
  return fenced(
    `${printed.slice(0, QUOTED_CHARACTERS)}\n… ${cut} more characters not shown here: the log of the run has all of it.`,
  );
}

function footer({ runUrl, runNumber, sha }, { code }) {
  return `[Run ${runNumber}](${runUrl}), commit ${sha.slice(0, 7)}, exit code ${code}`;
}

/** A code block that nothing inside can end. */
function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
