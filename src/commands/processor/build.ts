import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../../lib/cli/file-command.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { queueIdFlag } from '../../lib/cli/queue-id-flag.js';

/** Builds a processor's zip and deploys nothing. */
export default class ProcessorBuild extends FileCommand {
  static override summary = 'Build the zip file of a processor, without deploying it.';
  static override description =
    'The same files give the same bytes, and so the same codeSha256. Does not call AWS. With --try-start, the code is loaded as Lambda does before the first event, with the environment of the processor and without that of this shell; what cannot start is named, with its place in your sources. Queue ids and names come from Genesys Cloud, --queue-id, or the cache of the last run. If you deploy it with another tool: the function needs the environment variables GENESYS_GCX_TABLE, GENESYS_GCX_QUEUE_URL and GENESYS_GCX_DEAD_LETTER_QUEUE_URL.';
  static override examples = [
    '<%= config.bin %> processor build sales-processor',
    '<%= config.bin %> processor build sales-processor --env production --out build/sales.zip',
    '<%= config.bin %> processor build sales-processor --offline --json',
  ];
  static override args = {
    name: Args.string({ description: 'Name of the target.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    ...connectionFlags,
    ...queueIdFlag,
    offline: Flags.boolean({
      summary: 'Do not call any service: use --queue-id, or the queue ids cached at the last run.',
      helpGroup: 'FILE',
    }),
    'try-start': Flags.boolean({
      summary: 'Also load the built code once on this machine: this runs your code.',
    }),
    out: Flags.string({ summary: 'The zip file to write. Default: .gcx/NAME.zip.', helpValue: 'FILE' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorBuild);
    const [{ buildProcessor }, { writeZip, zipFileFor }, { processorBuildText }] = await Promise.all([
      import('../../lib/features/processors/build-processor.js'),
      import('../../lib/features/processors/write-zip.js'),
      import('../../lib/cli/render/processor-build-text.js'),
    ]);
    const loaded = await this.loadConfig(flags);
    const { bundle, target } = await buildProcessor(await this.fileHost(loaded, flags), args.name);
    if (flags['try-start'])
      await (await import('../../lib/features/processors/try-start.js')).tryStart(
        { bundle, target },
        loaded.config,
      );
    const file = flags.out ?? zipFileFor(args.name, loaded.config.environment);
    writeZip(file, bundle.zip);
    const { zip, ...rest } = bundle;
    const document = {
      schemaVersion: 1,
      ...rest,
      zipBytes: zip.byteLength,
      file,
      ...(flags['try-start'] ? ({ started: true } as const) : {}),
    } as const;
    this.print(processorBuildText(document, target, this.style));
    return document;
  }
}
