import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { didYouMean, type NearName, nearName } from '../../base/name-difference.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { isPartOfUuid } from '../../language/config/document/nearly-uuid.js';
import type { QueueSelector } from '../../language/config/model.js';
import { globExpression } from '../../language/names/globs.js';
import { explainSelection, visibilityNote } from '../../language/queues/explain-selection.js';
import type { Queue } from '../../language/queues/queue.js';
import type { QueueSelection } from '../../language/queues/select-queues.js';
import { findQueues, searchTerm } from './find-queues.js';
import { isQueueId, queuesOfId } from './queues-by-id.js';

/** Parts of names that are near to what was searched for. */
const NEAR_PARTS = 8;

/** Names that are shown of the queues with such parts. */
const NEAR_SHOWN = 5;

/**
 * The queues of exactly these names or ids, in their order. An id may be a part of one, or have lost a character, as long as only
 * one queue fits.
 * @param division Name of the division to look in.
 * @param notice is told how an id that is not whole was read
 * @throws GcxError (exit code 1) where a name fits none, with near names, or several, with each of them.
 */
export async function lookupQueues(
  genesys: Genesys,
  names: readonly string[],
  division: string | undefined,
  notice: (text: string) => void = () => {},
): Promise<readonly Queue[]> {
  const selectors = names.map(
    (name): QueueSelector =>
      isQueueId(name)
        ? { kind: 'id', id: name.toLowerCase() }
        : { kind: 'name', name, ...(division === undefined ? {} : { division }) },
  );
  const found = await findQueues(genesys.queues, selectors);
  const selections = await withPartsOfIds(genesys, selectors, found, notice);
  const failures = selections.flatMap((selection, index) => {
    const selector = selectors[index];
    return selection.kind === 'found' || selector === undefined
      ? []
      : [explainSelection(selector, selection)];
  });
  const [first] = failures;
  if (first === undefined) return selections.flatMap((each) => (each.kind === 'found' ? each.queues : []));
  const ambiguous = selections.every(({ kind }) => kind !== 'none');
  throw new GcxError(
    {
      code: ambiguous ? 'queue-ambiguous' : 'queue-not-found',
      what:
        failures.length === 1 ? first.what : `${failures.length} names fit no queue, or more than one queue.`,
      ...(ambiguous ? {} : { why: visibilityNote }),
      details:
        failures.length === 1
          ? first.lines
          : failures.flatMap(({ what, lines }) => [what, ...lines.map((line) => `  ${line}`)]),
      fix: ambiguous
        ? 'Narrow it with --division NAME, or give the id.'
        : `${gcxCommand('queue list')} lists the queues.`,
    },
    ExitCode.error,
  );
}

/** What names nothing and could be an id is looked for among the ids of all queues. */
async function withPartsOfIds(
  genesys: Genesys,
  selectors: readonly QueueSelector[],
  selections: readonly QueueSelection[],
  notice: (text: string) => void,
): Promise<readonly QueueSelection[]> {
  const textOf = (selector: QueueSelector | undefined) =>
    selector?.kind === 'id' ? selector.id : selector?.kind === 'name' ? selector.name : '';
  const isMissed = (at: number) => selections[at]?.kind === 'none' && isPartOfUuid(textOf(selectors[at]));
  if (!selectors.some((_, at) => isMissed(at))) return selections;
  const all = await genesys.queues.all();
  return selections.map((selection, at) => {
    if (!isMissed(at)) return selection;
    const text = textOf(selectors[at]);
    const { fitting, damaged, near } = queuesOfId(text, all);
    const [only, ...others] = fitting;
    if (only === undefined) return near.length === 0 ? selection : { kind: 'none', near };
    if (others.length > 0) return { kind: 'ambiguous', queues: fitting };
    if (damaged)
      notice(`"${text}" has ${text.length} characters, an id has 36. Only the id of "${only.name}" fits it.`);
    return { kind: 'found', queues: fitting };
  });
}

/** What {@link listQueues} narrows by. */
export interface QueueFilter {
  /** A part of the name, a glob with `*`, or a part of the id; capitals do not matter. */
  readonly search?: string | undefined;
  /** Name of a division. */
  readonly division?: string | undefined;
}

/**
 * The names of queues that were probably meant by a search which found nothing, the nearest first: each word of it may be
 * misspelled. Where a name, or its part, looks the same, only these, and how they differ.
 */
export async function nearQueueNames(genesys: Genesys, search: string): Promise<NearName> {
  const wanted = search.replaceAll('*', ' ').trim();
  if (wanted === '') return { names: [] };
  const length = wanted.split(/\s+/).length;
  const parts = new Map<string, Set<string>>();
  for (const { name } of await genesys.queues.all()) {
    const words = name.split(/\s+/);
    const pieces = words.map((_, at) => words.slice(at, at + length).join(' '));
    for (const piece of [name, ...pieces]) parts.set(piece, (parts.get(piece) ?? new Set()).add(name));
  }
  const near = nearName(wanted, parts.keys(), NEAR_PARTS);
  const names = [...new Set(near.names.flatMap((part) => [...(parts.get(part) ?? [])]))];
  return { ...near, names: names.slice(0, NEAR_SHOWN) };
}

/**
 * Live queues, sorted by name, then division.
 * @throws GcxError (exit code 1) where no queue is in such a division.
 */
export async function listQueues(
  genesys: Genesys,
  { search, division }: QueueFilter,
): Promise<readonly Queue[]> {
  const glob = search === undefined ? '*' : search.includes('*') ? search : `*${search}*`;
  const term = searchTerm({ kind: 'glob', glob });
  const found = term === '*' ? await genesys.queues.all() : await genesys.queues.search(term);
  const pattern = new RegExp(globExpression(glob).source, 'is');
  const byName = found.filter(({ name }) => pattern.test(name));
  const named =
    byName.length === 0 && search !== undefined && isPartOfUuid(search)
      ? queuesOfId(search, await genesys.queues.all()).fitting
      : byName;
  if (division === undefined) return named;
  const inDivision = named.filter((queue) => queue.division.name === division);
  if (inDivision.length === 0) await requireDivision(genesys, division);
  return inDivision;
}

async function requireDivision(genesys: Genesys, division: string): Promise<void> {
  const divisions = new Set((await genesys.queues.all()).map((queue) => queue.division.name));
  if (divisions.has(division)) return;
  throw new GcxError({
    code: 'division-not-found',
    what: `No queue is in a division "${division}".`,
    why: visibilityNote,
    fix:
      didYouMean(nearName(division, divisions)) ||
      `Divisions with queues: ${[...divisions].sort().join(', ')}.`,
  });
}
