import { Limits } from '../../base/limits.js';
import type { Queue } from '../../language/queues/queue.js';
import { GenesysCallError } from './call-error.js';
import type { Genesys } from './model.js';
import type { GenesysSdk } from './sdk.js';

const pageSize = Limits.genesysQueuePageSize;

/** A page of queues, as far as gcx reads it. */
interface QueuePage {
  readonly entities?: readonly {
    readonly id?: string;
    readonly name?: string;
    readonly division?: { readonly id?: string; readonly name?: string };
  }[];
  readonly total?: number;
  readonly pageCount?: number;
}

/** Queues of the live organization. */
export function queuesApi(sdk: GenesysSdk): Genesys['queues'] {
  const page = (pageNumber: number): Promise<QueuePage> =>
    sdk.routing.getRoutingQueuesDivisionviewsAll({ pageNumber, pageSize });
  /** Read by `count`, used once by the `all` that follows. */
  let firstPage: QueuePage | undefined;
  return {
    async count() {
      firstPage = await page(1);
      return total(firstPage);
    },
    async all() {
      const first = firstPage ?? (await page(1));
      firstPage = undefined;
      return sorted(await allPages(first, page));
    },
    async search(name) {
      const search = (pageNumber: number): Promise<QueuePage> =>
        sdk.routing.getRoutingQueues({ name, pageNumber, pageSize });
      return sorted(await allPages(await search(1), search));
    },
    async byId(id) {
      try {
        return toQueue(await sdk.routing.getRoutingQueue(id));
      } catch (error) {
        if (error instanceof GenesysCallError && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

/** Queues on all pages. A page whose total is not said is followed by a next one for as long as pages are full. */
async function allPages(
  first: QueuePage,
  page: (pageNumber: number) => Promise<QueuePage>,
): Promise<readonly Queue[]> {
  const pages = [first];
  if (first.total !== undefined || first.pageCount !== undefined) {
    const count = first.pageCount ?? Math.ceil(total(first) / pageSize);
    const rest = Array.from({ length: Math.max(0, count - 1) }, (_, index) => page(index + 2));
    pages.push(...(await Promise.all(rest)));
  } else {
    for (let last = first; (last.entities?.length ?? 0) >= pageSize; ) {
      last = await page(pages.length + 1);
      pages.push(last);
    }
  }
  // A queue that is created or renamed meanwhile moves others to a next page, where they are read again.
  const byId = new Map<string, Queue>();
  for (const entity of pages.flatMap((each) => each.entities ?? [])) {
    const queue = toQueue(entity);
    if (queue !== undefined) byId.set(queue.id, queue);
  }
  return [...byId.values()];
}

function total(page: QueuePage): number {
  return page.total ?? page.entities?.length ?? 0;
}

function toQueue(entity: NonNullable<QueuePage['entities']>[number]): Queue | undefined {
  if (entity.id === undefined) return undefined;
  return {
    id: entity.id.toLowerCase(),
    name: entity.name ?? '',
    division: { id: entity.division?.id ?? '', name: entity.division?.name ?? '' },
  };
}

function sorted(queues: readonly Queue[]): readonly Queue[] {
  return [...queues].sort(
    (a, b) => compare(a.name, b.name) || compare(a.division.name, b.division.name) || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
