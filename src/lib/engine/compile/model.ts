import type { JsonObject } from '../../base/json.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';

/** A rule as in the file. */
export interface DesiredRule {
  readonly bus: string;
  readonly name: string;
  readonly route: string;
  readonly description: string;
  readonly enabled: boolean;
  /** As sent: `JSON.stringify(pattern)` is at most Limits.rulePatternCharacters characters. */
  readonly pattern: JsonObject;
  readonly targets: readonly RuleTarget[];
}

/** A rule of this project and environment as it is live: the input that keeps a split stable. */
export interface LiveRule {
  readonly bus: string;
  readonly name: string;
  /** From the rule's tag; undefined where the tag is gone. */
  readonly route?: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** Undefined where the live pattern is not valid JSON. */
  readonly pattern?: JsonObject;
  readonly targets: readonly RuleTarget[];
}
