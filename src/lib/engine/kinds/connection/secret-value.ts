import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { ownValue } from '../../../base/own-value.js';
import { SECRET_PREFIX, type SecretLookup } from '../../../base/secret-variables.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { SecretReference } from '../../../language/config/model/http-target.js';
import { fingerprintOf, fingerprintOfUnknown, fingerprintOfVersion } from './secret-fingerprint.js';

/** A secret, on its way to AWS, with what is kept to know it by. */
export interface SecretValue {
  readonly value: string;
  readonly fingerprint: string;
}

/**
 * Takes a secret from where the file says it is.
 * @param of the target that it is of
 * @throws GcxError (exit code 1) where it is not there, or AWS takes no such secret; it never says the secret
 */
export async function secretValue(
  reference: SecretReference,
  of: string,
  {
    secretOf,
    aws,
    account,
  }: {
    readonly secretOf: SecretLookup;
    readonly aws: Pick<Aws, 'secrets'>;
    readonly account: string;
  },
): Promise<SecretValue> {
  if (reference.kind === 'env') {
    const value = variableValue(reference.name, of, secretOf);
    return { value, fingerprint: await fingerprintOf(value, { account, name: reference.name }) };
  }
  const version = reference.version ?? (await aws.secrets.version(reference.id));
  const text = version === undefined ? undefined : await aws.secrets.value(reference.id, version);
  if (version === undefined || text === undefined) throw secretMissing(reference, of);
  const value = reference.key === undefined ? text : memberOf(text, reference.key, reference.id, of);
  return {
    value: taken(value, `secret ${reference.id}`, of),
    fingerprint: fingerprintOfVersion(reference, version),
  };
}

/**
 * What is kept of the secret of a connection that is adopted: AWS does not show it, so that of the file is taken to be the
 * same, and is not sent. Where that is not at hand, only which one the file names is kept.
 */
export async function adoptedFingerprint(
  reference: SecretReference,
  {
    secretOf,
    aws,
    account,
  }: {
    readonly secretOf: SecretLookup;
    readonly aws: Pick<Aws, 'secrets'>;
    readonly account: string;
  },
): Promise<string> {
  if (reference.kind === 'env') {
    const value = secretOf(reference.name);
    return value === undefined
      ? fingerprintOfUnknown(reference)
      : fingerprintOf(value, { account, name: reference.name });
  }
  const version = reference.version ?? (await aws.secrets.version(reference.id));
  return version === undefined ? fingerprintOfUnknown(reference) : fingerprintOfVersion(reference, version);
}

/**
 * The value of a variable that holds a secret.
 * @throws GcxError (exit code 1) where it is not set, or AWS takes no such secret
 */
export function variableValue(name: string, of: string, secretOf: SecretLookup): string {
  const value = secretOf(name);
  if (value !== undefined) return taken(value, SECRET_PREFIX + name, of);
  throw new GcxError({
    code: 'secret-missing',
    what: `The environment variable ${SECRET_PREFIX}${name} is not set: it holds the secret of target ${of}.`,
    why: `gcx sends the secret to AWS with this change. Nothing was changed.`,
    fix: `Set it, then run the command again. In a terminal, without it being printed or kept in the history:  read -rs ${SECRET_PREFIX}${name} && export ${SECRET_PREFIX}${name}`,
  });
}

function secretMissing(
  { id, version }: Extract<SecretReference, { readonly kind: 'secretsManager' }>,
  of: string,
): GcxError {
  return new GcxError({
    code: 'secret-missing',
    what: `AWS Secrets Manager has no secret ${id}${version === undefined ? '' : ` of version ${version}`} in this account and region: it is the secret of target ${of}.`,
    fix: `Correct its name in the file, or create it; then run ${gcxCommand('plan')}.`,
  });
}

function memberOf(text: string, key: string, id: string, of: string): string {
  let json: JsonValue = null;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch {
    // Told below, without the text.
  }
  const value = isJsonObject(json) ? ownValue(json, key) : undefined;
  if (typeof value === 'string') return value;
  throw new GcxError({
    code: 'secret-invalid',
    what: isJsonObject(json)
      ? `Secret ${id} of target ${of} has no text "${key}".`
      : `Secret ${id} of target ${of} is not a JSON object, so it has no "${key}".`,
    fix: 'Correct "key" in the file, or remove it where the secret is the whole text.',
  });
}

/** What AWS takes as a password, API key or client secret: 1 to 512 characters, no colon, no control characters (EventBridge API reference). */
function taken(value: string, where: string, of: string): string {
  const problem =
    value.length > Limits.httpCredentialCharacters
      ? `it has more than ${Limits.httpCredentialCharacters} characters (httpCredentialCharacters)`
      : value.includes(':')
        ? 'it has a colon'
        : // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's own pattern
          /[\x00-\x1f\x7f]/.test(value)
          ? 'it has a line break or another control character'
          : value === ''
            ? 'it is empty'
            : undefined;
  if (problem === undefined) return value;
  throw new GcxError(
    {
      code: 'secret-invalid',
      what: `EventBridge does not take the secret of target ${of} (${where}): ${problem}.`,
      fix: problem.includes('line break')
        ? 'Set it without the line break at its end, then run the command again.'
        : 'Have the endpoint issue another one, then run the command again.',
    },
    ExitCode.error,
  );
}
