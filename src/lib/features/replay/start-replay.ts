import { randomBytes } from 'node:crypto';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Replay } from '../../clients/aws/archive-model.js';
import type { Aws } from '../../clients/aws/model.js';
import {
  describedOwner,
  descriptionMark,
  isMarkedBy,
  markOf,
  newerFormatOfDescription,
  newerMarksRefusal,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { busArn } from '../../language/names/arn.js';
import { isOver } from './follow-replay.js';
import type { ReplayPlan } from './model.js';

/** Starts what a plan says; gives back the replay's name. */
export async function startReplay(aws: Aws, config: Config, plan: ReplayPlan, now: Date): Promise<string> {
  const name = replayName(config.project, now);
  await aws.replays.start({
    name,
    description: `gcx replay ${descriptionMark(markOf(config))}`,
    archiveArn: plan.archive.arn,
    busArn: busArn(config, plan.bus),
    ruleArns: plan.rules.map((rule) => rule.arn),
    from: plan.from,
    to: plan.to,
  });
  return name;
}

/** `PROJECT-20260301T100000Z-1a2b3c`: at most 56 of the 64 characters that EventBridge takes; no name is used twice. */
function replayName(project: string, now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${project}-${time}-${randomBytes(3).toString('hex')}`;
}

/**
 * Asks AWS to end a replay that this project started; what was sent stays sent.
 * @throws GcxError where there is none of that name, it is another's or a newer gcx's (exit code 5), or it is over
 */
export async function cancelReplay(aws: Aws, config: Config, name: string): Promise<Replay> {
  const replay = await aws.replays.get(name);
  if (replay === undefined) {
    throw new GcxError({
      code: 'replay-not-found',
      what: `There is no replay ${name} in account ${config.aws.account}, region ${config.aws.region}.`,
      fix: 'The name is printed when a replay starts; aws events list-replays shows all.',
    });
  }
  if (!isMarkedBy(replay.description, markOf(config))) {
    throw new GcxError(
      {
        code: 'replay-not-ours',
        what: `Replay ${name} is not this project and environment's: ${describedOwner(replay.description, markOf(config))}.`,
        fix: 'Choose the environment that started it with --env, or use aws events cancel-replay.',
      },
      ExitCode.refused,
    );
  }
  refuseNewerMark(replay);
  if (replay.state === 'CANCELLING') return replay;
  if (isOver(replay)) {
    throw new GcxError({
      code: 'replay-over',
      what: `Replay ${name} is ${replay.state} already; there is nothing to cancel.`,
    });
  }
  await aws.replays.cancel(name);
  return (await aws.replays.get(name)) ?? replay;
}

function refuseNewerMark({ name, description }: Replay): void {
  const marks = newerFormatOfDescription(`replay ${name}`, description);
  if (marks.length === 0) return;
  const { code, message, fix } = newerMarksRefusal(marks);
  throw new GcxError(
    { code, what: message, fix: `${fix} If it cannot wait: aws events cancel-replay ends the replay.` },
    ExitCode.refused,
  );
}
