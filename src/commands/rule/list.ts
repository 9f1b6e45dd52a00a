import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Lists rules. */
export default class RuleList extends RuleCommand {
  static override summary = 'List the rules that the file makes, or with --live those in the account.';
  static override description =
    'Each with its route, state, targets, and how much of the 2,048 characters of a pattern it uses. Without Genesys Cloud credentials, queue ids come from --queue-id or from when they were last resolved. Live rules may be split otherwise than a fresh plan would split them.';
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
