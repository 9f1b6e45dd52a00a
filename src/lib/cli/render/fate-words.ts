import { counted } from '../../base/words.js';
import { blankWords, type Fate, type TargetLine } from '../../features/why/index.js';

/** What became of an event at a target, in words that follow the target's name. */
export function fateWords(line: Pick<TargetLine, 'fate' | 'beyond'>): string {
  const { beyond } = line;
  const said = ofFate(line.fate);
  return beyond === undefined ? said : `${said}; ${beyond.said}`;
}

function ofFate(fate: Fate): string {
  switch (fate.kind) {
    case 'delivered':
      return `${perhaps(fate)}delivered${afterWords(fate)}${witness(fate)}`;
    case 'dead-lettered':
      return `${tried(fate.attempts)}${perhaps(fate)}dead-lettered${because(fate.reason)}${witness(fate)}`;
    case 'failed':
      return `${tried(fate.attempts)}${perhaps(fate)}given up, and not found in any dead-letter queue${because(fate.reason)}${witness(fate)}`;
    case 'trying':
      return `tried ${counted(fate.attempts, 'time')}, not there yet${because(fate.reason)}`;
    case 'not-sent':
      return fate.stop === undefined
        ? 'probably not sent: no trace of it was found on AWS'
        : `probably not sent: ${stopWords[fate.stop.stage]}`;
    case 'unknown':
      return `cannot know: ${blankWords(fate.because)}`;
  }
}

const stopWords = {
  integration: 'the integration does not send',
  'event-type': 'its event type is not subscribed',
  source: 'the event source delivers nothing',
  rule: 'the rule does not send it',
  target: 'the target accepts nothing',
  receiver: 'nothing receives it there',
} as const;

function perhaps({ certainty }: { readonly certainty: 'certain' | 'probably' }): string {
  return certainty === 'certain' ? '' : 'probably ';
}

function afterWords({ afterMs, attempts }: Extract<Fate, { kind: 'delivered' }>): string {
  const after = afterMs === undefined ? '' : ` after ${durationWords(afterMs)}`;
  return attempts === undefined || attempts < 2 ? after : `${after}, at try ${attempts}`;
}

function durationWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 100) / 10} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}

function tried(attempts: number | undefined): string {
  return attempts === undefined ? '' : `tried ${counted(attempts, 'time')}, `;
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}

/** Where it is not plain who says so. */
function witness(fate: Extract<Fate, { readonly by: unknown }>): string {
  switch (fate.by) {
    case 'metrics':
      return ' (according to the metrics of those minutes)';
    case 'bus-log':
      return fate.certainty === 'probably' ? ' (according to the bus log of those minutes)' : '';
    case 'dead-letter':
    case 'receiver':
      return '';
  }
}
