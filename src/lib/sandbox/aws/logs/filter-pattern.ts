import { invalidLogParameter } from './groups.js';

/**
 * Reads a filter pattern of plain terms: all must be in the line (case matters), one of those with `?` if there are
 * any, none of those with `-`. Terms with other characters than letters, digits and `_` are in double quotes.
 * @throws AwsError for patterns on JSON, on fields and regular expressions, which the sandbox does not know
 */
export function readFilterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[]|(?:^|\s)[?-]?%/.test(text)) {
    throw invalidLogParameter(
      `The sandbox knows filter patterns of plain terms only, such as "ERROR" or ?one ?another -without; not ${text}`,
    );
  }
  const all: string[] = [];
  const some: string[] = [];
  const none: string[] = [];
  for (const [, sign = '', quoted, plain = ''] of text.matchAll(
    /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g,
  )) {
    const term = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1');
    if (quoted === undefined && !/^[\w*.]+$/.test(plain)) {
      throw invalidLogParameter(`Invalid filter pattern: put "${plain}" in double quotes.`);
    }
    (sign === '?' ? some : sign === '-' ? none : all).push(term);
  }
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (some.length === 0 || some.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}
