import { oddSigns, plainSigns } from '../../../base/odd-signs.js';
import { quoted } from '../document/flow-text.js';
import type { Problem } from '../document/problems.js';
import type { ScalarNode } from '../document/source-node.js';

/** What is odd about the signs of a queue's name as it is written; undefined where nothing is. */
export function queueNameSigns(name: string, { style }: ScalarNode): Problem | undefined {
  // In quotes of the keyboard, other quotes are part of the name.
  if (style === 'plain') {
    const plain = plainSigns(name);
    if (oddSigns(name)[0]?.index === 0 && /^(["']).+\1$/.test(plain)) {
      const meant = quoted(plain.slice(1, -1));
      return {
        code: 'typographic-quotes',
        message: 'These are typographic quotes, which YAML reads as part of the name.',
        fix: `Write ${meant}, with the quotes of the keyboard.`,
        replacement: meant,
      };
    }
    if (/^[^"]+"$/.test(name)) {
      const meant = quoted(name.slice(0, -1));
      return {
        code: 'yaml-quote',
        message: 'A quote at one end only is read as part of the name.',
        fix: `Write ${meant}.`,
        replacement: meant,
      };
    }
  }
  // Dashes and quotes are for names to have; a space or a letter that only looks like one is not.
  const unseen = oddSigns(name).find(({ plain }) => plain.trim() === '' || /[A-Za-z]/.test(plain));
  if (unseen === undefined) return undefined;
  const meant = quoted(plainSigns(name));
  return {
    severity: 'warning',
    code: 'invisible-character',
    message: `There is ${unseen.name} in this name.`,
    fix: `Write ${meant}, unless the name in Genesys Cloud has it too.`,
    replacement: meant,
  };
}
