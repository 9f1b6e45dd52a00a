import { jsonText } from '../lib/base/unprintable.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** `gcx schema`: the JSON Schema of the file. */
export default class Schema extends GcxCommand {
  static override summary = 'Print the JSON Schema of .genesysrc.yml, for your editor.';
  static override description =
    'Generated from the rules that gcx validate checks. Editors with a YAML language server read its location from the first line of the file: # yaml-language-server: $schema=./genesysrc.schema.json';
  static override examples = [
    '<%= config.bin %> schema > genesysrc.schema.json',
    '<%= config.bin %> schema --json',
  ];

  async run(): Promise<object> {
    await this.parse(Schema);
    const { configJsonSchema } = await import('../lib/language/config/index.js');
    const schema = configJsonSchema();
    this.printDocument(jsonText(schema, 2));
    return { schemaVersion: 1, schema };
  }
}
