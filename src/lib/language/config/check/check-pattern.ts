import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isJsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { EVENT_TYPE_PLACEHOLDER } from '../../names/event-type-topics.js';
import {
  InvalidPattern,
  type Pattern,
  parsePattern,
  patternSizeProblem,
  withoutPlainWildcards,
} from '../../patterns/index.js';
import { itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkPatternMatches } from './check-pattern-matches.js';
import { type PatternSource, patternSource } from './pattern-source.js';

/** Keys that say what a `pattern` says itself. */
const SAID_BY_PATTERN = ['events', 'queues', 'where', 'format'] as const;

/**
 * Checks how a route says which events it takes: by `events`, or by a `pattern` that EventBridge accepts and an event of
 * the bus can match.
 */
export function checkPattern(context: CheckContext, route: ConfigPath): void {
  const { root, problems } = context;
  const node = nodeAt(root, route);
  if (node?.kind !== 'map') return;
  const pattern = nodeAt(root, [...route, 'pattern']);
  if (pattern === undefined) {
    if (!node.entries.has('events')) problems.atKey(route, missingEvents(route));
    const targets = nodeAt(root, [...route, 'targets']);
    if (targets?.kind === 'list' && targets.items.length === 0) {
      problems.at([...route, 'targets'], {
        code: 'empty',
        message: 'A route needs at least one target; "targets" is empty.',
        fix: 'Name at least one.',
      });
    }
    return;
  }
  for (const key of SAID_BY_PATTERN) {
    if (!node.entries.has(key)) continue;
    problems.atKey([...route, key], {
      code: 'pattern-and-more',
      message: `A route with a "pattern" takes no "${key}": the pattern says all of it.`,
      fix: `Remove "${key}", or the pattern.`,
    });
  }
  if (pattern.kind === 'map') {
    const path = [...route, 'pattern'];
    const source = patternSource(pattern, path);
    const parsed = checkText(context, path, source);
    if (parsed !== undefined) checkPatternMatches(context, path, { source, parsed });
  }
  checkTargets(context, route);
}

function missingEvents(route: ConfigPath) {
  return {
    code: 'missing-key',
    message: `${route.join('.')} has no "events".`,
    fix: `Say which event types go this way; "${gcxCommand('event-type list')}" shows them.`,
  };
}

/** @returns The pattern; undefined where EventBridge would refuse it. */
function checkText(
  { problems }: CheckContext,
  path: ConfigPath,
  { text }: PatternSource,
): Pattern | undefined {
  let parsed: Pattern;
  try {
    parsed = parseAsWritten(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    problems.atKey(path, {
      code: 'pattern-invalid',
      message: `EventBridge would refuse this pattern: ${error.reason}.`,
      fix: `Every field takes a list of values or operators; "${gcxCommand('pattern test')}" tries a pattern on events.`,
    });
    return undefined;
  }
  const size = patternSizeProblem(text);
  if (size === undefined) return parsed;
  problems.atKey(path, {
    code: 'pattern-size',
    message: `The pattern has ${size.characters} characters; a rule takes ${Limits.rulePatternCharacters} (rulePatternCharacters).`,
    fix: 'Make several routes of it; gcx splits what "events", "queues" and "where" say by itself.',
  });
  return parsed;
}

/** A pattern as gcx will write it: wildcards that say no more than a prefix or suffix does are none. */
function parseAsWritten(text: string): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    const value: unknown = error instanceof InvalidPattern ? JSON.parse(text) : undefined;
    if (!isJsonObject(value)) throw error;
    return parsePattern(JSON.stringify(withoutPlainWildcards(value)));
  }
}

/** One topic for each event type needs event types. */
function checkTargets({ root, problems }: CheckContext, route: ConfigPath): void {
  for (const [index, item] of itemsOf(nodeAt(root, [...route, 'targets'])).entries()) {
    const name = textOf(item) ?? '';
    const topic = textOf(nodeAt(root, ['targets', name, 'sns', 'create']));
    if (topic?.includes(EVENT_TYPE_PLACEHOLDER) !== true) continue;
    problems.at([...route, 'targets', index], {
      code: 'pattern-by-type',
      message: `"${name}" is one topic for each event type, and a route with a "pattern" names no event types.`,
      fix: 'Use "events" in place of the pattern, or a target that is one topic.',
    });
  }
}
