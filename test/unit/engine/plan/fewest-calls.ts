/** What a plan reads, as the account that it works on holds it. */
export interface Counted {
  readonly rules: number;
  readonly topics: number;
  readonly queues: number;
  readonly functions: number;
  readonly subscriptions: number;
  readonly buses: number;
  readonly archives: number;
}

/** Items that the services give in one answer, at most. */
const PAGE = { tags: 100, rules: 100, buses: 100, archives: 100, subscriptions: 100 };

const pages = (count: number, size: number) => Math.max(1, Math.ceil(count / size));

/**
 * The fewest calls to AWS in which everything that a plan depends on can be read: lists by their pages, and what no list tells
 * by a call for each.
 */
export function fewestCalls(has: Counted): number {
  const tagged = has.rules + has.topics + has.queues + has.buses;
  return (
    pages(tagged, PAGE.tags) +
    // Buses: the list; of each the tags and its rules; of the partner's, itself and its source.
    pages(has.buses, PAGE.buses) +
    has.buses +
    pages(has.rules, PAGE.rules) +
    (has.buses - 1) +
    2 +
    // Targets of each rule; attributes and subscriptions of each topic; URL and attributes of each queue.
    has.rules +
    has.topics * (1 + pages(has.subscriptions / Math.max(1, has.topics), PAGE.subscriptions)) +
    has.subscriptions +
    has.queues * 2 +
    has.functions * 2 +
    pages(has.archives, PAGE.archives) +
    has.archives
  );
}
