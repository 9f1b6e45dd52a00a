import { Args } from '@oclif/core';
import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Shows rules with all that they are. */
export default class RuleShow extends RuleCommand {
  static override summary = 'Show a rule: its pattern, what it means, and its targets.';
  static override description = 'Takes the name of a rule, or of a route, which can have several rules.';
  static override examples = [
    '<%= config.bin %> rule show sales-left-queue',
    '<%= config.bin %> rule show contact-center-events-sales-left-queue-1 --live',
  ];
  static override args = { name: Args.string({ description: 'A rule or a route.', required: true }) };
  static override flags = ruleFlags;

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(RuleShow);
    const [{ describedRules }, { ruleShowText }] = await Promise.all([
      import('../../lib/features/rules/described-rules.js'),
      import('../../lib/cli/render/rule-text.js'),
    ]);
    const rules = await this.rules(await this.loadConfig(flags), flags, [args.name]);
    const document = await describedRules(rules, [args.name], true);
    this.print(ruleShowText(document, this.style));
    return document;
  }
}
