import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { didYouMean, type NearName, nearName } from '../../../base/name-difference.js';
import { type Problem, type Problems, TreeProblems } from '../document/problems.js';
import { fileVerdict, projectBounds, verdictText } from '../document/project-bounds.js';
import { entriesOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { HANDLER_ENDS } from './check-processor.js';

/**
 * Checks on disk that the handlers of the processors are there, in the project.
 * @param folder of the file, absolute: handlers are named from there
 */
export async function checkHandlerFiles(tree: SourceNode, folder: string, problems: Problems): Promise<void> {
  const found = new TreeProblems(tree, problems);
  for (const [name, { value }] of entriesOf(nodeAt(tree, ['targets']))) {
    const handler = textOf(nodeAt(value, ['processor', 'handler']));
    if (handler === undefined || handler.trim() === '') continue;
    const path: ConfigPath = ['targets', name, 'processor', 'handler'];
    const problem = await handlerProblem(folder, name, handler);
    if (problem !== undefined) found.at(path, problem);
  }
}

async function handlerProblem(folder: string, name: string, handler: string): Promise<Problem | undefined> {
  const file = resolve(folder, handler);
  const there = await stat(file).catch(() => undefined);
  const bounds = projectBounds(folder);
  const verdict = fileVerdict(bounds, file);
  if (verdict.kind === 'inside') return undefined;
  if (verdict.kind === 'outside' || (verdict.kind === 'no-file' && there?.isDirectory() !== true)) {
    return {
      code: 'handler-outside',
      message: `${handler} ${verdictText(bounds, file, verdict)}; only files of the project are built into its Lambda functions.`,
      fix: 'Put the file into the project, and correct the path.',
    };
  }
  if (there !== undefined) {
    return {
      code: 'handler-missing',
      message: `${handler} is not a file.`,
      fix: `Name the file in it: ${join(handler, `${name}.ts`)}.`,
    };
  }
  const near = await filesLike(file);
  const init = `"${gcxCommand('processor init', name)}" writes one`;
  return {
    code: 'handler-missing',
    message: `There is no file ${handler}${isAbsolute(handler) ? '' : `; handlers are looked for from the folder of this file, ${folder}`}.`,
    fix:
      near === undefined
        ? `Correct the path, or have it written: ${init}.`
        : `${didYouMean(near, (name) => `${folderOf(handler)}${name}`)} If there is none yet: ${init}.`,
  };
}

/** The folder of a path as it is written, with the slash at its end. */
function folderOf(handler: string): string {
  return handler.slice(0, handler.length - basename(handler).length);
}

/** The handler beside it that was probably meant: of the same name with another ending, or of a similar name. */
async function filesLike(file: string): Promise<NearName | undefined> {
  const beside = await readdir(dirname(file)).catch(() => []);
  const handlers = beside.filter(
    (each) => HANDLER_ENDS.some((end) => each.endsWith(end)) && !each.includes('.test.'),
  );
  const stem = (name: string): string => name.replace(/\.[^.]*$/, '');
  const same = handlers.find((each) => stem(each) === stem(basename(file)));
  if (same !== undefined) return { names: [same] };
  const near = nearName(basename(file), handlers, 1);
  return near.names.length === 0 ? undefined : near;
}
