import type { Level, LogConfig, Rule } from '@aws-sdk/client-eventbridge';
import { answeredWith } from '../../base/answers.js';
import { ExitCode } from '../../base/exit-codes.js';
import type { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import { backoffMilliseconds } from '../../base/net/index.js';
import { once } from '../../base/once.js';
import { AwsCallError, hasAwsCode, isThrottling } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { EventBus, EventsApi, RuleSummary } from './model.js';
import { pagesOf } from './pages.js';
import { fromAwsTarget, toAwsTarget } from './rule-targets.js';
import { fromAwsTags, hasTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';

/** Attempts for entries that failed for a reason that passes. */
const entryAttempts = 6;

/** Attempts to delete a rule or bus that still seems to hold something: some 12 seconds in all. */
const deleteAttempts = 8;

const entryBackoff = { baseMilliseconds: 200, maxMilliseconds: 5_000 };

/** An entry of a request that EventBridge answered with HTTP 200 and still did not carry out. */
interface FailedEntry {
  readonly TargetId?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** Amazon EventBridge ("Custom Event Bus - Classic"). */
export function eventsApi(caller: AwsCaller): EventsApi {
  const sdk = once(async () => {
    const events = await import('@aws-sdk/client-eventbridge');
    return { events, client: await caller.open((config) => new events.EventBridgeClient(config)) };
  });
  const readBus = async (name: string, known?: Tags): Promise<EventBus | undefined> => {
    const { events, client } = await sdk();
    const bus = await unlessMissing(
      caller.call('events:DescribeEventBus', name, () =>
        client.send(new events.DescribeEventBusCommand({ Name: name })),
      ),
    );
    if (bus?.Arn === undefined) return undefined;
    const { LogConfig: log } = bus;
    return answeredWith(
      {
        name: bus.Name ?? name,
        arn: bus.Arn,
        tags: known ?? (await tagsOf(bus.Arn)),
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
    async createBus(name, source, tags) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:CreateEventBus', name, () =>
          client.send(
            new events.CreateEventBusCommand({ Name: name, EventSourceName: source, Tags: toAwsTags(tags) }),
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
      await untilEmpty(() =>
        caller.call('events:DeleteEventBus', name, () =>
          client.send(new events.DeleteEventBusCommand({ Name: name })),
        ),
      );
    },
    async setBusLog(name, { level, detail }) {
      const { events, client } = await sdk();
      const bus = await caller.call('events:DescribeEventBus', name, () =>
        client.send(new events.DescribeEventBusCommand({ Name: name })),
      );
      const { Description, KmsKeyIdentifier, DeadLetterConfig } = bus;
      const kept = Object.entries({ Description, KmsKeyIdentifier, DeadLetterConfig }).filter(
        ([, value]) => value !== undefined,
      );
      await caller.call('events:UpdateEventBus', name, () =>
        client.send(
          new events.UpdateEventBusCommand({
            ...Object.fromEntries(kept),
            Name: name,
            LogConfig: toLogConfig(level, detail),
          }),
        ),
      );
    },
    async listRules(bus, prefix) {
      const { events, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('events:ListRules', bus, () =>
            client.send(
              new events.ListRulesCommand({ EventBusName: bus, NamePrefix: prefix, Limit: 100, NextToken }),
            ),
          ),
        ({ NextToken }) => NextToken,
      );
      const rules: RuleSummary[] = [];
      for await (const page of pages) rules.push(...(page.Rules ?? []).map(ruleSummary));
      return rules;
    },
    ruleTags: tagsOf,
    async listTargets(bus, rule) {
      const { events, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          unlessMissing(
            caller.call('events:ListTargetsByRule', rule, () =>
              client.send(
                new events.ListTargetsByRuleCommand({ EventBusName: bus, Rule: rule, Limit: 100, NextToken }),
              ),
            ),
          ),
        (page) => page?.NextToken,
      );
      const targets = [];
      for await (const page of pages)
        targets.push(...(page?.Targets ?? []).map((target) => answeredWith(fromAwsTarget(target), target)));
      return targets;
    },
    async putRule(rule) {
      const { events, client } = await sdk();
      await caller.call('events:PutRule', rule.name, () =>
        client.send(
          new events.PutRuleCommand({
            EventBusName: rule.bus,
            Name: rule.name,
            EventPattern: JSON.stringify(rule.pattern),
            Description: rule.description,
            State: rule.enabled ? 'ENABLED' : 'DISABLED',
            ...(rule.tags === undefined ? {} : { Tags: toAwsTags(rule.tags) }),
          }),
        ),
      );
    },
    async putTargets(bus, rule, targets) {
      const { events, client } = await sdk();
      await inRequests(
        targets,
        (target) => target.id,
        async (some) => {
          const answer = await caller.call('events:PutTargets', rule, () =>
            client.send(
              new events.PutTargetsCommand({ EventBusName: bus, Rule: rule, Targets: some.map(toAwsTarget) }),
            ),
          );
          return answer.FailedEntries ?? [];
        },
        'events:PutTargets',
        rule,
      );
    },
    async removeTargets(bus, rule, ids) {
      const { events, client } = await sdk();
      await inRequests(
        ids,
        (id) => id,
        async (some) => {
          const answer = await unlessMissing(
            caller.call('events:RemoveTargets', rule, () =>
              client.send(new events.RemoveTargetsCommand({ EventBusName: bus, Rule: rule, Ids: [...some] })),
            ),
          );
          // A target that is gone already: by a first attempt whose answer was lost, or by somebody else.
          return (answer?.FailedEntries ?? []).filter(
            ({ ErrorCode }) => ErrorCode !== 'ResourceNotFoundException',
          );
        },
        'events:RemoveTargets',
        rule,
      );
    },
    async deleteRule(bus, name) {
      const { events, client } = await sdk();
      await untilEmpty(() =>
        caller.call('events:DeleteRule', name, () =>
          client.send(new events.DeleteRuleCommand({ EventBusName: bus, Name: name })),
        ),
      );
    },
    async testPattern(pattern, event) {
      const { events, client } = await sdk();
      try {
        const { Result } = await caller.call('events:TestEventPattern', undefined, () =>
          client.send(new events.TestEventPatternCommand({ EventPattern: pattern, Event: event })),
        );
        return { matches: Result === true };
      } catch (error) {
        if (!hasAwsCode(error, 'InvalidEventPatternException')) throw error;
        return { invalid: error.report.why ?? error.report.what };
      }
    },
    async tag(arn, tags, remove) {
      const { events, client } = await sdk();
      if (Object.keys(tags).length > 0) {
        await caller.call('events:TagResource', arn, () =>
          client.send(new events.TagResourceCommand({ ResourceARN: arn, Tags: toAwsTags(tags) })),
        );
      }
      if (remove.length > 0) {
        await caller.call('events:UntagResource', arn, () =>
          client.send(new events.UntagResourceCommand({ ResourceARN: arn, TagKeys: [...remove] })),
        );
      }
    },
  };

  /** Deletes; where EventBridge has not noticed yet that the last target or rule is gone, again after a while. */
  async function untilEmpty(send: () => Promise<unknown>): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await unlessMissing(send());
        return;
      } catch (error) {
        if (!(isNotEmpty(error) && failures < deleteAttempts)) throw error;
        await caller.runtime.sleep(backoffMilliseconds(entryBackoff, failures, caller.runtime.random()));
      }
    }
  }

  async function tagsOf(arn: string) {
    const { events, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('events:ListTagsForResource', arn, () =>
        client.send(new events.ListTagsForResourceCommand({ ResourceARN: arn })),
      ),
    );
    return fromAwsTags(answer?.Tags);
  }

  /** Sends entries in requests of ten; those that failed for a reason that passes again, others are an error. */
  async function inRequests<E>(
    entries: readonly E[],
    id: (entry: E) => string,
    send: (some: readonly E[]) => Promise<readonly FailedEntry[]>,
    action: string,
    rule: string,
  ): Promise<void> {
    const size = Limits.targetEntriesPerRequest;
    let done = 0;
    for (let start = 0; start < entries.length; start += size) {
      let left = entries.slice(start, start + size);
      for (let failures = 1; left.length > 0; failures++) {
        const failed = await send(left);
        done += left.length - failed.length;
        const final = failed.filter((entry) => !isPassing(entry) || failures >= entryAttempts);
        if (final.length > 0) throw failedEntries(final, done, action, rule, caller.region);
        const ids = new Set(failed.map(({ TargetId }) => TargetId));
        left = left.filter((entry) => ids.has(id(entry)));
        if (left.length > 0) {
          await caller.runtime.sleep(backoffMilliseconds(entryBackoff, failures, caller.runtime.random()));
        }
      }
    }
  }
}

const LEVELS: readonly Level[] = ['OFF', 'ERROR', 'INFO', 'TRACE'];

function toLogConfig(level: string, detail: string): LogConfig {
  return {
    Level: LEVELS.find((each) => each === level) ?? 'OFF',
    IncludeDetail: detail === 'FULL' ? 'FULL' : 'NONE',
  };
}

/** Codes of entries with which EventBridge says that it failed itself (PutEvents' documented ones; for rules [?]). */
const INTERNAL = ['InternalFailure', 'InternalException', 'InternalError', 'ServiceUnavailable'];

/** Whether an entry failed because of a concurrent change, of too many calls, or of EventBridge's own doing. */
function isPassing({ ErrorCode = '' }: FailedEntry): boolean {
  return (
    ErrorCode === 'ConcurrentModificationException' || isThrottling(ErrorCode) || INTERNAL.includes(ErrorCode)
  );
}

function failedEntries(
  failed: readonly FailedEntry[],
  done: number,
  action: string,
  rule: string,
  region: string,
): GcxError {
  const lines = failed.map(
    ({ TargetId, ErrorCode, ErrorMessage }) =>
      `target ${TargetId ?? '?'}: ${ErrorMessage ?? ''} (${ErrorCode ?? '?'})`,
  );
  return new AwsCallError(
    {
      code: 'aws-entries-failed',
      what: `AWS did not carry out ${action} for ${failed.length === 1 ? 'a target' : `${failed.length} targets`} of rule ${rule}.`,
      where: `AWS ${action} ${rule}, ${region}`,
      ...(failed.every(isPassing) ? { retryable: true } : {}),
      details: [
        ...lines,
        ...(done === 0
          ? []
          : [done === 1 ? 'The other target was done.' : `The other ${done} targets were done.`]),
      ],
    },
    ExitCode.error,
    failed[0]?.ErrorCode ?? 'FailedEntries',
    false,
    done > 0,
  );
}

function isNotEmpty(error: unknown): boolean {
  return (
    hasAwsCode(error, 'ValidationException') &&
    /can't be deleted since it has (?:targets|rules)/i.test(error.report.what)
  );
}

function ruleSummary(rule: Rule): RuleSummary {
  const unmanaged = (['RoleArn', 'ScheduleExpression'] as const).filter((key) => rule[key] !== undefined);
  const summary = {
    name: rule.Name ?? '',
    arn: rule.Arn ?? '',
    enabled: rule.State !== 'DISABLED',
    ...(rule.Description === undefined ? {} : { description: rule.Description }),
    ...(rule.EventPattern === undefined ? {} : { pattern: rule.EventPattern }),
    ...(rule.ManagedBy === undefined ? {} : { managedBy: rule.ManagedBy }),
    ...(unmanaged.length === 0 ? {} : { unmanaged }),
  };
  return answeredWith(summary, rule);
}
