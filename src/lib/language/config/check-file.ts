import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { catalogue } from '../events/index.js';
import { checkContent } from './check/check-content.js';
import { environmentNames } from './document/environments.js';
import { Problems } from './document/problems.js';
import { type ReadWithVariables, readConfigText } from './document/read-config.js';
import { SourceFile } from './document/source-file.js';
import { explainByRepairs } from './repair/find-repairs.js';
import type { CheckText, Outcome } from './repair/outcome.js';

/** Which environments of a file count, and what stands around it. */
export interface FileSettings {
  /** Absent, or not in the file: all of them. */
  readonly environment?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The problems of a file in the words of whoever mistyped it: where a small edit makes the file right, that is what is
 * told, at the line that is off.
 */
export function explained(
  read: ReadWithVariables,
  problems: readonly Diagnostic[],
  settings: FileSettings,
): readonly Diagnostic[] {
  const { source, root, found, given } = read;
  // JSON has no layout, and programs write it.
  if (found.path.endsWith('.json') || source.text.trimStart().startsWith('{')) return problems;
  const check: CheckText = (text, enough) => {
    const again = readConfigText({ ...found, text });
    return outcomeOf({ ...again, given }, settings, enough);
  };
  return explainByRepairs(
    new SourceFile(source.name, source.text),
    { problems, readable: root !== undefined },
    check,
  );
}

function outcomeOf(
  { root, source, problems, given }: ReadWithVariables,
  { environment, env }: FileSettings,
  enough = Number.POSITIVE_INFINITY,
): Outcome {
  if (root === undefined) return { problems: problems.diagnostics(), readable: false };
  const names = environmentNames(root) ?? ['default'];
  const checked = environment !== undefined && names.includes(environment) ? [environment] : names;
  const byEnvironment = new Map<string, readonly Diagnostic[]>();
  for (const name of checked) {
    const own = new Problems(source, problems);
    checkContent(root, source, { environment: name, env, given, catalogue: catalogue() }, own);
    const found = own.diagnostics();
    byEnvironment.set(name, found);
    // Each of them is one of all environments' as well.
    if (found.filter(({ severity }) => severity === 'error').length >= enough) break;
  }
  return { problems: [...problems.diagnostics(), ...joined(byEnvironment)], readable: true };
}

/** A problem that every environment has is told once; another says whose it is. */
export function joined(byEnvironment: ReadonlyMap<string, readonly Diagnostic[]>): readonly Diagnostic[] {
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly environments: string[] }>();
  for (const [environment, diagnostics] of byEnvironment) {
    for (const diagnostic of diagnostics) {
      const key = JSON.stringify([diagnostic.position, diagnostic.code, diagnostic.message]);
      const entry = found.get(key) ?? { diagnostic, environments: [] };
      entry.environments.push(environment);
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ diagnostic, environments }) =>
    environments.length === byEnvironment.size
      ? diagnostic
      : { ...diagnostic, message: `In ${environments.join(', ')}: ${diagnostic.message}` },
  );
}
