import { Args, Flags } from '@oclif/core';
import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Says in words what rules or a pattern mean. */
export default class RuleExplain extends RuleCommand {
  static override summary = 'Explain in words which events a rule, route or pattern takes.';
  static override description =
    'With --pattern, no .genesysrc file is needed: the pattern is a file, - for standard input, or JSON.';
  static override examples = [
    '<%= config.bin %> rule explain sales-left-queue',
    '<%= config.bin %> rule explain contact-center-events-sales-left-queue-1 --live',
    `<%= config.bin %> rule explain --pattern '{"detail": {"eventBody": {"mediaType": [{"anything-but": "CHAT"}]}}}'`,
  ];
  static override args = { name: Args.string({ ignoreStdin: true, description: 'A rule or a route.' }) };
  static override flags = {
    ...ruleFlags,
    pattern: Flags.string({ summary: 'An event pattern to explain instead.', helpValue: 'FILE|-|JSON' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(RuleExplain);
    const { explainSubject, patternMeaning } = await import('../../lib/features/rules/explain-subject.js');
    const subject = explainSubject(args.name, flags.pattern);
    if (subject.kind === 'pattern') {
      const explained = await patternMeaning(subject.pattern);
      const { matchDoubtsLines } = await import('../../lib/cli/render/match-doubts-text.js');
      const doubts = explained.doubts === undefined ? [] : matchDoubtsLines(explained.doubts, '');
      this.print([explained.meaning, ...doubts].join('\n'));
      return { schemaVersion: 1, ...explained };
    }
    const [{ describedRules }, { ruleMeaningText }] = await Promise.all([
      import('../../lib/features/rules/described-rules.js'),
      import('../../lib/cli/render/rule-text.js'),
    ]);
    const rules = await this.rules(await this.loadConfig(flags), flags, [subject.name]);
    const document = await describedRules(rules, [subject.name], true);
    this.print(ruleMeaningText(document, this.style));
    return document;
  }
}
