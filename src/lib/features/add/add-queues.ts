import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { JsonValue } from '../../base/json.js';
import { printable } from '../../base/unprintable.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { QueueSelector } from '../../language/config/model.js';
import { explainSelection, visibilityNote } from '../../language/queues/explain-selection.js';
import { describeSelector } from '../../language/queues/select-queues.js';
import type { QueueAnswer } from '../questions/index.js';
import { findQueues } from '../queues/find-queues.js';
import type { RouteItem } from './add-items.js';
import { flagged } from './route-events.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A queue as it was given. */
export interface GivenQueue {
  readonly text: string;
  readonly glob: boolean;
  /** How it was given: `--queue`, or nothing where it is an argument. */
  readonly flag: string;
}

/** Queues as the file names them, with what should be said of them. */
export interface QueueItems {
  readonly items: readonly RouteItem[];
  readonly notes: readonly string[];
}

/**
 * Queues as the file names them: a name, a pattern of names, or an id.
 * @param genesys where they are looked up, so that no misspelled name gets into the file. Absent: they are taken as they are
 * @throws GcxError where one is not there, with near names, or several have its name
 */
export async function queueItems(
  given: readonly GivenQueue[],
  division: string | undefined,
  genesys: Genesys | undefined,
): Promise<QueueItems> {
  const selectors = given.map((each) => selectorOf(each, division));
  const items = given.map((each, index): RouteItem => {
    const selector = selectors[index] ?? selectorOf(each, division);
    return { value: inFile(selector), called: called(selector), flag: flagged(each.flag, each.text) };
  });
  if (genesys === undefined) return { items, notes: [] };
  const selections = await findQueues(genesys.queues, selectors);
  const failures = selections.flatMap((selection, index) => {
    const [selector, item] = [selectors[index], items[index]];
    if (selection.kind === 'found' || selector === undefined || item === undefined) return [];
    const { what, lines } = explainSelection(selector, selection);
    // An argument is named by the sentence itself.
    return [
      { kind: selection.kind, lines, what: given[index]?.flag === '' ? what : `${item.flag}: ${what}` },
    ];
  });
  const [first] = failures;
  if (first !== undefined) throw notFound(failures, given);
  const notes = selections.flatMap((selection, index) => {
    const selector = selectors[index];
    if (selection.kind !== 'found' || selector?.kind !== 'glob') return [];
    const names = selection.queues.map(({ name }) => `"${printable(name)}"`);
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
    return [
      `${describeSelector(selector)} fits ${names.length === 1 ? '1 queue' : `${names.length} queues`} now: ${shown}`,
    ];
  });
  return { items, notes };
}

/** Queues that were chosen at questions, as the file names them. */
export function answeredQueues(answers: readonly QueueAnswer[]): readonly RouteItem[] {
  return answers.map((answer) => {
    const { division } = answer;
    const given = 'glob' in answer ? { text: answer.glob, glob: true } : { text: answer.name, glob: false };
    const selector = selectorOf({ ...given, flag: '' }, division);
    return { value: inFile(selector), called: called(selector), flag: `"${given.text}"` };
  });
}

function selectorOf({ text, glob }: GivenQueue, division: string | undefined): QueueSelector {
  const within = division === undefined ? {} : { division };
  if (glob) return { kind: 'glob', glob: text, ...within };
  return UUID.test(text) ? { kind: 'id', id: text.toLowerCase() } : { kind: 'name', name: text, ...within };
}

/** In a name as given no variable is replaced. */
function inFile(selector: QueueSelector): JsonValue {
  const escaped = (text: string): string => text.replaceAll('${', () => '$${');
  if (selector.kind === 'id') return { id: selector.id };
  const { division } = selector;
  const within = division === undefined ? {} : { division: escaped(division) };
  if (selector.kind === 'glob') return { glob: escaped(selector.glob), ...within };
  return division === undefined ? escaped(selector.name) : { name: escaped(selector.name), ...within };
}

function called(selector: QueueSelector): string {
  if (selector.kind === 'id') return `queue ${selector.id}`;
  const within = selector.division === undefined ? '' : ` of division "${printable(selector.division)}"`;
  return selector.kind === 'glob'
    ? `queues "${printable(selector.glob)}"${within}`
    : `queue "${printable(selector.name)}"${within}`;
}

interface Failure {
  readonly kind: 'none' | 'ambiguous';
  readonly what: string;
  readonly lines: readonly string[];
}

function notFound(failures: readonly Failure[], given: readonly GivenQueue[]): GcxError {
  const looksLikeGlob = given.some(({ text, glob }) => !glob && text.includes('*'));
  const [first] = failures;
  const ambiguous = failures.every(({ kind }) => kind === 'ambiguous');
  return new GcxError({
    code: ambiguous ? 'queue-ambiguous' : 'queue-not-found',
    what:
      failures.length === 1 && first !== undefined
        ? first.what
        : `${failures.length} names fit no queue, or several.`,
    ...(ambiguous ? {} : { why: visibilityNote }),
    details:
      failures.length === 1 && first !== undefined
        ? first.lines
        : failures.flatMap(({ what, lines }) => [what, ...lines.map((line) => `  ${line}`)]),
    fix: ambiguous
      ? 'Say which with --division NAME, or give its id.'
      : looksLikeGlob
        ? `A pattern of names, in which * stands for any characters, needs ${given[0]?.flag === '--queue' ? '--queue-glob' : '--glob'}.`
        : `${gcxCommand('queue list')} lists the queues. A name that is not there yet is taken with --offline.`,
  });
}
