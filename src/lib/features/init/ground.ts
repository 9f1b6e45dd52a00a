import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Asker } from '../../base/terminal/asker.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { GENESYS_ENVIRONMENTS, genesysEnvironment } from '../../language/names/environments.js';
import type { InitGround } from './collect-answers.js';
import { environmentFrom, type InitFlags } from './init-flags.js';

/** Which Genesys Cloud environment and which AWS region. */
export interface Place {
  readonly environment: string;
  readonly region: string;
}

/** The organisation and account that the sandbox takes on where no flag names others. */
const sandboxOrganization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const sandboxAccount = '111122223333';

/** Asks where to work, as far as no flag says it. Without an asker both flags are there (see requireFlags). */
export async function askPlace(flags: InitFlags, asker: Asker | undefined): Promise<Place> {
  const environment =
    flags.genesysEnvironment === undefined
      ? await asker?.choose(
          'Where does your Genesys Cloud run?',
          GENESYS_ENVIRONMENTS.map((each) => ({
            value: each.environment,
            name: `${each.environment}  (${each.region})`,
          })),
        )
      : environmentFrom(flags.genesysEnvironment);
  const standard = genesysEnvironment(environment ?? '')?.region;
  const region =
    flags.region ??
    (await asker?.text('Which AWS region should the events go to?', {
      ...(standard === undefined ? {} : { standard }),
      problem: (text) =>
        /^[a-z]{2,}(-[a-z]+)+-\d$/.test(text) ? undefined : 'A region looks like eu-west-1',
    }));
  return { environment: environment ?? '', region: region ?? '' };
}

/** A configuration that names nothing but the place: enough to connect before there is a file. */
export function groundConfig(flags: InitFlags, place: Place, file: string): Config {
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
    aws: { account: flags.account ?? sandboxAccount, region: place.region },
    targets: {},
    routes: {},
  };
}

/**
 * Who the credentials are, on both sides. Throws GcxError with exit code 5 where that is not who the flags say, 3 where
 * it cannot be read.
 */
export async function readGround(
  flags: InitFlags,
  place: Place,
  connection: { readonly genesys: Genesys; readonly aws: Aws },
  folder: string,
): Promise<InitGround> {
  const [organization, caller] = await Promise.all([
    connection.genesys.organization(),
    connection.aws.identity(),
  ]);
  if (flags.organization !== undefined && flags.organization.toLowerCase() !== organization.id) {
    throw refused(
      '--organization',
      flags.organization,
      `${organization.name} (${organization.id})`,
      'Genesys Cloud',
    );
  }
  if (flags.account !== undefined && flags.account !== caller.account) {
    throw refused('--account', flags.account, `account ${caller.account} (${caller.arn})`, 'AWS');
  }
  return {
    genesys: {
      environment: place.environment,
      organization: organization.id,
      organizationName: organization.name,
      suffix: flags.suffix ?? 'prod',
    },
    aws: { account: caller.account, region: place.region },
    folder,
  };
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
