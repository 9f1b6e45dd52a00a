import { didYouMean, type NearName, nearName } from '../../../base/name-difference.js';
import type { ConfigPath, UsedVariable } from '../model.js';
import { type GivenVariables, VARIABLE_PREFIX } from './given-variables.js';
import type { Problems } from './problems.js';
import { environmentFix, processorMap } from './processor-credentials.js';
import { isSecretVariable, looksSecret } from './secret-looks.js';
import { mapScalars, nodeAt, type ScalarNode, type SourceNode } from './source-node.js';

/** What stands behind a name in `${…}`; undefined where it is not set. */
type Lookup = (name: string) => string | undefined;

/** A piece of a text with variables. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: string; readonly written: string }
  | { readonly kind: 'malformed'; readonly written: string };

/** Names that gcx itself fills in. */
const BUILT_IN = ['env', 'aws.account', 'aws.region'] as const;
function isBuiltIn(name: string): boolean {
  return BUILT_IN.some((each) => each === name);
}

const TOKEN = /\$\$\{|\$\{([^${}]*)\}|\$\{/g;
const VARIABLE = /^\s*([A-Za-z_][A-Za-z0-9_]*|env|aws\.account|aws\.region)\s*(?::-(.*))?$/s;

/** Takes a text apart; `$${` stands for `${` itself. */
function splitVariables(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    pieces.push(toPiece(match[0], match[1]));
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function toPiece(written: string, inner: string | undefined): Piece {
  if (written === '$${') return { kind: 'text', text: '${' };
  const variable = inner === undefined ? null : VARIABLE.exec(inner);
  const [, name, fallback] = variable ?? [];
  if (name === undefined) return { kind: 'malformed', written };
  return { kind: 'variable', name, written, ...(fallback === undefined ? {} : { fallback }) };
}

/** The text with its variables replaced; names that are not set and have no default stay as written. */
export function replaceVariables(text: string, lookup: Lookup): string {
  return splitVariables(text)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'malformed') return piece.written;
      return variableValue(piece, lookup) ?? piece.written;
    })
    .join('');
}

/** As in a shell: the default stands in for a variable that is not set or empty. */
function variableValue(
  piece: { readonly name: string; readonly fallback?: string },
  lookup: Lookup,
): string | undefined {
  const value = lookup(piece.name);
  if (piece.fallback !== undefined && (value === undefined || value === '')) return piece.fallback;
  return value;
}

/** What the names in `${…}` stand for in one environment of a file. */
export interface Variables {
  readonly environment: string;
  readonly given: GivenVariables;
}

/** The lookup for a tree: variables that were given, and the built-in names from the tree itself. */
export function variableLookup(root: SourceNode, { environment, given }: Variables): Lookup {
  const outside: Lookup = (name) => {
    if (name === 'env') return environment;
    return given.find(name)?.value;
  };
  const ofAws = (key: string): string | undefined => {
    const node = nodeAt(root, ['aws', key]);
    if (node?.kind !== 'scalar' || node.spoilt === true || node.value === null) return undefined;
    // A number is a mistake told elsewhere; as written it is what was meant.
    return typeof node.value === 'string' ? replaceVariables(node.value, outside) : node.written;
  };
  return (name) => {
    if (name === 'aws.account') return ofAws('account');
    if (name === 'aws.region') return ofAws('region');
    return outside(name);
  };
}

/** A tree with its variables replaced, and which of them it took, by name. */
export interface Interpolated {
  readonly tree: SourceNode;
  readonly used: readonly UsedVariable[];
  /** Names of those whose values no output shows: they stand in a processor's environment. */
  readonly hidden: readonly string[];
}

