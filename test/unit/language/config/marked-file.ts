import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../../../../src/lib/base/terminal/diagnostic.js';
import { type Validation, validateConfig } from '../../../../src/lib/language/config/index.js';

/** A file of one route that has nothing wrong with it; the parts can be replaced, or more added below the route. */
export function fileWith({
  genesys = '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }',
  aws = '{ account: "111122223333", region: eu-west-1 }',
  targets = '',
  events = '[conversation.acd.end]',
  route = '',
  top = '',
}: {
  readonly genesys?: string;
  readonly aws?: string;
  readonly targets?: string;
  readonly events?: string;
  readonly route?: string;
  readonly top?: string;
}): string {
  return [
    'version: 1',
    'project: pipe',
    ...(genesys === '' ? [] : [`genesys: ${genesys}`]),
    ...(aws === '' ? [] : [`aws: ${aws}`]),
    ...lines(top, ''),
    'targets:',
    '  inbox: { sqs: { create: inbox } }',
    ...lines(targets, '  '),
    'routes:',
    '  sales:',
    ...(events === '' ? [] : [`    events: ${events}`]),
    '    targets: [inbox]',
    ...lines(route, '    '),
    '',
  ].join('\n');
}

function lines(text: string, indent: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => indent + line);
}

/** A text with `«` where a problem is expected, taken apart: the text itself, line and column. */
export function unmark(marked: string): {
  readonly text: string;
  readonly line: number;
  readonly column: number;
} {
  const index = marked.indexOf('«');
  if (index === -1) throw new Error(`no « in:\n${marked}`);
  const before = marked.slice(0, index);
  return {
    text: before + marked.slice(index + 1),
    line: before.split('\n').length,
    column: index - before.lastIndexOf('\n'),
  };
}

/** Checks a text as the file of a folder of its own, where there is a handler, too: `./handlers/it.ts`. */
export async function validateText(
  text: string,
  env: Readonly<Record<string, string>> = {},
  name = '.genesysrc.yml',
): Promise<Validation> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
  try {
    writeFileSync(join(cwd, name), text);
    mkdirSync(join(cwd, 'handlers'));
    writeFileSync(join(cwd, 'handlers/it.ts'), 'export default () => {};\n');
    return await validateConfig({ cwd, env });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** What a table of bad files expects of one. */
export interface BadFile {
  /** What is wrong, as the test's name. */
  readonly what: string;
  /** The file, with `«` where the problem is. */
  readonly file: string;
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  /** Words of the message and the fix together. */
  readonly words: readonly string[];
  /** Other problems of the same file, by code. */
  readonly also?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Checks a bad file; gives its expected problem and the codes of all. */
export async function findProblem(
  bad: BadFile,
): Promise<{ readonly problem: Diagnostic | undefined; readonly codes: readonly string[] }> {
  const { text, line, column } = unmark(bad.file);
  const { diagnostics } = await validateText(text, bad.env ?? {});
  const problem = diagnostics.find(
    ({ code, position }) => code === bad.code && position?.line === line && position.column === column,
  );
  return {
    problem: problem ?? diagnostics.find(({ code }) => code === bad.code) ?? diagnostics[0],
    codes: diagnostics.map(({ code }) => code),
  };
}
