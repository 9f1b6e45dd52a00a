import { ExitCode } from '../exit-codes.js';
import { GcxError } from '../gcx-error.js';
import { genesysEnvironment } from '../genesys/index.js';

/** What the command line of `gcx init` said. */
export interface InitFlags {
  readonly project?: string | undefined;
  readonly genesysEnvironment?: string | undefined;
  readonly organization?: string | undefined;
  readonly suffix?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly route?: string | undefined;
  readonly events: readonly string[];
  readonly queues: readonly string[];
  readonly allQueues: boolean;
  readonly targets: readonly string[];
  readonly deadLetter?: string | undefined;
  readonly noDeadLetter: boolean;
}

/** Fills in what the environment's variables say: GENESYSCLOUD_REGION, AWS_REGION, AWS_DEFAULT_REGION. */
export function withVariables(flags: InitFlags, env: NodeJS.ProcessEnv): InitFlags {
  return {
    ...flags,
    genesysEnvironment: flags.genesysEnvironment ?? filled(env['GENESYSCLOUD_REGION']),
    region: flags.region ?? filled(env['AWS_REGION']) ?? filled(env['AWS_DEFAULT_REGION']),
  };
}

/** Throws GcxError with exit code 64 that names every flag that is missing where nobody can be asked. */
export function requireFlags(flags: InitFlags): void {
  const missing = [
    ...(flags.project === undefined ? ['--project'] : []),
    ...(flags.genesysEnvironment === undefined ? ['--genesys-environment'] : []),
    ...(flags.region === undefined ? ['--region'] : []),
    ...(flags.events.length === 0 ? ['--event'] : []),
    ...(flags.queues.length === 0 && !flags.allQueues ? ['--queue (or --all-queues)'] : []),
    ...(flags.targets.length === 0 ? ['--target'] : []),
  ];
  if (missing.length === 0) return;
  throw new GcxError(
    {
      code: 'answers-missing',
      what: `There is no terminal to ask on, and ${missing.length === 1 ? 'a flag is' : 'flags are'} missing: ${missing.join(', ')}.`,
      fix: 'Give them, or run gcx init on a terminal. gcx init --help explains each.',
    },
    ExitCode.usage,
  );
}

/** The domain of a Genesys Cloud environment given as domain or region. Throws GcxError with exit code 64. */
export function environmentFrom(text: string): string {
  const known = genesysEnvironment(text);
  if (known !== undefined) return known.environment;
  throw new GcxError(
    {
      code: 'usage',
      what: `"${text}" is no Genesys Cloud environment.`,
      fix: 'Write its domain (mypurecloud.ie) or its AWS region (eu-west-1).',
    },
    ExitCode.usage,
  );
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
