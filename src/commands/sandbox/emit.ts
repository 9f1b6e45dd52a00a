import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Publishes an event in the sandbox. */
export default class SandboxEmit extends SandboxCommand {
  static override summary = 'Publish a Genesys event in the sandbox, and show where it went.';
  static override description =
    'The event takes the same path as a real one: through an integration that is ACTIVE and subscribed to its event type (or through a relay with an event format of the routes) to the rules on the event bus, their targets, and the subscribers. Exit code 1 if nothing published it.';
  static override examples = [
    '<%= config.bin %> sandbox emit conversation.acd.end --queue "Sales Support"',
    '<%= config.bin %> sandbox emit acd.end --queue 5affb229-7631-4992-b0ce-583505c6af07 --set mediaType=MESSAGE --count 3',
    '<%= config.bin %> sandbox emit conversation.end --format com.genesys.cloud --set queue=null',
    '<%= config.bin %> sandbox emit --event event.json',
  ];
  static override args = {
    eventType: Args.string({
      ignoreStdin: true,
      name: 'EVENT-TYPE',
      description: 'Short name or template (see gcx event-type list), or the name that a relay uses.',
    }),
  };
  static override flags = {
    ...configFlags,
    format: Flags.string({
      summary:
        'Publish it as a relay does, on the event bus in the file, in this event format. Default: every publisher that knows the event type.',
      helpValue: 'NAME',
    }),
    queue: Flags.string({ summary: 'Name or id of the Genesys queue.', helpValue: 'NAME' }),
    set: Flags.string({
      summary: 'A field of the event body; JSON values are parsed.',
      helpValue: 'PATH=VALUE',
      multiple: true,
    }),
    count: Flags.integer({ summary: 'The number of events to publish.', min: 1, max: 10_000, default: 1 }),
    event: Flags.string({
      summary: 'A complete event from a JSON file, instead of a sample.',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(SandboxEmit);
    const { emitInSandbox, routesWithoutRule } = await import('../../lib/features/sandbox/index.js');
    const { routesOfRules } = await import('../../lib/features/rules/index.js');
    const { config, options } = await this.chosenSandbox(flags);
    const report = await emitInSandbox(args.eventType, flags, options);
    const notApplied =
      config === undefined ? [] : await routesWithoutRule(config, report, options, routesOfRules);
    const { emitText } = await import('../../lib/cli/render/sandbox-text.js');
    this.print(emitText(report, notApplied, this.style));
    if (report.events.length === 0) this.exitWith(ExitCode.error);
    return { schemaVersion: 1, ...report, notApplied };
  }
}
