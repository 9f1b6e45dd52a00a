import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws, CallerIdentity } from '../../clients/aws/model.js';
import type { Genesys, Organization } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';

/** Who the credentials are, on both sides. */
export interface Identity {
  readonly organization: Organization;
  readonly caller: CallerIdentity;
}

/**
 * Checks that the credentials belong to the organization and account that the file names, before anything else is read
 * or written. Throws GcxError with exit code 5 where one is wrong, 3 where one cannot be read.
 */
export async function checkIdentity(
  loaded: LoadedConfig,
  { genesys, aws }: { readonly genesys: Genesys; readonly aws: Aws },
): Promise<Identity> {
  const [organization, caller] = await Promise.all([genesys.organization(), aws.identity()]);
  requireOrganization(loaded, organization);
  requireAccount(loaded, caller);
  return { organization, caller };
}

/** The part of {@link checkIdentity} that is about Genesys Cloud. */
export async function checkOrganization(loaded: LoadedConfig, genesys: Genesys): Promise<void> {
  requireOrganization(loaded, await genesys.organization());
}

/** The part of {@link checkIdentity} that is about AWS. */
export async function checkAccount(loaded: LoadedConfig, aws: Aws): Promise<void> {
  requireAccount(loaded, await aws.identity());
}

function requireOrganization({ config, locate }: LoadedConfig, organization: Organization): void {
  const wanted = config.genesys.organization.toLowerCase();
  if (organization.id.toLowerCase() !== wanted) {
    throw refusal(
      'wrong-organization',
      `These Genesys Cloud credentials belong to ${organization.name} (${organization.id}), not to organization ${wanted}.`,
      `Use an OAuth client of organization ${wanted}, choose another environment with --env, or correct genesys.organization.`,
      locate(['genesys', 'organization']),
    );
  }
}

function requireAccount({ config, locate }: LoadedConfig, caller: CallerIdentity): void {
  if (caller.account !== config.aws.account) {
    throw refusal(
      'wrong-account',
      `These AWS credentials belong to account ${caller.account} (${caller.arn}), not to account ${config.aws.account}.`,
      `Use credentials or a profile of account ${config.aws.account}, choose another environment with --env, or correct aws.account.`,
      locate(['aws', 'account']),
    );
  }
}

function refusal(
  code: string,
  what: string,
  fix: string,
  position: ReturnType<LoadedConfig['locate']>,
): GcxError {
  const where =
    position === undefined ? {} : { where: `${position.file}:${position.line}:${position.column}` };
  return new GcxError({ code, what, fix, ...where }, ExitCode.refused);
}
