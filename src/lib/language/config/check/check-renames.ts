import { processorNames } from '../../names/processor-names.js';
import { DEFAULT_ENVIRONMENT } from '../document/environments.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { CheckContext } from './check-context.js';

/** Checks `renamedFrom` of routes and targets: the old name is gone, and one entry alone goes on for it. */
export function checkRenames(context: CheckContext): void {
  const { root, problems } = context;
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
      } else if (section === 'targets') checkProcessorName(context, name, former);
    }
  }
}

/** A processor's things on AWS cannot be renamed: under a new name they would be made again, empty. */
function checkProcessorName(
  { root, problems, environment }: CheckContext,
  name: string,
  former: string,
): void {
  const processor = nodeAt(root, ['targets', name, 'processor']);
  if (processor?.kind !== 'map' || nodeAt(processor, ['name']) !== undefined) return;
  const project = textOf(nodeAt(root, ['project'])) ?? '';
  const old = processorNames({ project, environment }, { name: former }).function;
  const start = `${project}-${environment}-`.replaceAll('.', '-');
  const kept =
    environment !== DEFAULT_ENVIRONMENT && old === `${start}${former}`
      ? `"${project.replaceAll('.', '-')}-\${env}-${former}"`
      : old;
  problems.at(['targets', name, 'renamedFrom'], {
    code: 'renamed-processor',
    message: `What a processor has on AWS is called after its target, and cannot be renamed: under the name "${name}" all of it would be created again, and events in the old SQS queues would be left behind.`,
    fix: `Keep the names on AWS: processor: { name: ${kept}, … }.`,
  });
}
