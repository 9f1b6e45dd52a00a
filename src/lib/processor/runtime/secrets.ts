import { hideSecret } from './hidden-secrets.js';

/** The values of the processor's secrets by name; one that holds JSON is parsed. */
export type Secrets = Readonly<Record<string, unknown>>;

/**
 * Reads all secrets from AWS Secrets Manager.
 * @param arns by name
 * @throws Error that names the secret, never its value
 */
export async function readSecrets(arns: Readonly<Record<string, string>>): Promise<Secrets> {
  const entries = Object.entries(arns);
  if (entries.length === 0) return {};
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({});
  try {
    const read = entries.map(async ([name, arn]) => {
      const { SecretString, SecretBinary } = await client
        .send(new GetSecretValueCommand({ SecretId: arn }))
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.name : 'unknown error';
          throw new Error(`The secret ${name} (${arn}) could not be read: ${why}.`);
        });
      const text = SecretString ?? (SecretBinary === undefined ? '' : Buffer.from(SecretBinary).toString());
      const value = jsonOrText(text);
      hideSecret(value);
      return [name, value] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    client.destroy();
  }
}

function jsonOrText(text: string): unknown {
  // A password of digits stays text.
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
