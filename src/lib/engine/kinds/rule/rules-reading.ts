import { answeredWith, answerOf } from '../../../base/answers.js';
import { jsonObjectIn } from '../../../base/json.js';
import type { Rule, Target } from '../../../clients/aws/answers.js';
import type { Aws, RuleSummary } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { LiveRule } from '../../compile/index.js';
import { destinationsOf, withoutDestinationIds } from '../api-destination/destination-ids.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { type AttributeTable, answeredBy, none, ours, parts } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import type { Reading, ReadScope } from '../door/reading.js';
import { readAdoptedRules, ruleNameHash } from '../ownership/adoption.js';
import { isFree, isOurs, TagKey } from '../ownership/mark.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import type { MarkedRead } from '../ownership/marked-reading.js';
import { PROCESSOR_KINDS } from '../processor/processor-kinds.js';
import { targetParameterAttributes } from './target-parameter-attributes.js';

/** What EventBridge answers of a rule (ListRules). */
export const ruleAttributes: AttributeTable<Rule> = {
  Name: none('a rule of another name is another rule'),
  Arn: none('it follows from the name'),
  EventBusName: none('a rule of another bus is another rule'),
  EventPattern: ours('Events that it does not match reach no target.'),
  State: ours('A disabled rule sends nothing, without notice.'),
  Description: ours(),
  ScheduleExpression: none('gcx leaves a rule alone that has one'),
  RoleArn: none('gcx gives roles to targets; a rule uses its own only where a target has none'),
  ManagedBy: none('gcx leaves a rule alone that a service manages'),
};

/** What EventBridge answers of a rule's target (ListTargetsByRule). */
export const targetAttributes: AttributeTable<Target> = {
  Id: none('a target of another id is another target'),
  Arn: ours('Events go where it says.'),
  RoleArn: ours('Without its rights nothing is delivered to this target.'),
  Input: ours('The receiver gets this instead of the event.'),
  InputPath: ours('The receiver gets this part of the event.'),
  InputTransformer: parts({
    InputPathsMap: none('the template is compared with it'),
    InputTemplate: ours('The receiver gets what it says.'),
  }),
  SqsParameters: parts({ MessageGroupId: ours('Without it a FIFO queue refuses the event.') }),
  DeadLetterConfig: parts({
    Arn: ours('Without it what cannot be delivered is lost once EventBridge stops trying.'),
  }),
  RetryPolicy: parts({
    MaximumRetryAttempts: ours('With fewer, what cannot be delivered is dead-lettered or lost sooner.'),
    MaximumEventAgeInSeconds: ours('With less, what cannot be delivered is dead-lettered or lost sooner.'),
  }),
  KinesisParameters: parts({
    PartitionKeyPath: ours(
      'Without it records of one value are spread over the shards, and come in no order.',
    ),
  }),
  ...targetParameterAttributes,
  HttpParameters: parts({
    PathParameterValues: ours('The endpoint is called at another address.'),
    HeaderParameters: none('the rule is compared with the file'),
    QueryStringParameters: none('the rule is compared with the file'),
  }),
};

const saidOfRule = saidBy(ruleAttributes);
const saidOfTarget = saidBy(targetAttributes);

/** What differences of a rule do to events. */
export const ruleHarms: KindHarms = {
  missing: does('stops', 'Events of the route do not reach its targets, without notice.'),
  fields: {
    state: saidOfRule('stops', 'State'),
    retry: saidOfTarget('some', 'RetryPolicy.MaximumRetryAttempts'),
    'dead letter': saidOfTarget('some', 'DeadLetterConfig.Arn'),
    role: saidOfTarget('stops', 'RoleArn'),
    'message group': saidOfTarget('stops', 'SqsParameters.MessageGroupId'),
    'partition key': saidOfTarget('some', 'KinesisParameters.PartitionKeyPath'),
    'http parameters': saidOfTarget('some', 'HttpParameters.PathParameterValues'),
    parameters: saidOfTarget('stops', 'EcsParameters.TaskDefinitionArn'),
    input: saidOfTarget('some', 'InputTransformer.InputTemplate'),
    targets: does('stops', 'The rule sends nothing to a target that it lacks.'),
  },
  others: saidOfRule('some', 'EventPattern'),
  harmless: /^(?:description|route tag|names of its queues|protect|set by others|tag )/,
};

/** A rule on the bus whose name is within our prefix or that carries our mark. */
export interface MarkedRule extends LiveRule {
  readonly arn: string;
  readonly tags: Tags;
}

/** A rule with a name of ours and without any mark. */
export type FreeRule = Pick<LiveRule, 'bus' | 'name' | 'targets'>;

