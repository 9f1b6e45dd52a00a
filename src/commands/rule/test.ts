import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { givenEventsFlags } from '../../lib/cli/given-events-flags.js';
import { personalDataFlag } from '../../lib/cli/personal-data-flag.js';
import { RuleCommand } from '../../lib/cli/rule-command.js';
import { ruleFlags } from '../../lib/cli/rule-flags.js';

/** Traces events through rules. */
export default class RuleTest extends RuleCommand {
  static override summary = 'Show which routes an event matches, and why not the others.';
  static override description =
    'Tests the rules of the file, or with --live the rules in the account. Without Genesys Cloud credentials, queue ids come from --queue-id or the cache of the last run; a notice says so. It checks only patterns; gcx why shows whether the events of a conversation arrived. Personal data in the events of a conversation is masked; events that you give are shown as they are. Exit code 1 if the events match nothing, or if a rule that you name matches no event.';
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
      description: 'A rule or a route; several are allowed. Default: all.',
    }),
  };
  static override flags = {
    ...ruleFlags,
    ...givenEventsFlags,
    ...personalDataFlag,
    all: Flags.boolean({ summary: 'Show every event, and explain every rule that it does not match.' }),
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
