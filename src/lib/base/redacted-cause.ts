/** Errors in a chain that are kept; a longer one goes in circles. */
const DEEPEST = 8;

/** What looks like a credential in a text of whatever origin, each with what is left of it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [secret]'],
  // AWS's signature, its session token, and a signed URL.
  [
    /\b((?:Signature|Credential|X-Amz-Security-Token|X-Amz-Signature|X-Amz-Credential)=)[^\s,&"']+/gi,
    '$1[secret]',
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '[secret]'],
  [
    /("?(?:access_token|client_secret|refresh_token|secret_?access_?key|session_?token|password)"?\s*[:=]\s*"?)[^\s",&}]+/gi,
    '$1[secret]',
  ],
  // Name and password in a URL, such as a proxy's.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, '$1[secret]@'],
];

/** A text without what looks like a credential. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((clean, [secret, left]) => clean.replace(secret, left), text);
}

/**
 * What made an error come about, as it may be kept with it: name, message, places in the code and its own causes. What
 * clients hang on their errors (requests with signatures, answers with bodies) is left out, and so is what looks like a
 * credential in a message.
 * @param clean takes out of a message what else nobody may read
 */
export function redactedCause(cause: unknown, clean = withoutSecrets, depth = 0): Error {
  if (!(cause instanceof Error)) return new Error(clean(withoutSecrets(String(cause))));
  const inner = cause instanceof AggregateError && cause.cause === undefined ? cause.errors[0] : cause.cause;
  const message = clean(withoutSecrets(cause.message));
  const kept = new Error(
    message,
    inner === undefined || inner === null || depth >= DEEPEST
      ? undefined
      : { cause: redactedCause(inner, clean, depth + 1) },
  );
  kept.name = cause.name;
  kept.stack = [`${cause.name}: ${message}`, ...framesOf(cause)].join('\n');
  return kept;
}

/** The lines of a stack below the message, which can be of several lines itself. */
export function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
