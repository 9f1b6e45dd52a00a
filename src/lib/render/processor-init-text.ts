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
    'The handler needs genesys-gcx for its types, and vitest for its test: npm install --save-dev genesys-gcx vitest',
  ]
    .map(printable)
    .join('\n');
}
