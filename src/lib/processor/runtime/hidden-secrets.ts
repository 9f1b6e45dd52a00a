/** Shorter texts are no secrets to be told by: hiding them would take words out of every line. */
const LEAST_CHARACTERS = 8;

/** The values of the secrets that this process has read. */
const hidden = new Set<string>();

/** Has every text within a secret's value left out of logs and dead letters from now on. */
export function hideSecret(value: unknown): void {
  if (typeof value === 'string') {
    if (value.length >= LEAST_CHARACTERS) hidden.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) hideSecret(each);
  }
}

/** A text without the values of secrets. */
export function withoutSecrets(text: string): string {
  let shown = text;
  // The longest first: of one that begins with another, the end would be left.
  for (const value of [...hidden].sort((a, b) => b.length - a.length)) shown = shown.replaceAll(value, '***');
  return shown;
}
