import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { CallerIdentity } from '../../clients/aws/model.js';
import type { Organization } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { genesysEnvironment } from '../../language/names/environments.js';
import type { Sides } from '../access/index.js';
import { askAwsRegion, askGenesysEnvironment, type Interviewer } from '../questions/index.js';
import type { AnsweredSoFar } from './answers.js';
import type { InitGround } from './collect-answers.js';
import { environmentFrom, type InitFlags } from './init-flags.js';

/** Which Genesys Cloud environment and which AWS region. */
export interface Place {
  readonly environment: string;
  readonly region: string;
}

/** The organization and account that the sandbox takes on where no flag names others. */
const sandboxOrganization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const sandboxAccount = '111122223333';

/** Asks where to work, as far as no flag says it. Without an asker both flags are there (see requireFlags). */
export async function askPlace(
  flags: InitFlags,
  asker: Interviewer | undefined,
  soFar: (answered: AnsweredSoFar) => void,
): Promise<Place> {
  const given = flags['genesys-environment'];
  const environment =
    given === undefined
      ? asker === undefined
        ? ''
        : await askGenesysEnvironment(asker)
      : environmentFrom(given);
  soFar({ genesysEnvironment: environment });
  const near = genesysEnvironment(environment)?.region ?? '';
  const region = flags.region ?? (asker === undefined ? '' : await askAwsRegion(asker, near));
  soFar({ genesysEnvironment: environment, region });
  return { environment, region };
}

/** A configuration that names nothing but the place: enough to connect before there is a file. */
export function groundConfig(flags: InitFlags, place: Place, file: string, profile?: string): Config {
  return {
    file,
    project: flags.project ?? 'init',
    environment: 'default',
    sharesBus: false,
    genesys: {
      environment: place.environment,
      organization: flags.organization?.toLowerCase() ?? sandboxOrganization,
      integration: { suffix: flags.suffix ?? 'prod' },
    },
    aws: {
      account: flags.account ?? sandboxAccount,
      region: place.region,
      ...(profile === undefined ? {} : { profile }),
    },
    targets: {},
    routes: {},
  };
}

/** Who the credentials are, or what stands against it, on both sides at once. */
export type Reached =
  | { readonly kind: 'reached'; readonly ground: InitGround }
  | { readonly kind: 'failed'; readonly genesys?: GcxError; readonly aws?: GcxError };

/**
 * Asks both sides who the credentials are. What fails on one does not hide the other; what the flags say of organization
 * and account is compared.
 */
export async function reach(
  flags: InitFlags,
  place: Place,
  sides: Pick<Sides, 'genesys' | 'aws'>,
  folder: string,
): Promise<Reached> {
  const [organization, caller] = await Promise.all([
    attempt(async () => checkedOrganization(flags, await sides.genesys().organization())),
    attempt(async () => checkedCaller(flags, await sides.aws.identity())),
  ]);
  if (organization instanceof GcxError || caller instanceof GcxError) {
    return {
      kind: 'failed',
      ...(organization instanceof GcxError ? { genesys: organization } : {}),
      ...(caller instanceof GcxError ? { aws: caller } : {}),
    };
  }
  return {
    kind: 'reached',
    ground: {
      genesys: {
        environment: place.environment,
        organization: organization.id,
        organizationName: organization.name,
        suffix: flags.suffix ?? 'prod',
      },
      aws: { account: caller.account, region: place.region },
      folder,
    },
  };
}

/** One error for both sides. */
export function failureOf({ genesys, aws }: Reached & { readonly kind: 'failed' }): GcxError {
  if (genesys === undefined || aws === undefined)
    return genesys ?? aws ?? new GcxError({ code: 'not-reached', what: 'Neither side answered.' });
  const fixes = [genesys, aws].flatMap(({ report }) => report.fix ?? []);
  return new GcxError(
    {
      code: 'credentials-missing',
      what: `Both sides are missing something. ${genesys.report.what} ${aws.report.what}`,
      ...(fixes.length === 0 ? {} : { fix: fixes.join('\n') }),
    },
    genesys.exitCode === aws.exitCode ? genesys.exitCode : ExitCode.denied,
    genesys,
  );
}

async function attempt<T>(read: () => Promise<T>): Promise<T | GcxError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GcxError) return error;
    throw error;
  }
}

function checkedOrganization(flags: InitFlags, organization: Organization): Organization {
  const wanted = flags.organization;
  if (wanted === undefined || wanted.toLowerCase() === organization.id) return organization;
  throw refused('--organization', wanted, `${organization.name} (${organization.id})`, 'Genesys Cloud');
}

function checkedCaller(flags: InitFlags, caller: CallerIdentity): CallerIdentity {
  const wanted = flags.account;
  if (wanted === undefined || wanted === caller.account) return caller;
  throw refused('--account', wanted, `account ${caller.account} (${caller.arn})`, 'AWS');
}

function refused(flag: string, wanted: string, actual: string, service: string): GcxError {
  return new GcxError(
    {
      code: 'wrong-identity',
      what: `${flag} says ${wanted}, but these ${service} credentials belong to ${actual}.`,
      fix: `Use other credentials, or leave ${flag} out.`,
    },
    ExitCode.refused,
  );
}
