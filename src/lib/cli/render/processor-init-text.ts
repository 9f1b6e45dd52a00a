import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import type { InitProcessorDocument } from '../../features/processors/init-processor.js';

/** What `gcx processor init` prints: what it did, what to paste, and what comes next. */
export function processorInitText(document: InitProcessorDocument): string {
  const { processor, handler, written, kept, file, lines, routes } = document;
  const test = [...written, ...kept].find((path) => path.endsWith('.test.ts')) ?? handler;
  const steps = [
    ...(routes.length === 0 ? [`Send events to it: targets: [${processor}] in a route of ${file}.`] : []),
    `Write what it does, in ${handler}; test it:\n     npx vitest run ${test}`,
    `Build it, and see what an apply would make:\n     ${gcxCommand('processor build', processor)}\n     ${gcxCommand('plan')}`,
  ];
  return [
    ...written.map((path) => `Wrote ${path}.`),
    ...kept.map((path) => `${path} was there already and stays as it is.`),
    ...configurationLines(document),
    ...(lines.length === 0 ? [] : ['Paste this below its targets:', '', ...lines, '']),
    'Next:',
    ...steps.flatMap((step, index) => stepLines(`  ${index + 1}. `, step)),
    // genesys-gcx is on no registry: a command that installs it from one would fetch what somebody else puts there.
    ...wrapText(
      'Building needs nothing else. For its types and its test, install vitest and, as its README says, gcx itself beside the file.',
      textColumns(),
    ),
  ]
    .map(printable)
    .join('\n');
}

/** A step; a command on a line of its own is not broken. */
function stepLines(label: string, step: string): readonly string[] {
  const [first = '', ...commands] = step.split('\n');
  return [...wrapLabelled(label, first, textColumns()), ...commands];
}

function configurationLines({
  processor,
  file,
  configuration,
  lines,
}: InitProcessorDocument): readonly string[] {
  switch (configuration) {
    case 'added':
      return [`Added the processor to ${file}.`];
    case 'there':
      return [`${file} has the processor already.`];
    case 'paste':
      return lines.length > 0
        ? [`${file} was not changed, to break nothing in it.`]
        : [`Add ${processor} to the route's targets in ${file} yourself.`];
  }
}
