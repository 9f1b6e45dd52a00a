import { isJsonObject } from '../../base/json.js';
import { ProcessorVariable } from '../contract/settings.js';

/** The secret whose credentials the handler's `genesys` has. */
export const GENESYS_SECRET = 'GENESYS';

/** Where Genesys Cloud is, without a slash at the end. */
export interface GenesysHosts {
  readonly api: string;
  readonly login: string;
}

/** An OAuth client of Genesys Cloud. */
export interface GenesysCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * The hosts of a Genesys Cloud environment; in the sandbox those that its gateway variable names,
 * one host for both.
 */
export function genesysHosts(genesysEnvironment: string, environment: NodeJS.ProcessEnv): GenesysHosts {
  const told = environment[ProcessorVariable.genesysGateway];
  if (told === undefined || told === '') {
    return { api: `https://api.${genesysEnvironment}`, login: `https://login.${genesysEnvironment}` };
  }
  const gateway: unknown = JSON.parse(told);
  const { protocol, host, port } = Object(gateway) as Record<string, unknown>;
  const origin = `${String(protocol)}://${String(host)}${port === undefined ? '' : `:${String(port)}`}`;
  return { api: origin, login: origin };
}

/**
 * The credentials in the secret GENESYS: JSON with `clientId` and `clientSecret`.
 * @throws Error that does not tell what it holds
 */
export function readCredentials(secret: unknown): GenesysCredentials {
  const { clientId, clientSecret } = isJsonObject(secret) ? secret : {};
  if (typeof clientId === 'string' && typeof clientSecret === 'string') return { clientId, clientSecret };
  throw new Error(
    secret === undefined
      ? `genesys needs the secret ${GENESYS_SECRET}: name its ARN under secrets of the processor.`
      : `The secret ${GENESYS_SECRET} is not JSON with clientId and clientSecret.`,
  );
}
