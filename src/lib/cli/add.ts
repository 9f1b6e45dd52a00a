import { gcxCommand } from '../base/hints/gcx-command.js';
import { diagnosticText } from '../base/terminal/diagnostic-text.js';
import { plainStyle } from '../base/terminal/style.js';
import { andList } from '../base/words.js';
import {
  differenceOf,
  type EditableFile,
  editFile,
  environmentsOf,
  type Proposal,
  writeEdit,
  writeHandlers,
} from '../features/add/index.js';
import type { AddFlagValues } from './add-flags.js';
import { approvalFrom } from './carry-out.js';
import type { CommandHost } from './command-host.js';
import { differenceText } from './render/difference-text.js';

/** What `gcx add` did, as `--json` prints it. */
export interface AddDocument {
  readonly schemaVersion: 1;
  /** Path of the file, as to be shown. */
  readonly file: string;
  /** `there`: all of it is in the file already; `shown`: `--dry-run`; `declined`: the person said no. */
  readonly outcome: 'added' | 'there' | 'shown' | 'declined';
  readonly written: boolean;
  /** What is added, such as `route sales`. */
  readonly added: readonly string[];
  /** What is there already, a sentence each. */
  readonly there: readonly string[];
  readonly notes: readonly string[];
  /** The unified difference. Empty: none. */
  readonly difference: string;
  /** Files of handlers that were written beside it. Absent: none. */
  readonly handlers?: readonly string[];
  /** The command to run next. Absent: nothing was written. */
  readonly next?: string;
}

/**
 * Shows what a proposal changes in the file, asks, writes it and says what to run next.
 * @param environment that the next command is about, where the file has several
 * @throws GcxError where the file would have problems, or nobody can be asked
 */
export async function add(
  editable: EditableFile,
  proposal: Proposal,
  flags: AddFlagValues,
  host: CommandHost,
  environment?: string,
): Promise<AddDocument> {
  const { file } = editable;
  const { adds, there, notes } = proposal;
  const document = { schemaVersion: 1, file, there, notes } as const;
  if (adds.length === 0) {
    for (const sentence of there) host.print(sentence);
    host.print(`${file} stays as it is.`);
    return { ...document, outcome: 'there', written: false, added: [], difference: '' };
  }
  const edit = await editFile(editable, proposal);
  const changed = differenceOf(edit.before, edit.after);
  host.print(differenceText(file, changed, host.style));
  for (const sentence of there) host.print(sentence);
  for (const warning of edit.warnings) host.notice(diagnosticText(warning, plainStyle));
  for (const note of notes) host.notice(`Note: ${note}`);
  const difference = differenceText(file, changed, plainStyle);
  const told = { ...document, added: adds, difference };
  if (flags['dry-run']) {
    host.print(`\nNothing was written (--dry-run).`);
    return { ...told, outcome: 'shown', written: false };
  }
  const approval = await approvalFrom(flags, host.json, 'Look at the change above, or with --dry-run');
  if (approval.kind === 'ask' && !(await approval.asker.confirm(`Write this to ${file}?`, true))) {
    host.print('Nothing was written.');
    return { ...told, outcome: 'declined', written: false };
  }
  const handlers = await writeHandlers(editable, proposal);
  writeEdit(editable, edit);
  const next = nextCommand(editable, flags, environment);
  const lines = [...handlers.map((path) => `Wrote ${path}.`), `Added ${andList(adds)}.`, `Next: ${next}`];
  host.print(`\n${lines.join('\n')}`);
  return { ...told, outcome: 'added', written: true, handlers, next };
}

/** A file with environments needs one: that which was named, else the first. */
function nextCommand(
  editable: EditableFile,
  { env }: AddFlagValues,
  environment: string | undefined,
): string {
  const named = environment ?? env ?? environmentsOf(editable)[0];
  return named === undefined ? gcxCommand('plan') : gcxCommand('plan', '--env', named);
}
