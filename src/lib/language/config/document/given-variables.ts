import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import { meantName } from '../../../base/name-difference.js';

/** What a variable of the environment is called that gives `${NAME}` of the file its value. */
export const VARIABLE_PREFIX = 'GENESYS_GCX_VAR_';

/** A variable's name, as the file, `--var` and the environment write it. */
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The values of `${NAME}` in the file: those of `--var NAME=value` and of GENESYS_GCX_VAR_NAME, as Terraform does with
 * TF_VAR_NAME. Nothing else of the environment: who writes the file would choose what of it is put into tags, messages
 * and plans.
 */
export class GivenVariables {
  private readonly given: ReadonlyMap<string, string>;
  private readonly env: Readonly<Record<string, string | undefined>>;

  /**
   * @param texts `NAME=value` each, from `--var`
   * @throws GcxError with exit code 64 where one is not written so, or a name is given two values
   */
  constructor(texts: readonly string[], env: Readonly<Record<string, string | undefined>>) {
    this.env = env;
    const given = new Map<string, string>();
    for (const text of texts) {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      if (!VARIABLE_NAME.test(name) || name === 'env') throw badVariable(text, name);
      const before = given.get(name);
      if (before !== undefined && before !== value) throw givenTwice(name);
      given.set(name, value);
    }
    this.given = given;
  }

  /** A variable's value, and where it is from; `--var` goes before the environment. */
  find(name: string): { readonly value: string; readonly from: string } | undefined {
    const value = this.given.get(name);
    if (value !== undefined) return { value, from: '--var' };
    const variable = VARIABLE_PREFIX + name;
    const ofEnvironment = Object.hasOwn(this.env, variable) ? this.env[variable] : undefined;
    return ofEnvironment === undefined ? undefined : { value: ofEnvironment, from: variable };
  }

  /** The names that have a value. */
  names(): readonly string[] {
    const ofEnvironment = Object.keys(this.env)
      .filter((key) => key.startsWith(VARIABLE_PREFIX))
      .map((key) => key.slice(VARIABLE_PREFIX.length));
    return [...new Set([...this.given.keys(), ...ofEnvironment])];
  }

  /** Whether the environment has a variable of just that name, which is not read. */
  isPlain(name: string): boolean {
    return Object.hasOwn(this.env, name) && this.env[name] !== undefined;
  }

  /**
   * Refuses a `--var` that the file has no use for: most likely it is misspelled, and a default would stand in for it.
   * @param namesOfFile the variables that the file names, in any of its environments
   * @throws GcxError with exit code 64
   */
  refuseUnknown(namesOfFile: () => ReadonlySet<string>, file: string): void {
    if (this.given.size === 0) return;
    const named = namesOfFile();
    for (const name of this.given.keys()) {
      if (named.has(name)) continue;
      throw new GcxError(
        {
          code: 'variable-unknown',
          what: `--var gives ${name}, but ${file} has no \${${name}}.`,
          fix: meantName(name, named, 'Leave it out.', (each) => `--var ${each}=VALUE`),
        },
        ExitCode.usage,
      );
    }
  }
}

/** What `--var` says as variables of an environment, where a text is checked that has only some of the names. */
export function variablesAsEnvironment(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => [
      VARIABLE_PREFIX + text.slice(0, text.indexOf('=')),
      text.slice(text.indexOf('=') + 1),
    ]),
  );
}

function badVariable(text: string, name: string): GcxError {
  const fix = 'Write --var NAME=VALUE: a name of letters, digits and _, as in ${NAME} in the file.';
  // What follows the name may be meant for nobody's eyes.
  const what = !text.includes('=')
    ? 'A --var has no "=", and so no value.'
    : name === 'env'
      ? '${env} is the name of the environment; --env chooses it, --var cannot.'
      : `--var cannot give "${name}": that is not a name of a variable.`;
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}

function givenTwice(name: string): GcxError {
  return new GcxError(
    { code: 'usage', what: `--var gives ${name} two different values.`, fix: 'Leave one of them out.' },
    ExitCode.usage,
  );
}
