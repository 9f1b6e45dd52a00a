/** What a variable of the environment is called that holds the secret `NAME` of the file. */
export const SECRET_PREFIX = 'GENESYS_GCX_SECRET_';

/** The value of a secret that the file calls by a name; undefined where there is none. */
export type SecretLookup = (name: string) => string | undefined;

/**
 * Secrets of the environment: `{ env: NAME }` in the file is GENESYS_GCX_SECRET_NAME. Nothing else of the environment: who
 * writes the file would choose which credential of the machine is sent to which address.
 */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): SecretLookup {
  return (name) => {
    const variable = SECRET_PREFIX + name;
    const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
    return value === '' ? undefined : value;
  };
}
