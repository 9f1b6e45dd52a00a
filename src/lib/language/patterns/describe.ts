import { printable } from '../../base/unprintable.js';
import type { PatternKnowledge } from './explanation.js';
import { type Clauses, isAnyOf, type Pattern } from './model.js';
import { wantsWords } from './words.js';

/**
 * What a pattern means, in words: one line a condition, the branches of a `$or` indented below it.
 * @example
 * All of:
 *   detail-type is "v2.detail.events.conversation.{id}.acd.end"
 *   detail.eventBody.queueId is Sales Support (5affb229)
 */
export function describe(pattern: Pattern, knowledge: PatternKnowledge = {}): string {
  const lines = linesOf(pattern.clauses, knowledge);
  return lines.length === 1 ? (lines[0] ?? '') : ['All of:', ...lines.map((line) => `  ${line}`)].join('\n');
}

function linesOf(clauses: Clauses, knowledge: PatternKnowledge): string[] {
  return clauses.flatMap((clause) => {
    if (!isAnyOf(clause)) return [conditionLine(clause.path, wantsWords(clause, knowledge))];
    return [
      'at least one of:',
      ...clause.anyOf.flatMap((branch) =>
        linesOf(branch, knowledge).map((line, at) => `  ${at === 0 ? '- ' : '  '}${line}`),
      ),
    ];
  });
}

/** One line, whatever the field is called. */
function conditionLine(field: string, wants: string): string {
  const path = printable(field);
  if (wants === 'any value') return `${path} has a value`;
  if (wants === 'the field to be missing') return `${path} is missing`;
  return `${path} is ${wants}`;
}
