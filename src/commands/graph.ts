import { Flags } from '@oclif/core';
import { jsonText } from '../lib/base/unprintable.js';
import { configFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Draws the pipe of the file. */
export default class GraphCommand extends GcxCommand {
  static override summary = 'Draw the pipe in the file: routes, targets, subscribers.';
  static override description =
    'Shows what the file says, without calling Genesys Cloud or AWS. The mermaid format is for pages that draw it, such as GitHub, GitLab or a wiki.';
  static override examples = [
    '<%= config.bin %> graph',
    '<%= config.bin %> graph --env production --format mermaid > pipe.mmd',
    '<%= config.bin %> graph --json',
  ];
  static override flags = {
    ...configFlags,
    format: Flags.string({
      summary: 'The output format.',
      options: ['tree', 'mermaid', 'json'] as const,
      default: 'tree',
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(GraphCommand);
    const { config } = await this.loadConfig(flags);
    const [{ pipeGraph }, { graphText }, { graphMermaid }] = await Promise.all([
      import('../lib/features/graph/index.js'),
      import('../lib/cli/render/graph-text.js'),
      import('../lib/cli/render/graph-mermaid.js'),
    ]);
    const graph = pipeGraph(config);
    const document = { schemaVersion: 1, ...graph };
    switch (flags.format) {
      case 'tree':
        this.print(graphText(graph, this.style));
        break;
      case 'mermaid':
        this.printDocument(graphMermaid(graph));
        break;
      default:
        this.printDocument(jsonText(document, 2));
    }
    return document;
  }
}
