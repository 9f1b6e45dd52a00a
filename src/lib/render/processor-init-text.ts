import type { InitProcessorDocument } from '../cli/init-processor.js';
import { printable } from './printable.js';

/** What `gcx processor init` prints: what it did, what to paste, and what comes next. */
export function processorInitText(document: InitProcessorDocument): string {
  const { processor, handler, written, kept, file, configuration, lines, routes } = document;
  const steps = [
    ...(routes.length === 0 ? [`Send events to it: targets: [${processor}] in a route of ${file}.`] : []),
    `Write what it does, in ${handler}; test it: npx vitest run ${written.at(-1) ?? handler}`,
    `gcx processor build ${processor} builds it, gcx plan shows what an apply would make.`,
  ];
  return [
    ...written.map((path) => `Wrote ${path}.`),
    ...kept.map((path) => `${path} was there already and stays as it is.`),
    ...(configuration === 'added' ? [`Added the processor to ${file}.`] : []),
    ...(configuration === 'paste' ? [`${file} was not changed, to break nothing in it.`] : []),
    ...(lines.length === 0 ? [] : ['Paste this below its targets:', '', ...lines, '']),
    'Next:',
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    // genesys-gcx is on no registry: a command that installs it from one would fetch what somebody else puts there.
    'Building needs nothing else. For its types and its test, install vitest and, as its README says, gcx itself',
    'beside the file.',
  ]
    .map(printable)
    .join('\n');
}
