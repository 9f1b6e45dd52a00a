import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { genesysEnvironment } from '../../language/names/environments.js';

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
  readonly log: boolean;
}

/** The flags as oclif reads them. */
export interface InitFlagValues {
  readonly project?: string | undefined;
  readonly 'genesys-environment'?: string | undefined;
  readonly organization?: string | undefined;
  readonly suffix?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly route?: string | undefined;
  readonly event: readonly string[];
  readonly queue: readonly string[];
  readonly 'all-queues': boolean;
  readonly target: readonly string[];
  readonly 'dead-letter'?: string | undefined;
  readonly 'no-dead-letter': boolean;
  readonly log: boolean;
}

/** The flags, filled up with GENESYSCLOUD_REGION, AWS_REGION and AWS_DEFAULT_REGION. */
export function flagsOf(values: InitFlagValues, env: NodeJS.ProcessEnv): InitFlags {
  return {
    project: values.project,
    genesysEnvironment: values['genesys-environment'] ?? filled(env['GENESYSCLOUD_REGION']),
    organization: values.organization,
    suffix: values.suffix,
    account: values.account,
    region: values.region ?? filled(env['AWS_REGION']) ?? filled(env['AWS_DEFAULT_REGION']),
    route: values.route,
    events: values.event,
    queues: values.queue,
    allQueues: values['all-queues'],
    targets: values.target,
    deadLetter: values['dead-letter'],
    noDeadLetter: values['no-dead-letter'],
    log: values.log,
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
      fix: `Give them, or run ${gcxCommand('init')} on a terminal. ${gcxCommand('init', '--help')} explains each.`,
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
