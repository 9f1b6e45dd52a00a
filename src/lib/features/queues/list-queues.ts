import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { nearNames } from '../../base/near-names.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { QueueSelector } from '../../language/config/model.js';
import { globExpression } from '../../language/names/globs.js';
import { explainSelection, visibilityNote } from '../../language/queues/explain-selection.js';
import type { Queue } from '../../language/queues/queue.js';
import { findQueues, searchTerm } from './find-queues.js';

/**
 * The queues of exactly these names, in their order.
 * @param division Name of the division to look in.
 * @throws GcxError (exit code 1) where a name fits none, with near names, or several, with each of them.
 */
export async function lookupQueues(
  genesys: Genesys,
  names: readonly string[],
  division: string | undefined,
): Promise<readonly Queue[]> {
  const selectors = names.map(
    (name): QueueSelector => ({ kind: 'name', name, ...(division === undefined ? {} : { division }) }),
  );
  const selections = await findQueues(genesys.queues, selectors);
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
      what: failures.length === 1 ? first.what : `${failures.length} names fit no queue, or several.`,
      ...(ambiguous ? {} : { why: visibilityNote }),
      details:
        failures.length === 1
          ? first.lines
          : failures.flatMap(({ what, lines }) => [what, ...lines.map((line) => `  ${line}`)]),
      fix: ambiguous ? 'Narrow it with --division NAME.' : `${gcxCommand('queue list')} shows what there is.`,
    },
    ExitCode.error,
  );
}

/** What {@link listQueues} narrows by. */
export interface QueueFilter {
  /** A part of the name, or a glob with `*`; capitals do not matter. */
  readonly search?: string | undefined;
  /** Name of a division. */
  readonly division?: string | undefined;
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
  const named = found.filter(({ name }) => pattern.test(name));
  if (division === undefined) return named;
  const inDivision = named.filter((queue) => queue.division.name === division);
  if (inDivision.length === 0) await requireDivision(genesys, division);
  return inDivision;
}

async function requireDivision(genesys: Genesys, division: string): Promise<void> {
  const divisions = new Set((await genesys.queues.all()).map((queue) => queue.division.name));
  if (divisions.has(division)) return;
  const near = nearNames(division, divisions);
  throw new GcxError({
    code: 'division-not-found',
    what: `No queue is in a division "${division}".`,
    why: visibilityNote,
    fix: `${near.length > 0 ? 'Probably meant' : 'Divisions with queues'}: ${(near.length > 0 ? near : [...divisions].sort()).join(', ')}.`,
  });
}
