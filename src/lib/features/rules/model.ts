import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { NewerMark } from '../../engine/change/model.js';
import type { EventFormat } from '../../language/events/index.js';

/** Whose a rule is: this project and environment's, someone else's, or an AWS service's. */
export type RuleOwner = 'ours' | 'foreign' | 'aws';

/** A rule of the file or of the account. */
export interface KnownRule {
  readonly name: string;
  readonly bus: string;
  /** The route of the file; for a live rule from its tag. Only rules of ours have one. */
  readonly route?: string;
  /** The format of the route's events; absent: `partner`. */
  readonly format?: EventFormat;
  readonly owner: RuleOwner;
  readonly enabled: boolean;
  readonly description?: string;
  /** The pattern's JSON as stored; undefined for a rule that runs on a schedule. */
  readonly pattern?: string;
  readonly targets: readonly RuleTarget[];
  /** The mark of a newer gcx on it, or on its bus: what is read here may be wrong. */
  readonly newerMarks?: readonly NewerMark[];
}
