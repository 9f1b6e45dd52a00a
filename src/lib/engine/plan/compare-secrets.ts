import type { SecretLookup } from '../../base/secret-variables.js';
import type { Aws } from '../../clients/aws/model.js';
import type { SecretReference } from '../../language/config/model/http-target.js';
import type { Live } from '../kinds/index.js';
import {
  fingerprintIn,
  fingerprintOfUnknown,
  fingerprintOfVersion,
  isGoing,
  isOfFingerprint,
  isOfUnknown,
  type SecretState,
} from '../kinds/index.js';
import type { Declared } from '../targets/declared.js';

/**
 * Whether the secrets of the file's endpoints are those that their connections have, as far as can be told: what is kept
 * of a secret confirms no guess. By target.
 * @throws what the client throws
 */
export async function compareSecrets(
  { endpoints }: Pick<Declared, 'endpoints'>,
  live: Pick<Live, 'connections'>,
  secretOf: SecretLookup,
  aws: Pick<Aws, 'secrets'>,
): Promise<ReadonlyMap<string, SecretState>> {
  const states = endpoints.map(async ({ connection, target }) => {
    const found = live.connections.get(connection);
    const kept = fingerprintIn(found?.description ?? '');
    const state = await stateOf(target.auth.secret, kept, secretOf, aws);
    const isFirst = (found === undefined || isGoing(found)) && state.kind === 'changed';
    return [target.name, isFirst ? ({ kind: 'first' } as const) : state] as const;
  });
  return new Map(await Promise.all(states));
}

/** The state of secrets where they could not be looked at: of none can be said that it changed. */
export function secretsUnread({ endpoints }: Pick<Declared, 'endpoints'>): ReadonlyMap<string, SecretState> {
  return new Map(endpoints.map(({ target }) => [target.name, { kind: 'unread' }]));
}

async function stateOf(
  secret: SecretReference,
  kept: string | undefined,
  secretOf: SecretLookup,
  aws: Pick<Aws, 'secrets'>,
): Promise<SecretState> {
  if (kept !== undefined && isOfUnknown(kept) && kept === fingerprintOfUnknown(secret))
    return { kind: 'unknown' };
  if (secret.kind === 'env') {
    const value = secretOf(secret.name);
    if (value === undefined) return { kind: 'absent', variable: secret.name };
    const same = kept !== undefined && (await isOfFingerprint(value, kept));
    return { kind: same ? 'same' : 'changed' };
  }
  const version = secret.version ?? (await aws.secrets.version(secret.id));
  if (version === undefined) return { kind: 'missing', id: secret.id };
  return { kind: fingerprintOfVersion(secret, version) === kept ? 'same' : 'changed' };
}
