import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject } from '../../base/json.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { addToText, type Refusal } from '../../language/config/document/edit/index.js';
import type { FoundFile } from '../../language/config/document/find-file.js';
import { readConfig } from '../../language/config/document/read-config.js';
import { SourceFile } from '../../language/config/document/source-file.js';
import { toJson } from '../../language/config/document/source-node.js';
import { ConfigInvalid, type ConfigOptions, validateConfig } from '../../language/config/index.js';
import { handlerText, testText, writeFirstFiles } from '../processors/init/index.js';
import { blamed } from './blame.js';
import type { FileContent } from './file-content.js';
import type { Proposal } from './proposal.js';

/** A file that something can be added to. */
export interface EditableFile extends FileContent {
  readonly found: FoundFile;
  /** How it is checked: all its environments, whichever is chosen elsewhere. */
  readonly options: ConfigOptions;
}

/** An edit that leaves a valid file. */
export interface FileEdit {
  readonly before: string;
  readonly after: string;
  /** What the file's checks say to the person that they did not say before. */
  readonly warnings: readonly Diagnostic[];
}

/** Reads the file. @throws GcxError where there is none, ConfigInvalid where it cannot be read as a map */
export async function readEditable(options: ConfigOptions): Promise<EditableFile> {
  const { environment: _, ...all } = options;
  const { GENESYS_GCX_ENV: __, ...env } = options.env;
  const { found, root, problems } = await readConfig({ ...all, env });
  const content = root === undefined ? undefined : toJson(root);
  if (!isJsonObject(content)) throw new ConfigInvalid(found.shown, problems.diagnostics());
  return { file: found.shown, content, found, options: { ...all, env } };
}

/**
 * The text of the file with what is proposed; nothing is written.
 * @throws GcxError where it cannot be edited without touching what else it says, or would have problems, with the flags that
 * bring them; ConfigInvalid where it has problems already
 */
export async function editFile(editable: EditableFile, proposal: Proposal): Promise<FileEdit> {
  const { found, options, file } = editable;
  const mark = /^\uFEFF?/.exec(found.text)?.[0] ?? '';
  const before = found.text.slice(mark.length);
  const added = addToText(before, proposal.additions);
  if (added.kind === 'refused') {
    const { line, column } = new SourceFile(file, before).position(added.range);
    throw refused(added.path.join('.'), added.why, `${file}:${line}:${column}`);
  }
  const [was, is] = await Promise.all([
    validateConfig({ ...options, found }),
    validateConfig({ ...options, found: { ...found, text: added.text } }),
  ]);
  const known = new Set(was.diagnostics.map(keyOf));
  const fresh = is.diagnostics.filter((each) => !known.has(keyOf(each)) && !isWritten(each, proposal));
  const errors = fresh.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw await blamed(file, errors, { ...options, found: { ...found, text: added.text } }, proposal.origins);
  const left = is.diagnostics.filter((each) => each.severity === 'error' && known.has(keyOf(each)));
  if (left.length > 0) throw new ConfigInvalid(file, was.diagnostics);
  // That nothing sends to a new target yet is said as what to do next.
  const warnings = fresh.filter(({ code }) => code !== 'unused-target');
  return { before: found.text, after: mark + added.text, warnings };
}

/** Writes the handlers that new processors need, each with a test; none that is there already. Gives the paths of those written. */
export function writeHandlers({ found }: EditableFile, { files }: Proposal): Promise<readonly string[]> {
  return writeFirstFiles(
    dirname(found.path),
    files.flatMap(({ handler, processor }) => [
      { path: handler, text: handlerText(processor) },
      {
        path: handler.replace(/\.[^./]*$/, '.test.ts'),
        text: testText(`./${basename(handler).replace(/\.[^.]*$/, '')}.js`),
      },
    ]),
  );
}

/**
 * Writes the edit, whole or not at all, and never through a symbolic link of the repository.
 * @throws GcxError where the file was changed meanwhile, or cannot be written
 */
export function writeEdit({ found, file }: EditableFile, { before, after }: FileEdit): void {
  if (readFileSync(found.path, 'utf8') !== before)
    throw new GcxError(
      {
        code: 'file-changed',
        what: `${file} was changed meanwhile; it is left as it is.`,
        fix: 'Run the same command again.',
      },
      ExitCode.refused,
    );
  try {
    writeFileAsAsked(found.path, after);
  } catch (error) {
    if (error instanceof GcxError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw withCause(
      new GcxError({
        code: 'file-not-written',
        what: `${file} cannot be written (${code}); it is left as it is.`,
        fix: 'Check the permissions of the file and its folder, and the space on the disk.',
      }),
      error,
    );
  }
}

/** Whether a problem is that a handler is missing that is written with the file. */
function isWritten({ code, message }: Diagnostic, { files }: Proposal): boolean {
  return (
    code === 'handler-missing' &&
    files.some(({ handler }) => message.startsWith(`There is no file ${handler};`))
  );
}

function keyOf({ code, message }: Diagnostic): string {
  return JSON.stringify([code, message]);
}

const REASONS: Readonly<Record<Refusal, { readonly why: string; readonly fix: string }>> = {
  alias: {
    why: 'It is a YAML alias (*name): what is added would be part of what it stands for as well.',
    fix: 'Write the values out instead of the alias, then run the command again.',
  },
  anchor: {
    why: 'It has a YAML anchor (&name) that aliases refer to: what is added would appear at each of them.',
    fix: 'Write the values out instead of the aliases, then run the command again.',
  },
  form: {
    why: 'There is something else than a map or list.',
    fix: `${gcxCommand('validate')} shows what is wrong with the file.`,
  },
  unsure: {
    why: 'It is written in a way that gcx cannot add to without touching what else stands there.',
    fix: 'Write it with one entry a line, then run the command again.',
  },
};

function refused(path: string, why: Refusal, where: string): GcxError {
  return new GcxError({
    code: `not-editable-${why}`,
    what: `${path === '' ? 'The file' : path} cannot be added to.`,
    where,
    ...REASONS[why],
  });
}
