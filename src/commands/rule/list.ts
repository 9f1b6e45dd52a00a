import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Lists rules. */
export default class RuleList extends RuleCommand {
  static override summary = 'List the rules of the file, or with --live of the account.';
  static override description =
    'Each with its route, state, targets, and how many of the 2,048 characters of a pattern it uses. Without Genesys Cloud credentials, queue ids come from --queue-id or the cache of the last run. A route can be split over live rules differently than a new plan would split it.';
  static override examples = [
    '<%= config.bin %> rule list',
    '<%= config.bin %> rule list --env production --live',
    '<%= config.bin %> rule list --live --bus default --prefix orders-',
  ];
  static override flags = ruleFlags;

  override async run(): Promise<object> {
    const { flags } = await this.parse(RuleList);
    const [{ describedRules }, { ruleListText }] = await Promise.all([
      import('../../lib/features/rules/described-rules.js'),
      import('../../lib/cli/render/rule-text.js'),
    ]);
    const document = await describedRules(await this.rules(await this.loadConfig(flags), flags), [], false);
    this.print(ruleListText(document, this.style));
    return document;
  }
}
