import { readdirSync } from 'node:fs';
import { shellWord } from '../../../base/hints/shell-words.js';
import { editDistance } from '../../../base/near-names.js';

/** Edits by which a name may differ from one that is looked for. */
const FEW_EDITS = 2;

/** Entries of a folder that are looked at; a folder with more is not a project's. */
const ENTRIES = 2_000;

/** A file that was probably meant to be the configuration, and what to do with it. */
export interface NearFile {
  readonly name: string;
  readonly fix: string;
}

/**
 * The file of a folder that is called almost as one that gcx reads: `.genesysrc.yml.txt` (an editor on Windows), without
 * the dot at the beginning, with letters swapped, in other case, or the example itself.
 * @param wanted the names that are looked for, the best first
 */
export function nearFile(folder: string, wanted: readonly string[]): NearFile | undefined {
  const [best = ''] = wanted;
  const named = filesIn(folder).flatMap((name) => {
    const distance = distanceTo(name, wanted);
    return distance === undefined ? [] : [{ name, distance }];
  });
  const [nearest] = named.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  if (nearest === undefined) return undefined;
  const { name } = nearest;
  const example = /example/i.test(name);
  const how = example ? 'Copy it, and make it yours' : 'Rename it';
  return {
    name,
    fix: `There is ${name} here: did you mean that? ${how}: ${example ? 'cp' : 'mv'} ${shellWord(name)} ${best}`,
  };
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .slice(0, ENTRIES)
      .flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  } catch {
    // A folder that may not be listed: then nothing is near.
    return [];
  }
}

/** How far a name is from those that are looked for; undefined: too far. */
function distanceTo(name: string, wanted: readonly string[]): number | undefined {
  const lower = name.toLowerCase();
  if (
    !/\.(ya?ml|json|ylm|ymal|txt|bak|old|orig|save)$|^\.?[a-z]+$/.test(lower) &&
    !lower.includes('genesysrc')
  )
    return undefined;
  const plain = lower.replace(/\.(txt|bak|old|orig|save)$/, '').replace(/[._-]?example/, '');
  const added = lower.length - plain.length > 0 ? 1 : 0;
  const least = Math.min(...wanted.map((each) => editDistance(plain, each)));
  // `.genesysrc.toml` and `my.genesysrc.yml` are something else.
  return least <= FEW_EDITS ? least + added : undefined;
}
