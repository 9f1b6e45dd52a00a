import type { CheckContext } from './check-context.js';
import { entriesOf, nodeAt, textOf } from './source-node.js';

/** Checks `renamedFrom` of routes and targets: the old name is gone, and one entry alone goes on for it. */
export function checkRenames({ root, problems }: CheckContext): void {
  for (const [section, word] of [
    ['targets', 'target'],
    ['routes', 'route'],
  ] as const) {
    const entries = entriesOf(nodeAt(root, [section]));
    const heirs = new Map<string, string>();
    for (const [name, { value }] of entries) {
      const former = textOf(nodeAt(value, ['renamedFrom']));
      if (former === undefined || former.trim() === '') continue;
      const path = [section, name, 'renamedFrom'];
      const heir = heirs.get(former);
      heirs.set(former, heir ?? name);
      if (former === name) {
        problems.at(path, {
          code: 'renamed-from',
          message: `This is the ${word}'s own name.`,
          fix: 'Write the name that it had before, or remove renamedFrom.',
        });
      } else if (entries.has(former)) {
        problems.at(path, {
          code: 'renamed-from',
          message: `The ${word} "${former}" is still in the file, so "${name}" cannot be what became of it.`,
          fix: `Remove the ${word} "${former}", or remove renamedFrom here.`,
        });
      } else if (heir !== undefined) {
        problems.at(path, {
          code: 'renamed-from',
          message: `"${heir}" was "${former}" already; only one ${word} can go on with what "${former}" had.`,
          fix: 'Keep renamedFrom at one of them.',
        });
      }
    }
  }
}
