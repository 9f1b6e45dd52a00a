import { createHash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { canonicalJson } from '../../../base/json.js';
import type { SecretReference } from '../../../language/config/model/http-target.js';

const stretched = promisify<string, string, number, Buffer>(scrypt);

/** Characters of the salt, in base64. */
const SALT_CHARACTERS = 12;
/** Hex digits of a secret's hash that are kept: 12 bits, with which one of 4,096 wrong guesses agrees, too. */
const HASH_DIGITS = 3;

/** The environment variable that holds a secret, and the AWS account that it is for. */
export interface SecretVariable {
  readonly account: string;
  readonly name: string;
}

/** Stands in a connection's description behind the mark. */
const FORM = /\s*\[genesys-gcx-secret:([^\]]*)\]/;

/** What a connection's description says of its secret; undefined where it says nothing. */
export function fingerprintIn(description: string): string | undefined {
  return FORM.exec(description)?.[1];
}

/** A description without what it says of the secret. */
export function withoutFingerprint(description: string): string {
  return description.replace(FORM, '');
}

/** A description with what is known of the secret by it. */
export function withFingerprint(description: string, fingerprint: string): string {
  return `${description} [genesys-gcx-secret:${fingerprint}]`;
}

/**
 * What is kept of a secret, by which gcx notices that it changed: a hash of it, salted, stretched (scrypt) and cut so short
 * that it confirms no guess. A change goes unnoticed once in 4,096 times. The salt is that of the variable: with another one
 * each time, each connection and each update would tell another 12 bits of the same secret.
 */
export async function fingerprintOf(secret: string, { account, name }: SecretVariable): Promise<string> {
  const salt = createHash('sha256')
    .update(JSON.stringify([account, name]))
    .digest('base64url')
    .slice(0, SALT_CHARACTERS);
  return `${salt}.${await hash(secret, salt)}`;
}

/** Whether a secret is the one of a fingerprint, as far as that tells. */
export async function isOfFingerprint(secret: string, fingerprint: string): Promise<boolean> {
  const [, salt, kept] = /^([\w-]+)\.([0-9a-f]+)$/.exec(fingerprint) ?? [];
  return salt !== undefined && kept === (await hash(secret, salt));
}

/** The same of a secret of AWS Secrets Manager, by its version: the secret itself is not read for it. */
export function fingerprintOfVersion(
  { id, key = '' }: Extract<SecretReference, { readonly kind: 'secretsManager' }>,
  version: string,
): string {
  const text = JSON.stringify([id, key, version]);
  return `version.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** What is kept where the secret of an adopted connection is not known: which one the file named then. */
export function fingerprintOfUnknown(reference: SecretReference): string {
  return `unknown.${createHash('sha256').update(canonicalJson(reference)).digest('hex').slice(0, 12)}`;
}

/** Whether a fingerprint says that the secret is not known. */
export function isOfUnknown(fingerprint: string): boolean {
  return fingerprint.startsWith('unknown.');
}

async function hash(secret: string, salt: string): Promise<string> {
  return (await stretched(secret, salt, 8)).toString('hex').slice(0, HASH_DIGITS);
}
