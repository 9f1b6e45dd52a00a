import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys, Integration } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { busArn, ruleNamePrefix } from '../compile/index.js';
import {
  type Declared,
  findRecord,
  isOurs,
  type Live,
  type LiveFunction,
  type LivePartnerBus,
  type LiveTopic,
  type Mark,
  type MarkedRule,
  markOf,
  markTags,
  nameOfArn,
  parseArn,
  partnerBusName,
  readAdoptedRules,
  ruleNameHash,
  TagKey,
} from '../kinds/index.js';
import { busOf } from './compile-context.js';
import { readKeys } from './read-keys.js';
import { readProcessors } from './read-processors.js';

/** Types of what carries the mark in tags that can be searched for; rules are found on their bus. */
const TAGGED_TYPES = ['sns', 'sqs', 'lambda:function', 'dynamodb:table', 'logs:log-group'];

/** Where and as whom to read. */
export interface ReadScope {
  readonly config: Config;
  readonly mark: Mark;
  /** Full name of the bus that rules are on. */
  readonly bus: string;
  readonly declared: Declared;
  /** Whether a rule's name is one that gcx would give to a route of the file. */
  readonly isRuleNameOfFile: (name: string) => boolean;
}

/**
 * Reads everything that a plan needs from Genesys Cloud and AWS; writes nothing.
 * Throws what the clients throw, and a GcxError where `aws.bus` does not exist.
 */
export async function readLive(scope: ReadScope, genesys: Genesys, aws: Aws): Promise<Live> {
  const [integrations, tagged, rules, archives] = await Promise.all([
    scope.config.genesys.integration === undefined ? [] : genesys.integrations.list(),
    aws.tagging.find(markTags(scope.mark), TAGGED_TYPES),
    readRules(scope, aws),
    aws.archives.list(ruleNamePrefix(scope.config)),
  ]);
  const buses = await readBuses(scope, integrations, aws);
  const routed = rules.rules.flatMap((rule) =>
    rule.targets.flatMap((target) => [target.arn, target.deadLetterArn ?? '']),
  );
  const here = (arn: string) => isHere(scope.config, arn);
  const topicArns = unique([...scope.declared.topics.map((topic) => topic.arn), ...tagged, ...routed]).filter(
    (arn) => here(arn) && parseArn(arn)?.service === 'sns' && !arn.includes('*'),
  );
  const topics = new Map(
    await Promise.all(topicArns.map(async (arn) => [arn, await readTopic(arn, aws)] as const)),
  );
  const endpoints = [...topics.values()].flatMap(
    (topic) => topic?.subscriptions.map((each) => each.endpoint) ?? [],
  );
  const queueArns = unique([
    ...scope.declared.queues.map((queue) => queue.arn),
    ...tagged,
    ...routed,
    ...endpoints,
  ]).filter((arn) => here(arn) && parseArn(arn)?.service === 'sqs');
  const functionArns = unique([
    ...scope.declared.functions.map((each) =>
      each.qualifier === undefined ? each.arn : `${each.arn}:${each.qualifier}`,
    ),
    ...routed,
    ...endpoints,
  ]).filter((arn) => here(arn) && parseArn(arn)?.service === 'lambda');
  const [queues, functions] = await Promise.all([
    Promise.all(queueArns.map(async (arn) => [arn, (await aws.sqs.queue(nameOfArn(arn))) ?? null] as const)),
    Promise.all(functionArns.map(async (arn) => [arn, await readFunction(arn, aws)] as const)),
  ]);
  const processors = await readProcessors(
    { ...scope, tagged: tagged.filter(here), queues: new Map(queues) },
    aws,
  );
  return {
    integrations,
    buses,
    ...rules,
    archives,
    topics,
    queues: new Map(queues),
    functions: new Map(functions),
    processors,
    keys: await readKeys(scope.declared, { topics, queues: new Map(queues) }, aws),
  };
}

/** Whether an ARN is of the file's account and region: what lies elsewhere cannot be read with these credentials. */
function isHere(config: Config, arn: string): boolean {
  const parts = parseArn(arn);
  return parts?.account === config.aws.account && parts.region === config.aws.region;
}

