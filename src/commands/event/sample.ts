import { Args, Flags } from '@oclif/core';
import { jsonText } from '../../lib/base/unprintable.js';
import { configFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

export default class EventSample extends GcxCommand {
  static override summary = 'Print a valid event of a Genesys event type.';
  static override description =
    'As EventBridge delivers it: a captured event if gcx has one, otherwise one generated from the published fields. It is from an example organization, or from the organization in the file with --config or --env. The same seed and time give the same event.';
  static override examples = [
    '<%= config.bin %> event sample conversation.acd.end',
    '<%= config.bin %> event sample acd.end --set mediaType=CHAT --queue-id 5affb229-7631-4992-b0ce-583505c6af07',
    '<%= config.bin %> event sample users.presence --json',
    '<%= config.bin %> event sample conversation.end --format com.genesys.cloud --set queue=null',
  ];
  static override args = {
    type: Args.string({ description: 'The event type: short name or full template.', required: true }),
  };
  static override flags = {
    ...configFlags,
    format: Flags.string({
      summary:
        'As a relay sends it: a built-in event format, or one in the file. Default: as Genesys Cloud sends it.',
      helpValue: 'NAME',
    }),
    'queue-id': Flags.string({ summary: 'The queue id in the event.', helpValue: 'ID' }),
    set: Flags.string({
      summary: 'A field of the event body. Can be repeated.',
      helpValue: 'path=value',
      multiple: true,
    }),
    time: Flags.string({ summary: 'The time of the event (ISO 8601). Default: now.', helpValue: 'TIME' }),
    seed: Flags.integer({ summary: 'Another number creates another conversation.', min: 0, default: 0 }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(EventSample);
    const { formatForSample, sampleInFormat, sampleOrigin, sampleTime, shippedFormats } = await import(
      '../../lib/language/events/index.js'
    );
    const asked = flags.config !== undefined || flags.env !== undefined || flags.var !== undefined;
    const ofFile = flags.format !== undefined && !shippedFormats().has(flags.format);
    const loaded = asked || ofFile ? this.loadConfig(flags) : undefined;
    // Without a file the name is of no format at all, which is then said.
    const config = (await (asked ? loaded : loaded?.catch(() => undefined)))?.config;
    const format = formatForSample(args.type, flags.format, config);
    const event = sampleInFormat(format, args.type, flags.set ?? [], {
      ...sampleOrigin(config),
      time: sampleTime(flags.time),
      seed: flags.seed,
      ...(flags['queue-id'] === undefined ? {} : { queueId: flags['queue-id'] }),
    });
    this.printDocument(jsonText(event, 2));
    return { schemaVersion: 1, event };
  }
}
