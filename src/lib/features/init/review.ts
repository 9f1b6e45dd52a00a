import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import type { Answered, Interviewer } from '../questions/index.js';

/** What there is to look at before the file is written. */
interface Draft {
  readonly text: string;
  /** As the person named it. */
  readonly file: string;
  /** What the checks of the whole file say against it. */
  readonly errors: readonly Diagnostic[];
  /** What they say of it all the same. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Shows the file and asks whether to write it. The person can change an answer instead; where the file has problems that only
 * the whole shows, that is what is asked, with the question that they come from first.
 */
export async function askReview(asker: Interviewer, draft: Draft): Promise<'write' | 'decline'> {
  const { text, file, errors, warnings } = draft;
  const answered = asker.answered();
  if (errors.length > 0) {
    asker.tell(
      [
        'These answers do not fit together:',
        ...errors.map(problemText),
        'Nothing has been written yet.',
      ].join('\n'),
    );
    return change(asker, answered, errors);
  }
  asker.tell(`\n${text}`);
  if (warnings.length > 0) asker.tell(warningsText(warnings));
  const what = await asker.choose<'write' | 'change' | 'decline'>(`Write this to ${file}?`, [
    { value: 'write', name: 'Yes' },
    { value: 'change', name: 'No, change an answer first' },
    { value: 'decline', name: 'No, exit without writing anything' },
  ]);
  return what === 'change' ? change(asker, answered, []) : what;
}

async function change(
  asker: Interviewer,
  answered: readonly Answered[],
  errors: readonly Diagnostic[],
): Promise<'decline'> {
  const blamed = answered.findLastIndex((each) => errors.some((error) => isAbout(error, each)));
  const order = answered
    .map((_, place) => place)
    .toSorted((one, other) => Number(other === blamed) - Number(one === blamed));
  // Enter is not to throw the answers away: the first one is pointed at.
  const place = await asker.choose<number | undefined>(
    'Which answer do you want to change? The others are kept.',
    [
      ...order.map((each) => ({
        value: each,
        name: inOneLine(answered[each]),
      })),
      { value: undefined, name: 'None, exit without writing anything' },
    ],
    order[0],
  );
  return place === undefined ? 'decline' : asker.goTo(place, answered.length);
}

/** Whether a problem's line holds an answer. */
function isAbout({ sourceLine = '' }: Diagnostic, { answer }: Answered): boolean {
  return answer.length > 1 && sourceLine.includes(answer);
}

/** Characters of a question, and of its answer, in a list of them: together they fit a line. */
const PART = 36;

function inOneLine(answered: Answered | undefined): string {
  const cut = (text: string): string => (text.length > PART ? `${text.slice(0, PART - 1)}…` : text);
  return answered === undefined ? '' : `${cut(answered.question)}: ${cut(answered.answer)}`;
}

/** What `gcx validate` will say of the file, though it is valid. */
export function warningsText(warnings: readonly Diagnostic[]): string {
  return ['Note about this file:', ...warnings.map(problemText)].join('\n');
}

function problemText({ message, fix }: Diagnostic): string {
  return `- ${message}${fix === undefined ? '' : ` ${fix}`}`;
}
