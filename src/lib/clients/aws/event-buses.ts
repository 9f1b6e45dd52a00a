import type {
  EventBridgeClient,
  Level,
  LogConfig,
  UpdateEventBusCommandInput,
} from '@aws-sdk/client-eventbridge';
import { answeredWith } from '../../base/answers.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { EventBus, EventsApi } from './model.js';
import { pagesOf } from './pages.js';
import { hasTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';
import { untilEmpty } from './until-empty.js';

/** The calls on event buses and the partner sources that feed them. */
type EventBusCalls = Pick<
  EventsApi,
  | 'partnerSource'
  | 'bus'
  | 'busNames'
  | 'createBus'
  | 'activateSource'
  | 'deleteBus'
  | 'setBusLog'
  | 'setBusKey'
>;

/** Event buses of Amazon EventBridge and the partner sources that feed them. */
export function eventBusCalls(
  caller: AwsCaller,
  sdk: () => Promise<{ events: typeof import('@aws-sdk/client-eventbridge'); client: EventBridgeClient }>,
  tagsOf: (arn: string) => Promise<Tags>,
): EventBusCalls {
  /** What this run set of each bus. */
  const set = new Map<string, Partial<UpdateEventBusCommandInput>>();
  const readBus = async (name: string, known?: Tags): Promise<EventBus | undefined> => {
    const { events, client } = await sdk();
    const bus = await unlessMissing(
      caller.call('events:DescribeEventBus', name, () =>
        client.send(new events.DescribeEventBusCommand({ Name: name })),
      ),
    );
    if (bus?.Arn === undefined) return undefined;
    const { LogConfig: log, KmsKeyIdentifier: key } = bus;
    return answeredWith(
      {
        name: bus.Name ?? name,
        arn: bus.Arn,
        tags: known ?? (await tagsOf(bus.Arn)),
        ...(key ? { key } : {}),
        ...(log === undefined
          ? {}
          : { log: { level: log.Level ?? 'OFF', detail: log.IncludeDetail ?? 'NONE' } }),
      },
      bus,
    );
  };
  return {
    async partnerSource(name) {
      const { events, client } = await sdk();
      const source = await unlessMissing(
        caller.call('events:DescribeEventSource', name, () =>
          client.send(new events.DescribeEventSourceCommand({ Name: name })),
        ),
      );
      if (source?.State === undefined) return undefined;
      const { ExpirationTime: expires } = source;
      return answeredWith(
        {
          name: source.Name ?? name,
          state: source.State,
          ...(expires === undefined ? {} : { expirationTime: expires.getTime() }),
        },
        source,
      );
    },
    bus: readBus,
    async busNames() {
      const { events, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('events:ListEventBuses', undefined, () =>
            client.send(new events.ListEventBusesCommand({ Limit: 100, NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      const names: string[] = [];
      for await (const { EventBuses = [] } of pages)
        names.push(...EventBuses.flatMap(({ Name }) => Name ?? []));
      return names;
    },
    async createBus(name, source, tags, key) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:CreateEventBus', name, () =>
          client.send(
            new events.CreateEventBusCommand({
              Name: name,
              EventSourceName: source,
              Tags: toAwsTags(tags),
              ...(key === undefined ? {} : { KmsKeyIdentifier: key }),
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the bus that exists with our tags is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated;
        if (!(lost && hasTags((await readBus(name))?.tags, tags))) throw error;
      }
    },
    async activateSource(name) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:ActivateEventSource', name, () =>
          client.send(new events.ActivateEventSourceCommand({ Name: name })),
        );
      } catch (error) {
        // What AWS answers for a source that is ACTIVE already is not documented [?]: who called looks again.
        if (!hasAwsCode(error, 'InvalidStateException')) throw error;
      }
    },
    async deleteBus(name) {
      const { events, client } = await sdk();
      await untilEmpty(caller, () =>
        caller.call('events:DeleteEventBus', name, () =>
          client.send(new events.DeleteEventBusCommand({ Name: name })),
        ),
      );
    },
    setBusLog: (name, { level, detail }) => update(name, { LogConfig: toLogConfig(level, detail) }),
    // Without a key EventBridge uses one that AWS owns (API reference, UpdateEventBus).
    setBusKey: (name, key) => update(name, { KmsKeyIdentifier: key }),
  };

  /**
   * UpdateEventBus sets all at once: what is not to change is read before, and sent back. What this run set goes before what is
   * read, as nothing says that EventBridge answers with it at once [?].
   */
  async function update(name: string, change: Partial<UpdateEventBusCommandInput>): Promise<void> {
    const { events, client } = await sdk();
    const changed = { ...set.get(name), ...change };
    const bus = await caller.call('events:DescribeEventBus', name, () =>
      client.send(new events.DescribeEventBusCommand({ Name: name })),
    );
    const { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig } = bus;
    const all = { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig, ...changed };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    await caller.call('events:UpdateEventBus', name, () =>
      client.send(new events.UpdateEventBusCommand({ ...sent, Name: name })),
    );
    set.set(name, changed);
  }
}

const LEVELS: readonly Level[] = ['OFF', 'ERROR', 'INFO', 'TRACE'];

function toLogConfig(level: string, detail: string): LogConfig {
  return {
    Level: LEVELS.find((each) => each === level) ?? 'OFF',
    IncludeDetail: detail === 'FULL' ? 'FULL' : 'NONE',
  };
}
