import type { Interfaces } from '@oclif/core';
import { ALLOW_FLAGS } from '../base/hints/commands.js';
import type { Run } from '../base/hints/gcx-command.js';
import type { LoadedConfig } from '../language/config/model.js';

/** What a command line said, by the names of flags or arguments. */
export interface ParsedValues {
  [name: string]: unknown;
}

/** A command line as oclif read it, as far as a run is told by it. */
type Parsed = Pick<Interfaces.ParserOutput<ParsedValues, ParsedValues, ParsedValues>, 'flags' | 'metadata'>;

/** How a run is by its command and flags: what the commands that it suggests repeat. */
export function runOfFlags(id: string, { flags, metadata }: Parsed): Omit<Run, 'call'> {
  const given = (name: string): unknown =>
    metadata.flags[name]?.setFromDefault === true ? undefined : Reflect.get(flags, name);
  const config = given('config');
  const env = given('env');
  const like = given('like');
  const variables = given('var');
  const command = id.replaceAll(':', ' ');
  return {
    command,
    ...(typeof config === 'string' ? { config } : {}),
    ...(typeof env === 'string' ? { env } : {}),
    ...(typeof like === 'string' ? { like } : {}),
    ...(Array.isArray(variables) ? { variables: variables.map(named) } : {}),
    // What speaks of the sandbox itself leads nobody to the real services.
    sandbox: given('sandbox') === true || command.startsWith('sandbox '),
    allowed: ALLOW_FLAGS.filter((flag) => given(flag) === true),
  };
}

/** What a run knows more once its file is read: the environment, wherever it is from, and which values it may show. */
export function runOfFile(
  { config, given = [] }: LoadedConfig,
  variables: readonly string[],
): Omit<Run, 'call'> {
  const values = new Map(given.map(({ name, value }) => [name, value]));
  return {
    ...(config.environment === 'default' ? {} : { env: config.environment }),
    region: config.aws.region,
    variables: variables.map(named).map(({ name }) => {
      const value = values.get(name);
      return { name, ...(value === undefined ? {} : { value }) };
    }),
  };
}

/** A variable of `--var` without its value: what follows the name may be meant for nobody's eyes. */
function named(text: unknown): { readonly name: string } {
  return { name: String(text).split('=')[0] ?? '' };
}
