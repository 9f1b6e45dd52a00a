/** An address with user and password in it. */
export const addressWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]+:[^\s/@]+@/i;

/** Values that are credentials wherever they stand. */
const SECRET_VALUES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./,
  /(?<![A-Za-z0-9])(ghp|gho|ghs|github_pat|xox[abp])[_-][A-Za-z0-9_-]{16,}/,
  /^(Bearer|Basic)\s+[A-Za-z0-9+/=._-]{16,}$/i,
  addressWithPassword,
];

/** Names of variables that hold credentials; they are not for the file. */
const SECRET_VARIABLE =
  /SECRET|TOKEN|PASSW(OR)?D|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIAL|OAUTHCLIENT/i;

/** Whether a variable holds a credential by its name. The ARN of a secret is none. */
export function isSecretVariable(name: string): boolean {
  return SECRET_VARIABLE.test(name) && !/_ARN$/i.test(name);
}

/** Whether a text is a credential by its looks: a known form, or one long word of random letters and digits. */
export function looksSecret(text: string): boolean {
  return SECRET_VALUES.some((form) => form.test(text)) || looksRandom(text);
}

/** AWS secret keys have 40 characters, Genesys client secrets 43; names that people choose repeat letters and keep case. */
function looksRandom(text: string): boolean {
  if (!/^[A-Za-z0-9+/=_-]{40,128}$/.test(text)) return false;
  const digits = text.replaceAll(/[^0-9]/g, '').length;
  // Names are words joined by - and _, and paths by /; a secret holds few of them (five of 40 characters in base64: about 1 in 2,000).
  if (text.replaceAll(/[^/_-]/g, '').length > 4) return false;
  const enoughDigits = digits >= 3 || (digits > 0 && /[+/]/.test(text));
  if (!enoughDigits || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const kinds = [...text].map((character) =>
    /[a-z]/.test(character) ? 'a' : /[A-Z]/.test(character) ? 'A' : '0',
  );
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes / text.length > 0.38 && new Set(text).size >= 18;
}

/** Whether a line holds a word that is a credential by its looks. */
export function holdsSecret(line: string): boolean {
  return line
    .split(/[\s"',[\]{}]+/)
    .some((word) => looksSecret(word) || (/:\/\//.test(word) && urlWithSecret(word)));
}

/** Names of query parameters whose values are secrets, in lower case and without separators. */
const SECRET_PARAMETER =
  /^(?:(?:api|app|access|auth|secret|private|subscription|client|function|user)?key|sig(?:nature)?|hmac|pwd?|pass|auth|jwt|sas|bearer|credentials?)$|token$|secret$|passw(?:or)?d$|passphrase$|apikey$|accesskey$|signature$/;

/** Whether a query parameter is a secret by its name. */
function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETER.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

/** Whether the query of an address holds a secret by the name of its parameter; what comes from a variable without a default, or from the event, is none. */
export function urlWithSecret(url: string): boolean {
  const query = /\?(.*)$/s.exec(url)?.[1] ?? '';
  return query.split(/[&;#?]/).some((pair) => {
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (at <= 0 || value === '' || /^(?:\{[^{}]*\}|\$\{[^{}:]*\})$/.test(value)) return false;
    // The key of an Azure function is called code; a short code is a version, a country or the like.
    return isSecretParameter(name) || (name === 'code' && value.length >= 20);
  });
}
