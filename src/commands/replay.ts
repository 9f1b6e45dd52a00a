import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Replays events of the project's archive. */
export default class ReplayCommand extends GcxCommand {
  static override summary = 'Send events from the archive to the routes again.';
  static override description =
    'Needs archive: { retention: 30d } in the file, applied before the events arrived. Only the rules of this project receive the events. Their targets receive them a second time, with a new id and a field "replay-name". Times without a time zone are UTC. Waits until the replay is done; Ctrl-C (exit code 130) leaves it running. Needs only AWS credentials, with config/iam/replay.json.';
  static override examples = [
    '<%= config.bin %> replay --from "2h ago" --dry-run',
    '<%= config.bin %> replay --from yesterday --to today --route sales-left-queue',
    '<%= config.bin %> replay --from 2026-03-01T10:00Z --to 2026-03-01T11:30Z --auto-approve --no-wait',
    '<%= config.bin %> replay --cancel contact-center-events-20260301T113500Z-1a2b3c',
  ];
  static override flags = {
    ...connectionFlags,
    from: Flags.string({
      summary: 'Events from this time on: 2026-03-01T10:00Z, "2h ago", yesterday, today.',
      helpValue: 'TIME',
    }),
    to: Flags.string({ summary: 'Events before this time.', helpValue: 'TIME', default: 'now' }),
    route: Flags.string({
      summary: 'Only to this route in the file. Can be repeated. Default: all routes.',
      helpValue: 'NAME',
      multiple: true,
    }),
    wait: Flags.boolean({ summary: 'Wait until the replay is done.', default: true, allowNo: true }),
    'dry-run': Flags.boolean({ summary: 'Show what would be done, and do nothing.' }),
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
    cancel: Flags.string({
      summary: 'Cancel this replay, which an earlier command left running.',
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
