import { genesysConnection } from '../../clients/genesys/connection.js';
import type { Config } from '../../language/config/model.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import type { OwnGenesysAccess } from '../../processor/local/local-call.js';

/**
 * As whom a handler on this machine calls Genesys Cloud, and by which gateway: as gcx itself. It holds secrets.
 * @throws GcxError with exit code 3 where credentials are missing
 */
export function ownAccess(
  { genesys }: Pick<Config, 'genesys'>,
  env: Readonly<Record<string, string | undefined>>,
): { readonly genesys: OwnGenesysAccess; readonly environment: Readonly<Record<string, string>> } {
  const { credentials, gateway } = genesysConnection(genesys, env);
  return {
    genesys: credentials,
    environment: gateway === undefined ? {} : { [ProcessorVariable.genesysGateway]: JSON.stringify(gateway) },
  };
}
