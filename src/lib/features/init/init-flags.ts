import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { genesysEnvironment } from '../../language/names/environments.js';

/** The flags of `gcx init` as oclif reads them. */
export interface InitFlagValues {
  readonly project?: string | undefined;
  readonly 'genesys-environment'?: string | undefined;
  readonly organization?: string | undefined;
  readonly suffix?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly route: readonly string[];
  readonly event: readonly string[];
  readonly queue: readonly string[];
  readonly 'queue-glob': readonly string[];
  readonly 'all-queues': boolean;
  readonly where: readonly string[];
  readonly 'no-where': boolean;
  readonly target: readonly string[];
  readonly subscriber: readonly string[];
  readonly environment: readonly string[];
  readonly 'no-environment': boolean;
  readonly 'dead-letter'?: string | undefined;
  readonly 'no-dead-letter': boolean;
  /** Absent: it is asked. */
  readonly log?: boolean | undefined;
  readonly overwrite?: boolean | undefined;
  readonly sandbox?: boolean | undefined;
}

/** The flags, filled up with GENESYSCLOUD_REGION, AWS_REGION and AWS_DEFAULT_REGION; empty texts are none. */
export type InitFlags = InitFlagValues;

/** The flags as they count. */
export function flagsOf(values: InitFlagValues, env: NodeJS.ProcessEnv): InitFlags {
  return {
    ...values,
    'genesys-environment': values['genesys-environment'] ?? filled(env['GENESYSCLOUD_REGION']),
    region: values.region ?? filled(env['AWS_REGION']) ?? filled(env['AWS_DEFAULT_REGION']),
  };
}

/** @throws GcxError with exit code 64 where `--all-queues` is of no route, as each says which queues it takes */
export function checkFlags(flags: InitFlags): void {
  if (!flags['all-queues']) return;
  const chosen = [...flags.queue, ...flags['queue-glob']];
  const routes = flags.route.length < 2 ? [undefined] : flags.route;
  if (routes.some((route) => forRoute(chosen, route, flags.route).length === 0)) return;
  throw new GcxError(
    {
      code: 'usage',
      what: '--all-queues cannot be given together with --queue or --queue-glob.',
      why: 'It is for routes that take the events of every queue, and each route here has queues.',
      fix: 'Leave --all-queues out, or leave the queues out.',
    },
    ExitCode.usage,
  );
}

/** Throws GcxError with exit code 64 that names every flag that is missing where nobody can be asked. */
export function requireFlags(flags: InitFlags): void {
  const routes = flags.route.length < 2 ? [undefined] : flags.route;
  const of = (flag: string, given: readonly string[], note = ''): readonly string[] =>
    routes.flatMap((route) =>
      forRoute(given, route, flags.route).length > 0
        ? []
        : [`--${flag}${route === undefined ? '' : ` ${route}=…`}${note}`],
    );
  const missing = [
    ...(flags.project === undefined ? ['--project'] : []),
    ...(flags['genesys-environment'] === undefined ? ['--genesys-environment'] : []),
    ...(flags.region === undefined ? ['--region'] : []),
    ...of('event', flags.event),
    ...(flags['all-queues']
      ? []
      : of('queue', [...flags.queue, ...flags['queue-glob']], ' (or --queue-glob, or --all-queues)')),
    ...of('target', flags.target),
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

/** What a flag says for a route: what has no route's name before it, or this one's: `sales=conversation.acd.end`. */
export function forRoute(
  values: readonly string[],
  route: string | undefined,
  routes: readonly string[],
): readonly string[] {
  return values.flatMap((value) => {
    const of = routes.find((name) => value.startsWith(`${name}=`));
    if (of === undefined) return [value];
    return of === route || route === undefined ? [value.slice(of.length + 1)] : [];
  });
}

/** The domain of a Genesys Cloud environment given as domain or region. Throws GcxError with exit code 64. */
export function environmentFrom(text: string): string {
  const known = genesysEnvironment(text);
  if (known !== undefined) return known.environment;
  throw new GcxError(
    {
      code: 'usage',
      what: `"${text}" is not a Genesys Cloud environment.`,
      fix: 'Write its domain (mypurecloud.ie) or its AWS region (eu-west-1).',
    },
    ExitCode.usage,
  );
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
