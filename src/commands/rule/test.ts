import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { givenEventsFlags } from '../../lib/cli/given-events-flags.js';
import { personalDataFlag } from '../../lib/cli/personal-data-flag.js';
import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Traces events through rules. */
export default class RuleTest extends RuleCommand {
  static override summary = 'Show which routes an event matches, and why it misses the others.';
  static override description =
    'On the rules that the file makes, or with --live on those in the account. Without Genesys Cloud credentials, queue ids come from --queue-id or from when they were last resolved, which is said. Looks at patterns only: whether the events of a conversation arrived, gcx why says. What the events of a conversation have is masked where it may be of a person; events that you give are shown as they are. Exit code 1 where the events match nothing, or where one of the named rules matches none of them.';
  static override examples = [
    '<%= config.bin %> rule test --event event.json',
    '<%= config.bin %> rule test sales-left-queue --sample acd.end --queue "Sales Support" --set mediaType=CHAT',
    '<%= config.bin %> rule test --conversation 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> rule test --last --queue "Sales Support" --media voice --live',
    '<%= config.bin %> rule test --event saved-events/ --queue-id "Sales Support=5affb229-7631-4992-b0ce-583505c6af07"',
  ];
  static override strict = false;
  static override args = {
    rule: Args.string({
      ignoreStdin: true,
      description: 'A rule or a route; several are allowed. Without one, all of them.',
    }),
  };
  static override flags = {
    ...ruleFlags,
    ...givenEventsFlags,
    ...personalDataFlag,
    all: Flags.boolean({ summary: 'Show every event, and explain every miss, not only the three nearest.' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(RuleTest);
    const [{ traceEvents }, { sourceEvents, requireSource }, { noticeMasked }, { traceText }] =
      await Promise.all([
        import('../../lib/features/trace/trace-events.js'),
        import('../../lib/features/input/given-events.js'),
        import('../../lib/cli/masked-notice.js'),
        import('../../lib/cli/render/trace-text.js'),
      ]);
    requireSource(flags);
    const loaded = await this.loadConfig(flags);
    const names = argv.map(String);
    const rules = await this.rules(loaded, flags, names);
    const sourced = await sourceEvents(flags, {
      config: loaded.config,
      findQueue: (name) => rules.book.find(name),
      genesys: rules.genesys,
    });
    const result = await traceEvents(rules, names, sourced, flags['show-personal-data']);
    const options = { ...result, ...sourced, all: flags.all || names.length > 0, everyEvent: flags.all };
    this.print(traceText(result.shown, options, this.style));
    if (sourced.provenance.origin === 'rebuilt') noticeMasked(result.document, this.host(flags));
    if (!result.reached) this.exitWith(ExitCode.error);
    return { ...result.document, ...sourced.provenance };
  }
}
