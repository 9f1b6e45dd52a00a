import type { Rule } from '@aws-sdk/client-eventbridge';
import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { eventBusCalls } from './event-buses.js';
import type { EventsApi, RuleSummary } from './model.js';
import { pagesOf } from './pages.js';
import { fromAwsTarget, toAwsTarget } from './rule-targets.js';
import { fromAwsTags, toAwsTags } from './tags.js';
import { inRequests } from './target-entries.js';
import { unlessMissing } from './unless-missing.js';
import { untilEmpty } from './until-empty.js';

/** Amazon EventBridge ("Custom Event Bus - Classic"). */
export function eventsApi(caller: AwsCaller): EventsApi {
  const sdk = once(async () => {
    const events = await import('@aws-sdk/client-eventbridge');
    return { events, client: await caller.open((config) => new events.EventBridgeClient(config)) };
  });
  return {
    ...eventBusCalls(caller, sdk, tagsOf),
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
        caller,
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
        caller,
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
      await untilEmpty(caller, () =>
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

  async function tagsOf(arn: string) {
    const { events, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('events:ListTagsForResource', arn, () =>
        client.send(new events.ListTagsForResourceCommand({ ResourceARN: arn })),
      ),
    );
    return fromAwsTags(answer?.Tags);
  }
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
