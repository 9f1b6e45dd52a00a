import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { LoadedConfig, QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ChosenQueue, ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { describeSelector, selectQueues } from '../../language/queues/select-queues.js';
import type { QueueCache } from './cache/index.js';
import type { QueueIdSource } from './queue-id-source.js';

/** A queue that the command line names: `--queue-id NAME=ID`. */
export interface GivenQueue {
  readonly id: string;
  readonly name: string;
}

/** What is known without asking Genesys Cloud. */
export interface OfflineKnowledge {
  readonly given: readonly GivenQueue[];
  readonly cache: QueueCache | undefined;
  /** Whether there is a sandbox beside the file, which knows its queues without credentials. */
  readonly hasSandbox?: boolean;
}

/**
 * The queues of all routes without asking anyone: as the command line names them, else as they were when they were last
 * resolved.
 * @throws GcxError that names every selector of which neither tells anything
 */
export function resolveOffline(
  { config, locate }: Pick<LoadedConfig, 'config' | 'locate'>,
  knowledge: OfflineKnowledge,
): { readonly resolved: ResolvedQueues; readonly source: QueueIdSource } {
  const missing: { readonly selector: QueueSelector; readonly line: string }[] = [];
  const times: number[] = [];
  let given = false;
  const resolved = Object.values(config.routes).flatMap((route) => {
    if (route.queues === undefined) return [];
    const chosen = new Map<string, ChosenQueue>();
    for (const [index, selector] of route.queues.entries()) {
      const found = choose(selector, knowledge);
      if (found === undefined) {
        const position = locate(['routes', route.name, 'queues', index]);
        const where = position === undefined ? `route ${route.name}` : `${position.file}:${position.line}`;
        missing.push({ selector, line: `${where}  ${describeSelector(selector)}` });
        continue;
      }
      if (found.at !== undefined) times.push(found.at.getTime());
      given ||= found.given;
      const chosenBy = describeSelector(selector);
      for (const queue of found.queues) {
        if (!chosen.has(queue.id)) chosen.set(queue.id, { ...queue, chosenBy });
      }
    }
    return [[route.name, [...chosen.values()].sort((a, b) => (a.id < b.id ? -1 : 1))] as const];
  });
  if (missing.length > 0) throw notKnown(missing, knowledge.hasSandbox === true);
  const source: QueueIdSource =
    times.length > 0
      ? {
          kind: 'cache',
          from: new Date(Math.min(...times)),
          to: new Date(Math.max(...times)),
          sandbox: knowledge.cache?.sandbox === true,
        }
      : { kind: given ? 'given' : 'none' };
  return { resolved: Object.fromEntries(resolved), source };
}

/** What a selector chooses; `at` where the cache told it. */
interface Choice {
  readonly queues: readonly Queue[];
  readonly at?: Date;
  readonly given: boolean;
}

function choose(selector: QueueSelector, { given, cache }: OfflineKnowledge): Choice | undefined {
  if (selector.kind === 'id') return { queues: [queueOfId(selector.id, cache)], given: false };
  // The command line tells no divisions: its names count in all of them.
  const named = selectQueues(withoutDivision(selector), given.map(asQueue), false);
  const kept = cache?.selection(selector);
  if (named.kind === 'found' && (selector.kind === 'name' || kept === undefined)) {
    return { queues: named.queues, given: true };
  }
  if (kept === undefined) return byCachedName(selector, cache);
  const queues = [...kept.queues, ...(named.kind === 'found' ? named.queues : [])];
  return { queues, at: kept.at, given: named.kind === 'found' };
}

/** A name that only other selectors were resolved to is as good, where one queue alone is called so. */
function byCachedName(selector: QueueSelector, cache: QueueCache | undefined): Choice | undefined {
  if (selector.kind !== 'name' || cache === undefined) return undefined;
  const found = selectQueues(selector, cache.queues, false);
  if (found.kind !== 'found') return undefined;
  const [id] = found.queues.map((queue) => queue.id);
  const seen = cache.queues.find((queue) => queue.id === id)?.seen;
  return { queues: found.queues, given: false, ...(seen === undefined ? {} : { at: seen }) };
}

function queueOfId(id: string, cache: QueueCache | undefined): Queue {
  return cache?.queues.find((queue) => queue.id === id) ?? asQueue({ id, name: id });
}

function asQueue({ id, name }: GivenQueue): Queue {
  return { id, name, division: { id: '', name: '' } };
}

function withoutDivision(selector: Exclude<QueueSelector, { kind: 'id' }>): QueueSelector {
  return selector.kind === 'name'
    ? { kind: 'name', name: selector.name }
    : { kind: 'glob', glob: selector.glob };
}

function notKnown(
  missing: readonly { readonly selector: QueueSelector; readonly line: string }[],
  hasSandbox: boolean,
): GcxError {
  const [first] = missing;
  const name = missing.find(({ selector }) => selector.kind === 'name')?.selector;
  const example = name?.kind === 'name' ? name.name : 'NAME';
  return new GcxError({
    code: 'queue-unknown-offline',
    what:
      missing.length === 1 && first !== undefined
        ? `The id of the queue ${describeSelector(first.selector)} is not known here.`
        : `The ids of ${missing.length} queues in the file are not known here.`,
    why: 'There are no Genesys Cloud credentials to look them up, and no earlier result is cached.',
    details: missing.map(({ line }) => line),
    fix: [
      `Give each id: --queue-id ${JSON.stringify(`${example}=ID`)}`,
      ...(hasSandbox
        ? [
            `or look them up once; gcx then caches them; in the sandbox: ${gcxCommand('plan', '--sandbox')}`,
            `with credentials: ${gcxCommand('plan')}`,
          ]
        : [`or look them up once with credentials; gcx then caches them: ${gcxCommand('plan')}`]),
    ].join('\n'),
  });
}
