import { readdirSync } from 'node:fs';
import { shellOfRun } from '../../../base/hints/gcx-command.js';
import { powershellLine } from '../../../base/hints/powershell.js';
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
 * The file of a folder that is called almost as one that gcx reads: `.genesysrc.yml.txt` (an editor on Windows),
 * `.genesysrc.yml.yml`, `.genesysrc.yml~` (a backup), without the dot at the beginning, with letters swapped, in other case,
 * or the example itself.
 * @param wanted the names that are looked for, the best first
 */
export function nearFile(folder: string, wanted: readonly string[]): NearFile | undefined {
  const named = filesIn(folder).flatMap((name) => {
    const near = nearestTo(name, wanted);
    return near === undefined ? [] : [{ name, ...near }];
  });
  const [nearest] = named.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  if (nearest === undefined) return undefined;
  const { name, meant } = nearest;
  const example = /example/i.test(name);
  const how = example ? 'Copy it, and make it yours' : 'Rename it';
  return {
    name,
    fix: `There is ${name} here: did you mean that? ${how}: ${command(example ? 'copy' : 'rename', name, meant)}`,
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

/** In the shell that reads it. Source: Microsoft's Rename-Item and Copy-Item; a name may hold brackets, which -Path expands. */
function command(what: 'copy' | 'rename', name: string, meant: string): string {
  if (shellOfRun() !== 'powershell') return `${what === 'copy' ? 'cp' : 'mv'} ${shellWord(name)} ${meant}`;
  const word = powershellLine(shellWord(name));
  return what === 'copy'
    ? `Copy-Item -LiteralPath ${word} ${meant}`
    : `Rename-Item -LiteralPath ${word} -NewName ${meant}`;
}

/** What editors, file managers and browsers put behind a name, or twice. */
const ADDED =
  /(\.(txt|bak|old|orig|save|backup|download)|~| - copy| \(\d+\)|\.(ya?ml|json)(?=\.(ya?ml|json)$))+/g;

/** Which of the wanted names a name is nearest to, and how far it is; undefined: too far from all. */
function nearestTo(
  name: string,
  wanted: readonly string[],
): { readonly meant: string; readonly distance: number } | undefined {
  const lower = name.toLowerCase();
  if (
    !/\.(ya?ml|json|ylm|ymal|txt|bak|old|orig|save)~?$|^\.?[a-z]+$/.test(lower) &&
    !lower.includes('genesysrc')
  )
    return undefined;
  const plain = lower.replaceAll(ADDED, '').replace(/[._-]?example/, '');
  const added = lower.length - plain.length > 0 ? 1 : 0;
  const [nearest] = wanted
    .map((meant) => ({ meant, distance: editDistance(plain, meant) }))
    .sort((a, b) => a.distance - b.distance);
  // `.genesysrc.toml` and `my.genesysrc.yml` are something else.
  if (nearest === undefined || nearest.distance > FEW_EDITS) return undefined;
  return { meant: nearest.meant, distance: nearest.distance + added };
}
