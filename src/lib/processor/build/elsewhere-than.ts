import { sep } from 'node:path';

/**
 * Fits the paths of all files that lie in none of the folders. esbuild looks at it by itself, so that it need not ask for
 * each of a bundle's thousand modules. Its regular expressions, which are Go's, know no `(?!…)`: each place is named at
 * which a path can leave the way to the folders. Where one folder lies in another, it also fits files of the inner one.
 * @param folders absolute
 */
export function elsewhereThan(folders: readonly string[]): RegExp {
  const after = new Map<string, Set<string>>();
  for (const folder of folders) {
    let begun = '';
    for (const character of `${folder}${sep}`) {
      after.set(begun, (after.get(begun) ?? new Set()).add(character));
      begun += character;
    }
  }
  const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const ways = [...after].map(
    ([begun, characters]) => `${escaped(begun)}(?:[^${escaped([...characters].join(''))}]|$)`,
  );
  return new RegExp(`^(?:${ways.join('|')})`);
}
