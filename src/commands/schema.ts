import { Args, Flags } from '@oclif/core';
import { jsonText } from '../lib/base/unprintable.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** `gcx schema`: the JSON Schema of the file, or of a document of `--json`; the example file. */
export default class Schema extends GcxCommand {
  static override summary = 'Print the JSON Schema of .genesysrc.yml for your editor, or an example file.';
  static override description =
    'Generated from the rules that gcx validate checks. Editors with a YAML language server read its location from the first line of the file: # yaml-language-server: $schema=./genesysrc.schema.json';
  static override examples = [
    '<%= config.bin %> schema > genesysrc.schema.json',
    '<%= config.bin %> schema --json',
    {
      description: 'A file that explains every key.',
      command: '<%= config.bin %> schema --example',
    },
    {
      description: 'For a program that reads "gcx plan --json".',
      command: '<%= config.bin %> schema plan > plan.schema.json',
    },
  ];

  static override args = {
    document: Args.string({
      description:
        'A document of --json instead of the file: of plan, apply, drift, status or doctor, or an error.',
      options: ['plan', 'apply', 'drift', 'status', 'doctor', 'error'],
      ignoreStdin: true,
    }),
  };

  static override flags = {
    example: Flags.boolean({ description: 'Print a file that explains every key instead.' }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Schema);
    if (flags.example) {
      const { exampleFile } = await import('../lib/cli/example-file.js');
      const example = await exampleFile(this.config.root, args.document);
      this.printDocument(example);
      return { schemaVersion: 1, example };
    }
    const schema =
      args.document === undefined
        ? (await import('../lib/language/config/index.js')).configJsonSchema()
        : (await import('../lib/cli/documents/published-schemas.js')).schemaNamed(args.document);
    this.printDocument(jsonText(schema, 2));
    return { schemaVersion: 1, schema };
  }
}
