import type { ProcessorSettings } from '../contract/settings.js';
import { type GenesysAccess, GenesysCalls } from '../runtime/genesys-calls.js';
import { GENESYS_SECRET, genesysHosts } from '../runtime/genesys-hosts.js';
import { GenesysToken } from '../runtime/genesys-token.js';
import type { ContextOf } from '../runtime/handler-tools.js';
import { hideSecret } from '../runtime/hidden-secrets.js';
import { readSecrets, type Secrets } from '../runtime/secrets.js';
import type { LocalCall, OwnGenesysAccess } from './local-call.js';

type Preparation = Extract<LocalCall, { kind: 'prepare' }>;

/**
 * What handlers on this machine work with: as in AWS, but that secrets may be withheld. Then `genesys` has the credentials of
 * whoever runs gcx, if the processor has any.
 * @throws Error where a secret cannot be read
 */
export async function localTools(
  settings: Pick<ProcessorSettings, 'genesysEnvironment' | 'secrets'>,
  { secrets: how, genesys }: Preparation,
  now: () => number,
): Promise<ContextOf> {
  const secrets = how === 'read' ? await readSecrets(settings.secrets) : withheld(settings.secrets);
  const hosts = genesysHosts(settings.genesysEnvironment, process.env);
  const mayCall = Object.hasOwn(settings.secrets, GENESYS_SECRET);
  if (genesys !== undefined) hideSecret(genesys);
  let made: GenesysAccess | undefined;
  const access = (): GenesysAccess => {
    made ??= {
      hosts,
      token:
        how === 'read' || !mayCall
          ? new GenesysToken(hosts, how === 'read' ? secrets[GENESYS_SECRET] : undefined, now)
          : tokenOf(hosts, genesys, now),
      now,
      random: Math.random,
    };
    return made;
  };
  return ({ log, metrics, attempt, signal }) => ({
    secrets,
    metrics,
    attempt,
    signal,
    get logger() {
      return log();
    },
    get genesys() {
      return new GenesysCalls(access, signal);
    },
  });
}

function tokenOf(
  hosts: GenesysAccess['hosts'],
  genesys: OwnGenesysAccess | undefined,
  now: () => number,
): GenesysAccess['token'] {
  if (genesys?.kind !== 'token') return new GenesysToken(hosts, genesys, now);
  const { accessToken } = genesys;
  return { get: () => Promise.resolve(accessToken) };
}

/** Names whose values are not there: a handler that takes one fails with the reason, not with an empty value. */
function withheld(arns: Readonly<Record<string, string>>): Secrets {
  const secrets = {};
  for (const name of Object.keys(arns)) {
    Object.defineProperty(secrets, name, {
      enumerable: true,
      get: () => {
        throw new Error(`The secret ${name} is not read on this machine. --with-secrets reads it.`);
      },
    });
  }
  return secrets;
}
