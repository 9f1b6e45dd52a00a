import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Config } from '../model.js';
import {
  askedEnvironment,
  chooseEnvironment,
  DEFAULT_ENVIRONMENT,
  unknownEnvironment,
} from './environments.js';
import { NameRules, nameProblem } from './name-rules.js';

/** An environment, and the one of the file whose account, region and organization it is looked for in. */
export interface LeftEnvironment {
  readonly environment: string;
  /** Absent: the environment's own part counts or, where the file has none of it, what it says for all environments. */
  readonly like?: string;
}

/**
 * Which environment is meant, where it may be one that the file does not have (any more).
 * @param like From `--like`.
 * @param asked From `--env`, and the environment variables.
 * @param names The file's environments; undefined where it has none.
 * @throws GcxError as {@link chooseEnvironment}, if `like` is not in the file, and where both are the file's
 */
export function chooseLeftEnvironment(
  { like }: { readonly like?: string },
  asked: {
    readonly environment?: string;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
  names: readonly string[] | undefined,
  file: string,
): LeftEnvironment {
  const { name } = askedEnvironment(asked.environment, asked.env);
  const isOfFile = name === undefined || (names ?? [DEFAULT_ENVIRONMENT]).includes(name);
  if (isOfFile || nameProblem(NameRules.environment, name) !== undefined) {
    if (like !== undefined) throw likeNotNeeded(like, name, file);
    return { environment: chooseEnvironment(asked.environment, asked.env, names, file) };
  }
  if (like === undefined) return { environment: name };
  if (!(names ?? []).includes(like)) throw unknownEnvironment(like, names ?? [], file);
  return { environment: name, like };
}

/** Whether an environment is not in the file (any more). */
export function leftFile({ environments }: Pick<Config, 'environments'>, environment: string): boolean {
  return !(environments ?? [DEFAULT_ENVIRONMENT]).includes(environment);
}

function likeNotNeeded(like: string, name: string | undefined, file: string): GcxError {
  return new GcxError(
    {
      code: 'like-not-needed',
      what:
        name === undefined
          ? `--like ${like} says where an environment worked that ${file} does not have any more, and --env does not say which.`
          : `--like ${like} says where an environment worked that ${file} does not have any more, and it has "${name}".`,
      fix: name === undefined ? 'Name it: --env NAME, or leave --like out.' : 'Leave --like out.',
    },
    ExitCode.usage,
  );
}
