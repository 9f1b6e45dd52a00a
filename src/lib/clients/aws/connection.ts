/** How to reach AWS and as whom. It can hold secrets: never print, log or serialize one. */
export interface AwsConnection {
  /** Region, e.g. `eu-west-1`. */
  readonly region: string;
  /** Profile of the AWS configuration; used where `credentials` is absent. */
  readonly profile?: string;
  /** Where all calls go instead of AWS's own endpoints and those of AWS_ENDPOINT_URL. */
  readonly endpoint?: string;
  /** Absent: AWS's default credential chain. */
  readonly credentials?: AwsCredentials;
}

/** AWS access keys. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The connection that the file's settings and AWS's own variables describe. Credentials in the environment (keys, a
 * web identity, a container's role, AWS_PROFILE) beat the file's profile, so the same file works in CI. Keys beat
 * AWS_PROFILE, as with AWS's own CLI. AWS_ENDPOINT_URL, also for one service, is read by the SDK itself.
 * @param settings The file's.
 */
export function awsConnection(
  settings: { readonly region: string; readonly profile?: string },
  env: Env = process.env,
): AwsConnection {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const credentials =
    accessKeyId && secretAccessKey
      ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
      : undefined;
  const environmentHas = [
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ].some((name) => env[name]);
  return {
    region: settings.region,
    ...(settings.profile === undefined || environmentHas || credentials ? {} : { profile: settings.profile }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}
