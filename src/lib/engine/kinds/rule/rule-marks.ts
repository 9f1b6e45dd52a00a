import type { Tags } from '../../../clients/aws/tags-model.js';
import { ruleArn } from '../../../language/names/arn.js';
import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { RuleStep } from './rule-call-steps.js';
import type { RulesRead } from './rules-reading.js';

/** The mark of a rule stands in its tags. */
export const ruleMarks: KindMarks<RulesRead> = {
  on: 'things',
  things: ({ config, bus, live, mark }) =>
    [
      ...live.rules,
      ...live.foreignRules.map((rule) => ({ ...rule, arn: ruleArn(config, bus, rule.name) })),
    ].map(({ name, arn, tags }) => {
      const tag = (set: Tags, remove: readonly string[]): RuleStep => ({
        call: 'events.tag',
        arn,
        tags: set,
        remove,
      });
      return markedByTags(mark, { kind: 'rule', name, arn, tags, tag });
    }),
};
