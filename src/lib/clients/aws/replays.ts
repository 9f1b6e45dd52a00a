import { once } from '../../base/once.js';
import type { ReplaysApi } from './archive-model.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { unlessMissing } from './unless-missing.js';

/** Amazon EventBridge's replays. */
export function replaysApi(caller: AwsCaller): ReplaysApi {
  const sdk = once(async () => {
    const events = await import('@aws-sdk/client-eventbridge');
    return { events, client: await caller.open((config) => new events.EventBridgeClient(config)) };
  });
  return {
    async start({ name, description, archiveArn, busArn, ruleArns, from, to }) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:StartReplay', name, () =>
          client.send(
            new events.StartReplayCommand({
              ReplayName: name,
              Description: description,
              EventSourceArn: archiveArn,
              EventStartTime: new Date(from),
              EventEndTime: new Date(to),
              Destination: { Arn: busArn, FilterArns: [...ruleArns] },
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the replay that exists is the one that the first attempt started.
        if (!(hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated)) throw error;
      }
    },
    async get(name) {
      const { events, client } = await sdk();
      const replay = await unlessMissing(
        caller.call('events:DescribeReplay', name, () =>
          client.send(new events.DescribeReplayCommand({ ReplayName: name })),
        ),
      );
      if (replay === undefined) return undefined;
      return {
        name: replay.ReplayName ?? name,
        description: replay.Description ?? '',
        state: replay.State ?? 'STARTING',
        ...(replay.StateReason ? { stateReason: replay.StateReason } : {}),
        archiveArn: replay.EventSourceArn ?? '',
        ...(replay.EventLastReplayedTime === undefined
          ? {}
          : { lookedThrough: replay.EventLastReplayedTime.getTime() }),
      };
    },
    async cancel(name) {
      const { events, client } = await sdk();
      await caller.call('events:CancelReplay', name, () =>
        client.send(new events.CancelReplayCommand({ ReplayName: name })),
      );
    },
  };
}