/** Replaces the variables in all texts of a tree; what cannot be replaced is reported where it stands. */
export function interpolate(root: SourceNode, variables: Variables, problems: Problems): Interpolated {
  const lookup = variableLookup(root, variables);
  const used = new Map<string, UsedVariable>();
  const hidden = new Set<string>();
  const tree = mapScalars(root, (scalar, path) => {
    if (typeof scalar.value !== 'string' || scalar.spoilt === true || !scalar.value.includes('${'))
      return scalar;
    if (processorMap(path) !== undefined)
      for (const piece of splitVariables(scalar.value)) if (piece.kind === 'variable') hidden.add(piece.name);
    return new ScalarReplacement(scalar, path, problems, used).replace(scalar.value, lookup, variables);
  });
  const sorted = [...used.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { tree, used: sorted, hidden: [...hidden] };
}

/** The names of all variables in a tree's texts, built-in ones included. */
export function variableNames(root: SourceNode): ReadonlySet<string> {
  const names = new Set<string>();
  mapScalars(root, (scalar) => {
    if (typeof scalar.value !== 'string') return scalar;
    for (const piece of splitVariables(scalar.value)) if (piece.kind === 'variable') names.add(piece.name);
    return scalar;
  });
  return names;
}

class ScalarReplacement {
  private readonly scalar: ScalarNode;
  private readonly path: ConfigPath;
  private readonly problems: Problems;
  private readonly used: Map<string, UsedVariable>;
  private searchedTo = 0;
  private failed = false;

  constructor(scalar: ScalarNode, path: ConfigPath, problems: Problems, used: Map<string, UsedVariable>) {
    this.scalar = scalar;
    this.path = path;
    this.problems = problems;
    this.used = used;
  }

  replace(text: string, lookup: Lookup, variables: Variables): ScalarNode {
    const parts = splitVariables(text).map((piece) => this.part(piece, lookup, variables));
    if (this.failed) return { ...this.scalar, value: '', spoilt: true };
    return { ...this.scalar, value: parts.join('') };
  }

  private part(piece: Piece, lookup: Lookup, variables: Variables): string {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'malformed') return this.malformed(piece.written);
    const { name, written } = piece;
    if (isSecretVariable(name)) {
      return this.fail(written, {
        code: 'credential',
        message: `\${${name}} is a credential by its name, and credentials do not go through the file.`,
        fix:
          processorMap(this.path) === undefined
            ? 'Remove it; gcx reads GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and the AWS credential chain itself.'
            : environmentFix(String(this.path.at(-1))),
      });
    }
    if (
      (name === 'aws.account' || name === 'aws.region') &&
      this.path[0] === 'aws' &&
      `aws.${this.path[1]}` === name
    ) {
      return this.fail(written, {
        code: 'variable-invalid',
        message: `\${${name}} stands for this value itself.`,
        fix: `Write the value, or take a variable of your own, such as \${${name === 'aws.account' ? 'ACCOUNT' : 'REGION'}}.`,
      });
    }
    const source = isBuiltIn(name) ? undefined : variables.given.find(name);
    if (!isBuiltIn(name) && source === undefined && variables.given.isPlain(name))
      return this.notRead(name, written, piece.fallback !== undefined);
    const value = variableValue(piece, lookup);
    if (value === undefined) return this.unset(name, written, variables);
    if (!isBuiltIn(name)) this.used.set(name, { name, from: source?.from ?? 'default' });
    if (looksSecret(value)) {
      return this.fail(written, {
        code: 'credential',
        message: `What \${${name}} stands for looks like a credential, and credentials do not go through the file.`,
        fix:
          processorMap(this.path) === undefined
            ? 'gcx reads the credentials of Genesys Cloud and AWS from the environment itself.'
            : environmentFix(String(this.path.at(-1))),
      });
    }
    return value;
  }

  /** A variable that earlier versions of gcx would have read. */
  private notRead(name: string, written: string, hasDefault: boolean): string {
    return this.fail(written, {
      code: 'variable-not-read',
      message: `The environment has a variable ${name}, but \${${name}} is not read from it: which of your variables the file gets is for you to say.`,
      fix: `Set ${VARIABLE_PREFIX}${name} to the value that the file may have, or add it to the command: --var ${name}=VALUE${hasDefault ? `. For the default: --var ${name}=` : ''}`,
    });
  }

  private unset(name: string, written: string, { given }: Variables): string {
    if (name.startsWith('aws.')) {
      return this.fail(written, {
        code: 'variable-unset',
        message: `\${${name}} is not known: the file has no ${name}.`,
        fix: `Add ${name} to the file.`,
      });
    }
    const near = nearName(name, [...BUILT_IN, ...given.names().filter((each) => !isSecretVariable(each))], 1);
    return this.fail(written, {
      code: 'variable-unset',
      message: `The variable ${name} is not given, and \${${name}} has no default.`,
      fix: `${meantVariable(near)}Give it with --var ${name}=VALUE or as ${VARIABLE_PREFIX}${name} in the environment, or write a default: \${${name}:-value}. For the characters themselves write $\${${name}}.`,
    });
  }

  private malformed(written: string): string {
    const inner = /^\$\{\s*([\w.-]*)/.exec(written)?.[1] ?? '';
    return this.fail(written, {
      code: 'variable-invalid',
      message:
        written === '${'
          ? 'Here a variable begins with ${ but is not closed, or holds a brace.'
          : `${written} is not a variable: a name has only letters, digits and _, or is ${BUILT_IN.join(', ')}.`,
      fix: `${meantVariable(nearName(inner, BUILT_IN, 1))}Write \${NAME} or \${NAME:-default}; for the characters themselves write $\${.`,
    });
  }

  private fail(written: string, problem: { code: string; message: string; fix: string }): string {
    this.failed = true;
    const index = this.scalar.written.indexOf(written, this.searchedTo);
    const start = this.scalar.range.start + Math.max(0, index);
    if (index !== -1) this.searchedTo = index + written.length;
    this.problems.add({ start, end: index === -1 ? this.scalar.range.end : start + written.length }, problem);
    return '';
  }
}

/** `Did you mean ${NAME}? `, with how it differs where it looks the same. */
function meantVariable(near: NearName): string {
  const meant = didYouMean(near, (name) => `\${${name}}`);
  return meant === '' ? '' : `${meant} `;
}
