import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Replays events of the project's archive. */
export default class ReplayCommand extends GcxCommand {
  static override summary = "Send events of the project's archive again to its routes.";
  static override description =
    'Needs archive: { retention: 30d } in the file, applied before the events came. Only rules of this project get the events, and their targets see them a second time, with an id of their own and a field "replay-name". Times are UTC where they name no zone. Follows the replay until it is done; Ctrl-C (exit code 130) leaves it running. Needs only AWS credentials, with config/iam/replay.json.';
  static override examples = [
    '<%= config.bin %> replay --from "2h ago" --dry-run',
    '<%= config.bin %> replay --from yesterday --to today --route sales-left-queue',
    '<%= config.bin %> replay --from 2026-03-01T10:00Z --to 2026-03-01T11:30Z --auto-approve --no-wait',
    '<%= config.bin %> replay --cancel contact-center-events-20260301T113500Z-1a2b3c',
  ];
  static override flags = {
    ...connectionFlags,
    from: Flags.string({
      summary: 'Events since then: 2026-03-01T10:00Z, "2h ago", yesterday, today.',
      helpValue: 'TIME',
    }),
    to: Flags.string({ summary: 'Events before then.', helpValue: 'TIME', default: 'now' }),
    route: Flags.string({
      summary: 'Only to this route of the file; can be repeated. Else to all.',
      helpValue: 'NAME',
      multiple: true,
    }),
    wait: Flags.boolean({ summary: 'Follow it until it is done.', default: true, allowNo: true }),
    'dry-run': Flags.boolean({ summary: 'Only show what it would do.' }),
    'auto-approve': Flags.boolean({ summary: 'Do not ask; needed where there is no terminal.' }),
    cancel: Flags.string({
      summary: 'End this replay instead, which an earlier command left running.',
      helpValue: 'REPLAY',
      exclusive: ['from', 'route', 'dry-run'],
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(ReplayCommand);
    const { replay } = await import('../lib/cli/replay.js');
    return replay(flags, this.host(flags));
  }
}
