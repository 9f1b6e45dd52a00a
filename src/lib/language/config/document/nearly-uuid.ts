/** Characters of a UUID. */
const UUID_CHARACTERS = 36;

/** Fewer characters of an id fit too many things. */
const PART_CHARACTERS = 6;

/** Whether a text could be a part of an id, or one that was copied badly: hexadecimal digits and hyphens, six or more. */
export function isPartOfUuid(text: string): boolean {
  return text.length >= PART_CHARACTERS && /^[0-9a-f-]*$/i.test(text) && /\d/.test(text);
}

/**
 * What is off with a text that was plainly meant as the id of something of Genesys Cloud, such as `35 of 36 characters`;
 * undefined for any other text, and for an id that is whole.
 */
export function nearlyUuid(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{32}$/i.test(trimmed)) return 'no hyphens (8-4-4-4-12)';
  if (!/^[0-9a-fA-F]{4,}(-[0-9a-zA-Z]*){3,5}$/.test(trimmed)) return undefined;
  if (trimmed.length < UUID_CHARACTERS - 6 || trimmed.length > UUID_CHARACTERS + 2) return undefined;
  if (trimmed.length !== UUID_CHARACTERS) return `${trimmed.length} of ${UUID_CHARACTERS} characters`;
  const odd = /[^0-9a-fA-F-]/.exec(trimmed)?.[0];
  if (odd !== undefined) return `"${odd}" in it, which no id has (0-9 and a-f only)`;
  return /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(trimmed)
    ? undefined
    : 'its hyphens in the wrong places (8-4-4-4-12)';
}
