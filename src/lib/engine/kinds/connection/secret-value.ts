import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { ownValue } from '../../../base/own-value.js';
import { SECRET_PREFIX, type SecretLookup } from '../../../base/secret-variables.js';
import { andList } from '../../../base/words.js';
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
  requireVariables([{ name, target: of }], secretOf);
  return taken(secretOf(name) ?? '', SECRET_PREFIX + name, of);
}

/**
 * Refuses where variables that hold secrets are not set, and says all of them.
 * @throws GcxError (exit code 1)
 */
export function requireVariables(
  needed: readonly { readonly name: string; readonly target: string }[],
  secretOf: SecretLookup,
): void {
  const missing = needed.filter(({ name }) => secretOf(name) === undefined);
  const names = [...new Set(missing.map(({ name }) => SECRET_PREFIX + name))];
  if (names.length === 0) return;
  const targets = [...new Set(missing.map(({ target }) => target))];
  throw new GcxError({
    code: 'secret-missing',
    what:
      names.length === 1
        ? `The environment variable ${names.join()} is not set: it holds the secret of ${targets.length === 1 ? 'target' : 'targets'} ${andList(targets)}.`
        : `The environment variables ${andList(names)} are not set: they hold the secrets of ${targets.length === 1 ? 'target' : 'targets'} ${andList(targets)}.`,
    why: `gcx sends ${names.length === 1 ? 'the secret' : 'the secrets'} to AWS with this change. Nothing was changed.`,
    fix: `Set ${names.length === 1 ? 'it' : 'them'}, then run the command again. In a terminal, without ${names.length === 1 ? 'it' : 'them'} being printed or kept in the history:  ${names.map((name) => `read -rs ${name} && export ${name}`).join('; ')}`,
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
