import { Flags } from '@oclif/core';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';
import { givenEventsFlags } from '../../lib/cli/given-events-flags.js';

export default class PatternTest extends GcxCommand {
  static override summary = 'Test whether an event matches an event pattern.';
  static override description =
    'Decides as EventBridge does. Works offline; --remote also asks AWS. A pattern or an event is a file, - for standard input, or JSON; --sample generates an event. --cases runs a file of test cases, one JSON object per line: {"pattern": "<raw JSON>", "event": "<raw JSON>", "expected": true, false, "valid" or "error", "error": "..."}; "valid" is about the pattern only, "error" also about an event that TestEventPattern refuses. Exit code 1 if the event does not match or a case fails.';
  static override examples = [
    '<%= config.bin %> pattern test --pattern rule.json --event event.json --explain',
    `<%= config.bin %> event sample acd.end | <%= config.bin %> pattern test --pattern '{"detail": {"eventBody": {"mediaType": ["VOICE"]}}}' --event -`,
    '<%= config.bin %> pattern test --pattern rule.json --sample acd.end --set mediaType=CHAT --explain',
    '<%= config.bin %> pattern test --pattern rule.json --event event.json --remote',
    '<%= config.bin %> pattern test --cases rules.jsonl',
  ];
  static override flags = {
    pattern: Flags.string({ summary: 'The event pattern.', helpValue: 'FILE|-|JSON' }),
    event: Flags.string({ summary: 'The event.', helpValue: 'FILE|-|JSON' }),
    sample: givenEventsFlags.sample,
    format: Flags.string({
      summary: 'With --sample, a built-in event format. Default: as Genesys Cloud sends it.',
      helpValue: 'NAME',
    }),
    set: givenEventsFlags.set,
    remote: Flags.boolean({ summary: 'Also call TestEventPattern of AWS, and show whether it agrees.' }),
    ...connectionFlags,
    explain: Flags.boolean({
      summary: 'Show every condition, even if the event matches. Default: only if it does not match.',
      allowNo: true,
    }),
    cases: Flags.string({ summary: 'Run a file of cases instead.', helpValue: 'FILE' }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(PatternTest);
    const { runPatternTest } = await import('../../lib/cli/pattern-test.js');
    return runPatternTest(flags, this.host(flags));
  }
}
