import { readFile } from 'node:fs/promises';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';

/** More than any event, pattern or suite of cases; a larger input is a mistake. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The text of a file that a command was given, or of standard input for `-`.
 * @throws GcxError where it cannot be read.
 */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return readStandardInput();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why =
      code === 'ENOENT'
        ? 'There is no such file.'
        : code === 'EISDIR'
          ? 'It is a folder.'
          : code === 'EACCES'
            ? 'You may not read it.'
            : `The system says ${code}.`;
    throw new GcxError({ code: 'file-unreadable', what: `${file} cannot be read.`, why }, undefined, error);
  }
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new GcxError({
      code: 'input-missing',
      what: 'Standard input is empty.',
      fix: `Name a file instead of -, or pipe into gcx: ${gcxCommand('event sample', 'conversation.acd.end')} | ${gcxCommand('event validate', '-')}`,
    });
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MOST_BYTES) {
      throw new GcxError({ code: 'input-too-large', what: 'Standard input is larger than 256 MB.' });
    }
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
