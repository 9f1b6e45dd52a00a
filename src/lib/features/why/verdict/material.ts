import type { DeadLetter } from '../../redrive/index.js';
import type { Courses } from '../evidence/courses.js';
import type { Ground } from '../evidence/ground.js';
import type { ProcessorLine } from '../evidence/processor-end.js';
import type { Traces } from '../evidence/traces.js';
import type { Moment } from '../model/moment.js';

/** A moment with where it goes. */
export interface Placed {
  readonly moment: Moment;
  readonly found: Courses;
}

/** What is known of one conversation. */
export interface Material {
  readonly ground: Ground;
  /** Those of the conversation. */
  readonly letters: readonly DeadLetter[];
  readonly lines: readonly ProcessorLine[];
  readonly placed: readonly Placed[];
  readonly traces: Traces;
}
