import { isJsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { BusEvents } from '../../language/can-match/index.js';
import { describe, InvalidPattern, parsePattern } from '../../language/patterns/index.js';
import { traceTarget } from '../../language/trace/index.js';
import { type MatchDoubts, matchDoubts } from '../pattern-test/match-doubts.js';
import { patternKnowledge } from '../pattern-test/pattern-knowledge.js';
import { queueIdsIn } from '../queues/queue-ids.js';
import { chooseRules, type KnownRule } from './index.js';
import type { OpenRules } from './open-rules.js';

/** What the `gcx rule` commands print of rules under `--json`. */
export interface RulesDocument {
  readonly schemaVersion: 1;
  readonly from: 'file' | 'account';
  readonly bus: string;
  readonly queueIds: OpenRules['queueIds'];
  readonly rules: readonly ListedRule[];
}

/** A rule as it is listed. */
export interface ListedRule extends Omit<KnownRule, 'pattern' | 'targets' | 'bus' | 'format'> {
  /** Name of the event format; absent: `partner`. */
  readonly format?: string;
  /** Undefined for a rule that runs on a schedule. */
  readonly pattern?: JsonValue;
  /** How long the pattern is, in characters of the {@link Limits.rulePatternCharacters} that EventBridge takes. */
  readonly patternLength: number;
  /** That in percent, rounded up. */
  readonly patternShare: number;
  readonly targets: readonly (KnownRule['targets'][number] & {
    readonly service: string;
    readonly name: string;
  })[];
  /** What the pattern means, in words. */
  readonly meaning?: string;
  /** Why no event of the bus matches it, or a part of it. Absent: nothing speaks against it. */
  readonly doubts?: MatchDoubts;
}

/**
 * The named rules and routes, or all, as documents and renderers take them.
 * @throws GcxError for a name that is none
 */
export async function describedRules(
  open: OpenRules,
  names: readonly string[],
  withMeaning: boolean,
): Promise<RulesDocument> {
  const rules = names.length === 0 ? open.rules : chooseRules(open.rules, names);
  const formats = open.formats.map(({ format }) => format);
  if (withMeaning) await open.learn(rules.flatMap(({ pattern }) => queueIdsIn(pattern ?? '', formats)));
  return {
    schemaVersion: 1,
    from: open.from,
    bus: open.bus,
    queueIds: open.queueIds,
    rules: rules.map((rule) =>
      listed(rule, withMeaning ? { queueName: open.book.nameOf, bus: open.busEvents } : undefined),
    ),
  };
}

function listed(
  { pattern, targets, bus: _, format, ...rule }: KnownRule,
  meaning: { queueName(id: string): string | undefined; readonly bus: BusEvents } | undefined,
): ListedRule {
  const length = pattern?.length ?? 0;
  return {
    ...rule,
    ...(format === undefined ? {} : { format: format.name }),
    ...(pattern === undefined ? {} : { pattern: parsed(pattern) }),
    patternLength: length,
    patternShare: Math.ceil((length / Limits.rulePatternCharacters) * 100),
    targets: targets.map((target) => {
      const { service, name } = traceTarget(target);
      return { ...target, service, name };
    }),
    ...(meaning === undefined || pattern === undefined ? {} : inWords(pattern, meaning)),
  };
}

function inWords(
  pattern: string,
  { queueName, bus }: { queueName(id: string): string | undefined; readonly bus: BusEvents },
): Pick<ListedRule, 'meaning' | 'doubts'> {
  const doubts = matchDoubts(pattern, bus);
  return { meaning: meaningOf(pattern, queueName), ...(doubts === undefined ? {} : { doubts }) };
}

/** The pattern as a value; the text itself where it is not JSON. */
function parsed(pattern: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(pattern);
    return isJsonObject(value) ? value : pattern;
  } catch {
    return pattern;
  }
}

/** What a pattern means in words, or why gcx cannot say. */
function meaningOf(pattern: string, queueName: (id: string) => string | undefined): string {
  try {
    return describe(parsePattern(pattern), patternKnowledge(queueName));
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    return `gcx does not understand this pattern: ${error.message.split('\n')[0]}`;
  }
}
