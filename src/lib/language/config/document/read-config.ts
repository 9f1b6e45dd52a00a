import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { hideCredentialLines, refuseCredentials } from './credentials.js';
import { checkEnvironments } from './environments.js';
import { type FoundFile, findConfigFile } from './find-file.js';
import { GivenVariables } from './given-variables.js';
import { variableNames } from './interpolate.js';
import { Problems, TreeProblems } from './problems.js';
import { readDocument } from './read-document.js';
import { SourceFile } from './source-file.js';
import type { SourceNode } from './source-node.js';

/** Which file to read, and what stands around it. */
export interface ConfigOptions {
  /** Absolute path of the current folder. */
  readonly cwd: string;
  /** From `--config`. */
  readonly configFile?: string;
  /** From `--env`; without it GENESYS_GCX_ENV. */
  readonly environment?: string;
  /**
   * Takes an environment that the file does not have (any more), for what is left of it. `like`: the environment that says
   * where it worked; without it, what the file says for all of them does. Absent: such an environment is an error.
   */
  readonly leftEnvironment?: { readonly like?: string };
  /** The environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From `--var`: `NAME=value` each. */
  readonly variables?: readonly string[];
  /** The file as it was found, or as it would be once it is edited. Absent: it is looked for and read. */
  readonly found?: FoundFile;
}

/** A file as read: all its environments, credentials taken out, nothing replaced yet. */
export interface ReadConfig {
  readonly found: FoundFile;
  readonly source: SourceFile;
  /** Undefined where the file cannot be read as a map; then there is an error among the problems. */
  readonly root: SourceNode | undefined;
  readonly problems: Problems;
}

/** {@link ReadConfig}, and what its variables stand for. */
export interface ReadWithVariables extends ReadConfig {
  readonly given: GivenVariables;
}

/**
 * Finds and reads the file, and checks what holds for all its environments.
 * @throws GcxError where there is no file, or a variable is given that it does not name
 */
export async function readConfig(options: ConfigOptions): Promise<ReadWithVariables> {
  const given = new GivenVariables(options.variables ?? [], options.env);
  const found = options.found ?? (await findConfigFile(options.cwd, options.configFile));
  const read = readConfigText(found);
  const { root } = read;
  if (root !== undefined) given.refuseUnknown(() => variableNames(root), found.shown);
  return { ...read, given };
}

/** Reads a file's text; see {@link readConfig}. */
export function readConfigText(found: FoundFile): ReadConfig {
  const source = new SourceFile(found.shown, readableText(found));
  const problems = new Problems(source);
  const read = readDocument(source, problems);
  if (problems.hasErrors) hideCredentialLines(source, problems);
  if (read === undefined) return { found, source, root: undefined, problems };
  if (read.kind !== 'map') {
    problems.add(read.range, {
      code: 'wrong-type',
      message: 'The file must be a map: "key: value" lines such as "version: 1".',
      fix: `Run "${gcxCommand('init')}" to write one, or start from the example: "${gcxCommand('schema', '--example')}".`,
    });
    return { found, source, root: undefined, problems };
  }
  const root = refuseCredentials(read, problems);
  checkEnvironments(root, new TreeProblems(root, problems));
  return { found, source, root, problems };
}

/** JSON may be indented with tabs, YAML may not; a string of JSON holds none, so places stay. A byte order mark is not part of the text. */
function readableText({ path, text }: FoundFile): string {
  const plain = text.replace(/^\uFEFF/, '');
  return path.endsWith('.json') || plain.trimStart().startsWith('{') ? plain.replaceAll('\t', ' ') : plain;
}
