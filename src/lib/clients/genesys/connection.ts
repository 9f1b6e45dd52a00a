import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { GENESYS_ENVIRONMENTS, genesysEnvironment } from '../../language/names/environments.js';

/** How to reach Genesys Cloud and as whom. It holds secrets: never print, log or serialize one. */
export interface GenesysConnection {
  /** Domain, e.g. `mypurecloud.ie`. */
  readonly environment: string;
  /** Where calls go instead of `api.` and `login.` of the environment: a gateway or a local server. */
  readonly gateway?: GenesysGateway;
  readonly credentials: GenesysCredentials;
}

/** A host in front of Genesys Cloud; the token is at `/oauth/token` of the same host. */
export interface GenesysGateway {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port?: number;
}

/** An OAuth client of grant type "client credentials", or a token from elsewhere that gcx cannot renew. */
export type GenesysCredentials =
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The connection that the file's settings and the variables of Genesys's own tools describe:
 * GENESYSCLOUD_OAUTHCLIENT_ID, _OAUTHCLIENT_SECRET, _ACCESS_TOKEN (which wins), _REGION (domain or AWS region),
 * GENESYSCLOUD_GATEWAY_PROTOCOL, _HOST, _PORT.
 * @param settings The file's; without an environment GENESYSCLOUD_REGION has to name it.
 * @throws GcxError with exit code 3 where credentials or the region are missing, 1 where file and variable disagree.
 */
export function genesysConnection(
  settings: { readonly environment?: string },
  env: Env = process.env,
): GenesysConnection {
  const gateway = readGateway(env);
  const credentials = readCredentials(env, settings.environment);
  const environment = readEnvironment(settings.environment, env);
  return { environment, credentials, ...(gateway === undefined ? {} : { gateway }) };
}

function readCredentials(env: Env, ofFile: string | undefined): GenesysCredentials {
  const accessToken = value(env, 'GENESYSCLOUD_ACCESS_TOKEN');
  if (accessToken !== undefined) return { kind: 'token', accessToken };
  const clientId = value(env, 'GENESYSCLOUD_OAUTHCLIENT_ID');
  const clientSecret = value(env, 'GENESYSCLOUD_OAUTHCLIENT_SECRET');
  if (clientId !== undefined && clientSecret !== undefined) return { kind: 'client', clientId, clientSecret };
  const missing = [
    clientId === undefined ? ['GENESYSCLOUD_OAUTHCLIENT_ID'] : [],
    clientSecret === undefined ? ['GENESYSCLOUD_OAUTHCLIENT_SECRET'] : [],
  ].flat();
  throw new GcxError(
    {
      code: 'genesys-credentials-missing',
      what: `There are no Genesys Cloud credentials: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set.`,
      why: 'gcx takes credentials from the environment only, never from the file.',
      fix: [
        'Create an OAuth client in Genesys Cloud (Admin > Integrations > OAuth, grant type "Client Credentials") and set',
        '  export GENESYSCLOUD_OAUTHCLIENT_ID=<client id>',
        '  export GENESYSCLOUD_OAUTHCLIENT_SECRET=<client secret>',
        ...(ofFile === undefined && value(env, 'GENESYSCLOUD_REGION') === undefined
          ? ['  export GENESYSCLOUD_REGION=<environment, e.g. mypurecloud.ie>']
          : []),
        'or set GENESYSCLOUD_ACCESS_TOKEN to a token. To try gcx without an organization, add --sandbox.',
      ].join('\n'),
    },
    ExitCode.denied,
  );
}

function readEnvironment(ofFile: string | undefined, env: Env): string {
  const named = value(env, 'GENESYSCLOUD_REGION');
  if (named === undefined) {
    if (ofFile !== undefined) return ofFile;
    throw new GcxError(
      {
        code: 'genesys-region-missing',
        what: 'No Genesys Cloud environment is given: there is no file, and GENESYSCLOUD_REGION is not set.',
        fix: 'Set GENESYSCLOUD_REGION to the environment (mypurecloud.ie) or its AWS region (eu-west-1), or name a file with --config.',
      },
      ExitCode.denied,
    );
  }
  const known = genesysEnvironment(named);
  if (known === undefined) {
    const near = nearName(
      named,
      GENESYS_ENVIRONMENTS.flatMap((each) => [each.environment, each.region]),
    );
    throw new GcxError({
      code: 'genesys-region-unknown',
      what: `GENESYSCLOUD_REGION is "${named}", which is not a Genesys Cloud environment.`,
      fix: `${near.names.length > 0 ? `${didYouMean(near, (name) => name)} ` : ''}It takes a domain (mypurecloud.ie) or an AWS region (eu-west-1).`,
    });
  }
  if (ofFile !== undefined && known.environment !== ofFile) {
    throw new GcxError({
      code: 'genesys-region-conflict',
      what: `The file says genesys.environment ${ofFile}, but GENESYSCLOUD_REGION is ${named}${named === known.environment ? '' : ` (${known.environment})`}.`,
      why: 'These are different organizations, and gcx does not guess which one is meant.',
      fix: 'Unset GENESYSCLOUD_REGION, or correct genesys.environment in the file.',
    });
  }
  return known.environment;
}

function readGateway(env: Env): GenesysGateway | undefined {
  const host = value(env, 'GENESYSCLOUD_GATEWAY_HOST');
  if (host === undefined) return undefined;
  const protocol = value(env, 'GENESYSCLOUD_GATEWAY_PROTOCOL') ?? 'https';
  if (protocol !== 'http' && protocol !== 'https') {
    throw gatewayError('GENESYSCLOUD_GATEWAY_PROTOCOL', protocol, 'Set it to https or http.');
  }
  if (!/^[A-Za-z0-9.-]+$|^\[[0-9a-fA-F:]+\]$/.test(host)) {
    throw gatewayError(
      'GENESYSCLOUD_GATEWAY_HOST',
      host,
      'Set it to a host name alone, without protocol, port and path.',
    );
  }
  const portText = value(env, 'GENESYSCLOUD_GATEWAY_PORT');
  if (portText === undefined) return { protocol, host };
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw gatewayError('GENESYSCLOUD_GATEWAY_PORT', portText, 'Set it to a number from 1 to 65535.');
  }
  return { protocol, host, port };
}

function gatewayError(variable: string, text: string, fix: string): GcxError {
  return new GcxError({ code: 'genesys-gateway-invalid', what: `${variable} cannot be "${text}".`, fix });
}

function value(env: Env, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
}
