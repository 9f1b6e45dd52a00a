import type { Archive } from '../../clients/aws/archive-model.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';

/** A rule that gets events again. */
export interface ReplayRule {
  readonly name: string;
  readonly arn: string;
  readonly route: string;
  readonly targets: readonly RuleTarget[];
}

/** What a replay will do. */
export interface ReplayPlan {
  readonly archive: Archive;
  readonly bus: string;
  /** Epoch ms; `to` itself is outside. */
  readonly from: number;
  readonly to: number;
  /** In the order of the routes; never empty. */
  readonly rules: readonly ReplayRule[];
  /** What else there is to know, one sentence each. */
  readonly warnings: readonly string[];
}
