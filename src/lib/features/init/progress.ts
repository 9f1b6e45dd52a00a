import type { Answered, Interviewer } from '../questions/index.js';
import type { Access } from './access-questions.js';
import type { AnsweredSoFar } from './answers.js';
import { commandWords } from './command-words.js';
import type { InitFlags } from './init-flags.js';

/** What became of questions that the person ended. */
export interface EndedQuestions {
  readonly kind: 'ended';
  /** The words of a command that continues from what was answered. Absent: nothing was answered yet. */
  readonly goOn?: readonly string[];
  /** What was answered and is not in that command, as its part was not finished. */
  readonly left: readonly Answered[];
  readonly access: Access;
}

const NO_ACCESS: Access = { sandbox: false, env: {} };

/** How far the questions are: what a command can give again, and which answers it cannot. */
export class Progress {
  private interviewer: Interviewer | undefined;
  private answered: AnsweredSoFar = {};
  private access: Access = NO_ACCESS;
  /** How many answers are in {@link answered}. */
  private carried = 0;

  /** The questions begin, or begin again after the person went back. */
  begin(interviewer: Interviewer | undefined): void {
    this.interviewer = interviewer;
    this.answered = {};
    this.access = NO_ACCESS;
    this.carried = 0;
  }

  /** A part is finished: all that was answered so far is in what flags can give again. */
  says(answered: AnsweredSoFar): void {
    this.answered = answered;
    this.carried = this.interviewer?.answered().length ?? 0;
  }

  /** Both sides are reached, with credentials that may have been typed. */
  connected(access: Access): void {
    this.access = access;
    this.carried = this.interviewer?.answered().length ?? 0;
  }

  /** The person ended the questions. */
  ended(flags: InitFlags, file: string): EndedQuestions {
    const { access } = this;
    const all = this.interviewer?.answered() ?? [];
    if (all.length === 0) return { kind: 'ended', left: [], access };
    const goOn = commandWords({ answered: this.answered, flags }, file);
    return { kind: 'ended', goOn, left: all.slice(this.carried), access };
  }
}
