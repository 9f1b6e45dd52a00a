/**
 * A number with its word, e.g. `1 rule`, `2 rules`.
 * @param many left out: the word with an `s`
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  return joinedBy('or', words);
}

/** `a, b and c`. */
export function andList(words: readonly string[]): string {
  return joinedBy('and', words);
}

function joinedBy(joint: 'and' | 'or', words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`;
}
