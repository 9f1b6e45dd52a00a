import { awsConnection } from '../../clients/aws/connection.js';

/** What AWS's SDK finds credentials by, and the way out. */
const KEPT = /^(AWS_|HOME$|USERPROFILE$|PATH$|HTTPS?_PROXY$|NO_PROXY$)/i;

/**
 * The environment in which a processor's code on this machine is whom gcx itself is; nothing else of this machine's
 * gets there. AWS's SDK prefers a profile to keys, gcx the keys: then the code is not told the profile.
 */
export function awsEnvironment(
  settings: { readonly region: string; readonly profile?: string },
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const { credentials, profile } = awsConnection(settings, env);
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || !KEPT.test(name) || (name === 'AWS_PROFILE' && credentials !== undefined)
      ? []
      : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    ...(profile === undefined ? {} : { AWS_PROFILE: profile }),
    AWS_REGION: settings.region,
  };
}
