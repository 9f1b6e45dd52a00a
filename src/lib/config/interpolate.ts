import { nearNames } from '../near-names.js';
import type { ConfigPath } from './model.js';
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
const TOKEN = /\$\$\{|\$\{([^${}]*)\}|\$\{/g;
const VARIABLE = /^\s*([A-Za-z_][A-Za-z0-9_]*|env|aws\.account|aws\.region)\s*(?::-(.*))?$/s;

/** Takes a text apart; `$${` stands for `${` itself. */
export function splitVariables(text: string): readonly Piece[] {
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
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The lookup for a tree: variables of the environment, and the built-in names from the tree itself. */
export function variableLookup(root: SourceNode, { environment, env }: Variables): Lookup {
  const outside: Lookup = (name) => {
    if (name === 'env') return environment;
    return Object.hasOwn(env, name) ? env[name] : undefined;
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

/** Replaces the variables in all texts of a tree; what cannot be replaced is reported where it stands. */
export function interpolate(root: SourceNode, variables: Variables, problems: Problems): SourceNode {
  const lookup = variableLookup(root, variables);
  return mapScalars(root, (scalar, path) => {
    if (typeof scalar.value !== 'string' || scalar.spoilt === true || !scalar.value.includes('${'))
      return scalar;
    return new ScalarReplacement(scalar, path, problems).replace(scalar.value, lookup, variables);
  });
}

class ScalarReplacement {
  private readonly scalar: ScalarNode;
  private readonly path: ConfigPath;
  private readonly problems: Problems;
  private searchedTo = 0;
  private failed = false;

  constructor(scalar: ScalarNode, path: ConfigPath, problems: Problems) {
    this.scalar = scalar;
    this.path = path;
    this.problems = problems;
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
        fix: `Write the value, or take a variable of the environment, such as \${AWS_${name === 'aws.account' ? 'ACCOUNT' : 'REGION'}}.`,
      });
    }
    const value = variableValue(piece, lookup);
    if (value === undefined) return this.unset(name, written, variables);
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

  private unset(name: string, written: string, { env }: Variables): string {
    if (name.startsWith('aws.')) {
      return this.fail(written, {
        code: 'variable-unset',
        message: `\${${name}} is not known: the file has no ${name}.`,
        fix: `Add ${name} to the file.`,
      });
    }
    const [near] = nearNames(
      name,
      [...BUILT_IN, ...Object.keys(env).filter((each) => !isSecretVariable(each))],
      1,
    );
    return this.fail(written, {
      code: 'variable-unset',
      message: `The environment variable ${name} is not set, and \${${name}} gives no default.`,
      fix: `${near === undefined ? '' : `Did you mean \${${near}}? `}Set it (export ${name}=…), or give a default: \${${name}:-value}. For the characters themselves write $\${${name}}.`,
    });
  }

  private malformed(written: string): string {
    const inner = /^\$\{\s*([\w.-]*)/.exec(written)?.[1] ?? '';
    const [near] = nearNames(inner, BUILT_IN, 1);
    return this.fail(written, {
      code: 'variable-invalid',
      message:
        written === '${'
          ? 'Here a variable begins with ${ but is not closed, or holds a brace.'
          : `${written} is no variable: a name has letters, digits and _ only, or is ${BUILT_IN.join(', ')}.`,
      fix: `${near === undefined ? '' : `Did you mean \${${near}}? `}Write \${NAME} or \${NAME:-default}; for the characters themselves write $\${.`,
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
