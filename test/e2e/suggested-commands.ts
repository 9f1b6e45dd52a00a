import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shellWords } from '../../src/lib/base/hints/shell-words.js';

interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly args?: Readonly<Record<string, { readonly required?: boolean }>>;
        readonly strict?: boolean;
        readonly flags: Readonly<Record<string, { readonly type: string; readonly char?: string }>>;
      }
    >
  >;
}

const manifest: Manifest = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../oclif.manifest.json', import.meta.url)), 'utf8'),
);
const NAMES = Object.keys(manifest.commands)
  .map((id) => id.replaceAll(':', ' '))
  .toSorted((one, other) => other.length - one.length);
const CALLED = new RegExp(`(?<![\\w./-])gcx (${NAMES.join('|')})(?![\\w-])([^\\n]*)`, 'g');

/**
 * What is wrong with the commands that a text suggests: a flag that the command does not take. Each text that a test has gcx print
 * passes here, so that a suggestion that no test looks at is held as well.
 */
export function wrongSuggestions(text: string): readonly string[] {
  // Lines that were broken for the terminal are one again.
  const joined = text.replaceAll(/\n {9}(?=\S)/g, ' ');
  return [...joined.matchAll(CALLED)].flatMap(([whole, name = '', rest = '']) => {
    const command = manifest.commands[name.replaceAll(' ', ':')];
    if (command === undefined) return [];
    const flags = Object.entries(command.flags);
    let positions =
      command.strict === false ? Number.POSITIVE_INFINITY : Object.keys(command.args ?? {}).length;
    const words = shellWords(rest.startsWith(' ') ? rest : '');
    for (let at = 0; at < words.length; at++) {
      const word = (words[at] ?? '').replace(/["'`).,;:]+$/, '');
      const [, long, given] = /^--([a-z][\w-]*)(=.*)?$/.exec(word) ?? [];
      const [, short] = /^-([a-z])$/.exec(word) ?? [];
      if (long === undefined && short === undefined) {
        if (positions-- > 0) continue;
        return [];
      }
      const [, flag] =
        flags.find(
          ([key, { char }]) =>
            key === (long ?? '').replace(/^no-(?=.)/, '') ||
            key === long ||
            (char === short && short !== undefined),
        ) ?? [];
      if (flag === undefined && long !== 'help' && short !== 'h') return [`${whole.trim()}: no flag ${word}`];
      // What closes a quotation or a sentence ends the command.
      if (word !== words[at]) return [];
      if (flag?.type === 'option' && given === undefined) at++;
    }
    return [];
  });
}