/** Rules of the account's buses. */
export interface RulesRead {
  /** All rules of the bus that the file works on (names and ownership of others, and the count for the quota). */
  readonly rulesOnBus: readonly RuleSummary[];
  /** Rules on any bus with our mark. */
  readonly rules: readonly MarkedRule[];
  /** Rules with a name of ours without our mark, with their tags. */
  readonly foreignRules: readonly { readonly name: string; readonly tags: Tags }[];
  /** Rules that gcx made or adopted, and that nobody's mark is on, as of released ones: they may send by statements of ours. */
  readonly freeRules: readonly FreeRule[];
}

/** What is needed to read rules. */
export type RulesScope = Pick<ReadScope, 'config' | 'mark' | 'bus' | 'isRuleNameOfFile'>;

/** Reads the rules of the file's bus, and ours on every other. */
export const rulesReading: Reading<RulesRead, MarkedRead & BusTagsRead> = {
  name: 'rules',
  waitsFor: ['marked', 'busTags'],
  unread: {
    live: { rulesOnBus: [], rules: [], foreignRules: [], freeRules: [] },
    of: 'rules',
    kinds: ['rule', 'archive', 'sqs-policy', 'sns-policy', 'lambda-permission', ...PROCESSOR_KINDS],
    codes: /^(?:bus-|event-loss)/,
  },
  read: (scope, { marked, busTags }, { aws }) => readRules(scope, aws, busTags, marked),
  digest: ({ rules, foreignRules, freeRules }) => ({
    rules,
    foreignRules,
    ...(freeRules.length === 0 ? {} : { freeRules }),
  }),
  answered: ({ live: { rules } }) =>
    rules.flatMap((rule) => [
      ...answeredBy(`rule ${rule.name}`, rule, ruleAttributes),
      ...rule.targets.flatMap((target) =>
        answeredBy(`target ${target.id} of rule ${rule.name}`, target, targetAttributes),
      ),
    ]),
  newerMarks: ({ rules }, { mark }) =>
    rules.flatMap(({ name, tags }) => newerFormatOfOurs(`rule ${name}`, tags, mark)),
};

/** ARNs of what rules send to, dead-letter queues among them. */
export function sentTo(rules: readonly MarkedRule[]): readonly string[] {
  return rules.flatMap(({ targets }) =>
    targets.flatMap(({ arn, deadLetterArn }) => [arn, deadLetterArn ?? '']),
  );
}

/**
 * Reads rules, with the targets of ours.
 * @param known tags of rules that were read already; others are asked singly
 * Throws what the client throws.
 */
export async function readRules(
  scope: RulesScope,
  aws: Aws,
  busTags: BusTagsRead['busTags'],
  known: ReadonlyMap<string, Tags | undefined> = new Map(),
): Promise<RulesRead> {
  const prefix = ruleNamePrefix(scope.config);
  const destinations = destinationsOf(scope.config, scope.mark);
  const lists = await Promise.all(
    [...busTags].map(async ([bus, tags]) => {
      const adopted = readAdoptedRules(tags, scope.mark);
      const all = bus === scope.bus || adopted.size > 0;
      return { bus, adopted, rules: await aws.events.listRules(bus, all ? undefined : prefix) };
    }),
  );
  const found = await Promise.all(
    lists.flatMap(({ bus, adopted, rules }) =>
      rules
        .filter((rule) => rule.name.startsWith(prefix) || adopted.has(ruleNameHash(rule.name)))
        .filter((rule) => rule.managedBy === undefined)
        .map(async (rule) => ({
          bus,
          rule,
          tags: known.get(rule.arn) ?? (await aws.events.ruleTags(rule.arn)),
        })),
    ),
  );
  const ours = found.filter(({ tags }) => isOurs(tags, scope.mark));
  const rules = await Promise.all(
    ours.map(async ({ bus, rule, tags }): Promise<MarkedRule> => {
      const pattern = jsonObjectIn(rule.pattern);
      const route = tags[TagKey.route];
      const marked = {
        bus,
        name: rule.name,
        arn: rule.arn,
        tags,
        enabled: rule.enabled,
        ...(rule.description === undefined ? {} : { description: rule.description }),
        ...(route === undefined ? {} : { route }),
        ...(pattern === undefined ? {} : { pattern }),
        targets: await withoutDestinationIds(await aws.events.listTargets(bus, rule.name), destinations, aws),
      };
      return answeredWith(marked, answerOf(rule) ?? {});
    }),
  );
  const foreignRules = found
    .filter(
      ({ bus, rule, tags }) =>
        bus === scope.bus && !isOurs(tags, scope.mark) && scope.isRuleNameOfFile(rule.name),
    )
    .map(({ rule, tags }) => ({ name: rule.name, tags }));
  const freeRules = await Promise.all(
    found
      .filter(({ tags }) => isFree(tags))
      .map(async ({ bus, rule: { name } }) => ({
        bus,
        name,
        targets: await aws.events.listTargets(bus, name),
      })),
  );
  const rulesOnBus = lists.find(({ bus }) => bus === scope.bus)?.rules ?? [];
  return { rulesOnBus, rules, foreignRules, freeRules };
}
