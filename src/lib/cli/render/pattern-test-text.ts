import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import type { CasesReport, Disagreement, ExplainedClause, Reason } from '../../language/patterns/index.js';
import { explanationText, failureCount } from './explanation-text.js';

/** What `gcx pattern test` prints for one pattern and event. */
export function verdictText(
  verdict: {
    readonly matches: boolean;
    readonly clauses?: readonly ExplainedClause[];
    readonly reasons?: readonly Reason[];
  },
  style: Style,
): string {
  const { matches, clauses, reasons = [] } = verdict;
  const word = matches ? style.green('match') : style.red('no match');
  if (clauses === undefined) return word;
  const count = matches ? '' : `  ${failureCount(clauses)}`;
  return `${word}${count}\n${explanationText({ clauses, reasons }, style)}`;
}

/** What `gcx pattern test --cases` prints: the disagreements, then the count. */
export function casesText({ passed, failed, disagreements }: CasesReport): string {
  return [...disagreements.map(disagreementLine), `${passed} passed, ${failed} failed`].join('\n');
}

/** A notice of events that are none of AWS's; undefined where there are none. */
export function refusedEventsText({ eventsRefusedByAws }: CasesReport): string | undefined {
  const [first] = eventsRefusedByAws;
  if (first === undefined) return undefined;
  const count = eventsRefusedByAws.length;
  const events = count === 1 ? `the event of line ${first}` : `${count} events, the first in line ${first}`;
  return `AWS's TestEventPattern would refuse ${events}: id, detail-type, source, account, time and region are required.`;
}

function disagreementLine({ line, id, expected, actual, expectedError, error }: Disagreement): string {
  const name = `line ${line}${id === undefined ? '' : ` (${printable(String(id))})`}`;
  if (expected === undefined) return `${name}: no case: ${printable(error ?? '')}`;
  const wanted = expectedError === undefined ? String(expected) : `${expected}: ${expectedError}`;
  const got = error === undefined ? String(actual) : `${actual}: ${error}`;
  return `${name}: expected ${printable(wanted)}, got ${printable(got)}`;
}
