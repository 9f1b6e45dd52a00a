/** A number with its word, e.g. `1 rule`, `2 rules`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
