import { randomUUID } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';

/** Bytes of a step's summary: GitHub uploads none that is longer ("supports content up to a size of 1024k"). */
const SUMMARY_BYTES = 1_024 * 1_024;

/** What a step can tell the runner of GitHub Actions: outputs, a summary, annotations, its log. */
export class Runner {
  /** @param write the log of the step */
  constructor(env, write) {
    this.env = env;
    this.write = write;
  }

  /** Sets outputs of this step. */
  setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs)) {
      // A delimiter that no value can hold: a line break in a value sets no other output.
      const end = `gcx-${randomUUID()}`;
      this.append('GITHUB_OUTPUT', `${name}<<${end}\n${value}\n${end}\n`);
    }
  }

  /** Adds Markdown to the summary of this step; where it no longer fits, it says where to look. */
  addSummary(markdown) {
    const file = this.env.GITHUB_STEP_SUMMARY;
    const there = file ? (statSync(file, { throwIfNoEntry: false })?.size ?? 0) : 0;
    const fits = there + Buffer.byteLength(markdown) + 1 <= SUMMARY_BYTES;
    const text = fits ? markdown : 'The result is too long for a summary: the log has all of it.';
    this.append('GITHUB_STEP_SUMMARY', `${text}\n`);
  }

  /** Adds a folder to the PATH of the steps that follow. */
  addPath(folder) {
    this.append('GITHUB_PATH', `${folder}\n`);
  }

  /** An annotation of the run: `error`, `warning` or `notice`. */
  annotate(level, message) {
    this.write(`::${level} title=gcx::${escapeData(message)}\n`);
  }

  /** Prints a text as it is: no line of it is a command to the runner. */
  printLog(title, text) {
    const token = randomUUID();
    const body = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    this.write(
      `::group::${escapeData(title)}\n::stop-commands::${token}\n${body}::${token}::\n::endgroup::\n`,
    );
  }

  append(name, text) {
    const file = this.env[name];
    if (file) appendFileSync(file, text);
  }
}

/** The value of a workflow command, as the runner reads it back (actions/toolkit, packages/core/src/command.ts). */
function escapeData(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
