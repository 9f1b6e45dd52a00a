import { counted } from '../../../base/words.js';
import type { Blank } from '../model/fate.js';

/** Why nobody can know, in a few words each. */
export function blankWords(blanks: readonly Blank[]): string {
  return [...new Set(blanks.map(wordsOf))].join('; ');
}

function wordsOf(blank: Blank): string {
  switch (blank.kind) {
    case 'log-off':
      return 'the bus log is off';
    case 'log-expired':
      return `the bus log is kept ${kept(blank)}`;
    case 'log-ambiguous':
      return 'the bus log has several events in those minutes, with different outcomes';
    case 'log-open':
      return 'the bus log has no outcome for it';
    case 'log-silent':
      return 'the bus log has no record of it';
    case 'denied':
      return 'a permission is missing';
    case 'metrics-expired':
      return `metrics per minute are kept ${kept(blank)}`;
    case 'metrics-unread':
      return 'no metrics were read';
    case 'metrics-mixed':
      return 'some calls of the rule succeeded in those minutes, and some did not';
    case 'metrics-contradict':
      return 'the rule delivered events in those minutes';
    case 'dead-letters-expired':
      return `dead letters are kept ${kept(blank)}`;
    case 'dead-letters-in-part':
      return 'there are more dead letters than were checked';
    case 'dead-letters-ambiguous':
      return `${counted(blank.letters, 'dead letter')} of ${counted(blank.events, 'such event')} hold no id`;
    case 'too-new':
      return 'it is too recent for AWS to know';
  }
}

function kept({ days, ago }: { readonly days: number; readonly ago: number }): string {
  return `${counted(days, 'day')}, and this was ${counted(ago, 'day')} ago`;
}