async function readBuses(
  scope: ReadScope,
  integrations: readonly Integration[],
  aws: Aws,
): Promise<ReadonlyMap<string, LivePartnerBus>> {
  const wanted = scope.config.genesys.integration?.suffix;
  const ours = integrations.flatMap((each) =>
    each.config !== undefined && findRecord(each.config.notes, scope.mark) !== undefined
      ? [each.config.eventSourceSuffix]
      : [],
  );
  const names = unique([
    ...unique([wanted ?? '', ...ours]).map((suffix) => partnerBusName(scope.mark.organization, suffix)),
    ...(scope.bus.startsWith('aws.partner/') ? [scope.bus] : []),
  ]);
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const [bus, source] = await Promise.all([aws.events.bus(name), aws.events.partnerSource(name)]);
        return [name, { name, ...(bus ? { bus } : {}), ...(source ? { source } : {}) }] as const;
      }),
    ),
  );
}

/** The project's own live rules, and nothing else. */
export async function readOwnRules(config: Config, aws: Aws): Promise<Live['rules']> {
  const scope = { config, mark: markOf(config), bus: busOf(config), isRuleNameOfFile: () => false };
  return (await readRules(scope, aws)).rules;
}

async function readRules(
  scope: Omit<ReadScope, 'declared'>,
  aws: Aws,
): Promise<Pick<Live, 'rulesOnBus' | 'rules' | 'foreignRules'>> {
  const prefix = ruleNamePrefix(scope.config);
  const busNames = await aws.events.busNames();
  if (scope.config.aws.bus !== undefined && !busNames.includes(scope.bus)) throw busMissing(scope);
  const lists = await Promise.all(
    busNames.map(async (bus) => {
      const tags = await aws.events.ruleTags(busArn(scope.config, bus));
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
        .map(async (rule) => ({ bus, rule, tags: await aws.events.ruleTags(rule.arn) })),
    ),
  );
  const ours = found.filter(({ tags }) => isOurs(tags, scope.mark));
  const rules = await Promise.all(
    ours.map(async ({ bus, rule, tags }): Promise<MarkedRule> => {
      const pattern = parsePatternText(rule.pattern);
      const route = tags[TagKey.route];
      return {
        bus,
        name: rule.name,
        arn: rule.arn,
        tags,
        enabled: rule.enabled,
        ...(rule.description === undefined ? {} : { description: rule.description }),
        ...(route === undefined ? {} : { route }),
        ...(pattern === undefined ? {} : { pattern }),
        targets: await aws.events.listTargets(bus, rule.name),
      };
    }),
  );
  const foreignRules = found
    .filter(
      ({ bus, rule, tags }) =>
        bus === scope.bus && !isOurs(tags, scope.mark) && scope.isRuleNameOfFile(rule.name),
    )
    .map(({ rule, tags }) => ({ name: rule.name, tags }));
  return { rulesOnBus: lists.find(({ bus }) => bus === scope.bus)?.rules ?? [], rules, foreignRules };
}

function busMissing(scope: Pick<ReadScope, 'config' | 'bus'>): GcxError {
  return new GcxError(
    {
      code: 'bus-missing',
      what: `There is no event bus ${scope.bus} in account ${scope.config.aws.account}, region ${scope.config.aws.region}.`,
      why: '`aws.bus` names a bus that exists; gcx uses it and never creates it.',
      fix: 'Correct aws.bus, create the bus, or leave aws.bus out and give genesys.integration: then gcx makes the partner event bus.',
    },
    ExitCode.error,
  );
}

function parsePatternText(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function readTopic(arn: string, aws: Aws): Promise<LiveTopic | null> {
  const topic = await aws.sns.topic(arn);
  return topic === undefined ? null : { ...topic, subscriptions: await aws.sns.subscriptions(arn) };
}

async function readFunction(arn: string, aws: Aws): Promise<LiveFunction> {
  const name = (parseArn(arn)?.resource ?? '').replace(/^function:/, '');
  const found = await aws.lambda.functionArn(name);
  if (found === undefined) return {};
  const policy = await aws.lambda.policy(name);
  return { arn: found, ...(policy === undefined ? {} : { policy }) };
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)].filter((item) => item !== '');
}
