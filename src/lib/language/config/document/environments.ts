import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import { shellWord } from '../../../base/hints/shell-words.js';
import { didYouMean, nearName } from '../../../base/name-difference.js';
import { NameRules, nameProblem } from './name-rules.js';
import { isNull, overlay } from './overlay.js';
import type { TreeProblems } from './problems.js';
import { entriesOf, type MapNode, nodeAt, type SourceNode } from './source-node.js';

/** The environment of a file that has none. */
export const DEFAULT_ENVIRONMENT = 'default';

/** The names of the file's environments; undefined where it has no `environments`. */
export function environmentNames(root: SourceNode): readonly string[] | undefined {
  const node = nodeAt(root, ['environments']);
  return node === undefined ? undefined : [...entriesOf(node).keys()];
}

/**
 * Which environment is meant.
 * @param asked From `--env`.
 * @param names The file's; undefined where it has none.
 * @throws GcxError where it is missing, unknown, or given for a file without environments.
 */
export function chooseEnvironment(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[] | undefined,
  file: string,
): string {
  const { name, fromVariable } = askedEnvironment(asked, env);
  const source = fromVariable ? 'GENESYS_GCX_ENV' : '--env';
  if (names === undefined) {
    if (name === undefined) return DEFAULT_ENVIRONMENT;
    throw new GcxError(
      {
        code: 'environment-without-environments',
        what: `${source} asks for "${name}", but ${file} has no environments.`,
        fix: fromVariable
          ? 'Unset GENESYS_GCX_ENV, or add "environments" to the file.'
          : 'Leave --env out, or add "environments" to the file.',
      },
      ExitCode.usage,
    );
  }
  if (name === undefined) {
    throw new GcxError(
      {
        code: 'environment-missing',
        what: `${file} has ${names.length === 1 ? 'an environment' : 'environments'}, and none is chosen.`,
        why: 'No environment is the silent default, so that nothing is changed in the wrong one.',
        fix: names.map((each) => `--env ${each}`).join('   or   '),
      },
      ExitCode.usage,
    );
  }
  if (names.includes(name)) return name;
  throw unknownEnvironment(name, names, file);
}

/** Which environment the command line asks for, or else the variable `GENESYS_GCX_ENV`. */
export function askedEnvironment(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly name: string | undefined; readonly fromVariable: boolean } {
  const variable = env['GENESYS_GCX_ENV'];
  const fromVariable = asked === undefined && variable !== undefined && variable !== '';
  return { name: fromVariable ? variable : asked, fromVariable };
}

/**
 * The file has no environment of the name.
 * @param looked where nothing was found that it left behind, `nowhere` where the file does not say where to look; absent:
 * it was not asked for as one that left the file
 */
export function unknownEnvironment(
  name: string,
  names: readonly string[],
  file: string,
  looked?: { readonly account: string; readonly region: string } | 'nowhere',
): GcxError {
  const near = nearName(name, names);
  const fixes = [
    names.length === 0
      ? 'It has no environments: leave --env out.'
      : near.names.length > 0
        ? didYouMean(near, (each) => `--env ${shellWord(each)}`)
        : `It has: ${names.join(', ')}.`,
    ...(names.length > 0 && looked !== undefined
      ? [
          `One that left the file is looked for where another works, with --like: --like ${shellWord(names[0] ?? '')}`,
        ]
      : []),
  ];
  const left =
    looked === undefined
      ? ''
      : looked === 'nowhere'
        ? ', and what it says for all of them does not say where one that left it worked'
        : `, and nothing that it left behind is in account ${looked.account}, ${looked.region}`;
  return new GcxError({
    code: 'environment-unknown',
    what: `${file} has no environment "${name}"${left}.`,
    fix: fixes.join(' '),
  });
}

/** Checks the environments as such: their names, that each is a map, and what they may lay over. */
export function checkEnvironments(root: SourceNode, problems: TreeProblems): void {
  const node = nodeAt(root, ['environments']);
  if (node === undefined) return;
  if (node.kind !== 'map' || node.entries.size === 0) {
    problems.atKey(['environments'], {
      code: 'empty',
      message: '"environments" names no environment.',
      fix: 'Write one map for each: environments: { production: {}, test: { … } }, or remove it.',
    });
    return;
  }
  for (const [name, { value }] of node.entries) {
    const path = ['environments', name];
    const problem = nameProblem(NameRules.environment, name);
    if (problem !== undefined) problems.atKey(path, problem);
    if (isNull(value)) continue;
    if (value.kind !== 'map') {
      problems.at(path, {
        code: 'wrong-type',
        message: 'An environment is a map of what differs in it.',
        fix: 'Write {} where nothing differs.',
      });
      continue;
    }
    for (const key of value.entries.keys()) {
      if (!FILE_ONLY_KEYS.includes(key)) continue;
      problems.atKey([...path, key], {
        code: 'misplaced-key',
        message: `"${key}" belongs to the file as a whole; an environment cannot change it.`,
        fix: 'Move it to the top of the file, or remove it.',
      });
    }
    reportIdleNulls(root, [...path], value, problems);
  }
}

/** A null that removes nothing is a misspelled key more often than not. */
function reportIdleNulls(
  root: SourceNode,
  path: readonly string[],
  over: MapNode,
  problems: TreeProblems,
): void {
  const base = nodeAt(root, path.slice(2));
  for (const [key, { value }] of over.entries) {
    const below = entriesOf(base).get(key);
    if (value.kind === 'map') {
      if (below?.value.kind === 'map') reportIdleNulls(root, [...path, key], value, problems);
    } else if (isNull(value) && below === undefined) {
      problems.atKey([...path, key], {
        severity: 'warning',
        code: 'nothing-to-remove',
        message: `null removes "${key}", but the file has no such key here.`,
        fix: didYouMean(nearName(key, entriesOf(base).keys(), 1)) || 'Remove the line.',
      });
    }
  }
}

/** The file's content for one environment: its part laid over, `environments` taken out. */
export function contentFor(root: SourceNode, environment: string): SourceNode {
  if (root.kind !== 'map') return root;
  const entries = new Map(root.entries);
  entries.delete('environments');
  const base: MapNode = { ...root, entries };
  const over = nodeAt(root, ['environments', environment]);
  if (over?.kind !== 'map') return base;
  const allowed = new Map([...over.entries].filter(([key]) => !FILE_ONLY_KEYS.includes(key)));
  return overlay(base, { ...over, entries: allowed });
}

/** Keys that belong to the file as a whole and not to one of its environments. */
export const FILE_ONLY_KEYS: readonly string[] = ['$schema', 'version', 'project', 'environments'];
