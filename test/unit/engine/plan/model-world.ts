import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { Archive } from '../../../../src/lib/clients/aws/archive-model.js';
import type {
  KmsKey,
  PartnerEventSource,
  SnsSubscription,
  SqsQueue,
} from '../../../../src/lib/clients/aws/model.js';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import type { Tags } from '../../../../src/lib/clients/aws/tags-model.js';
import type { Integration } from '../../../../src/lib/clients/genesys/model.js';
import type { StepData } from '../../../../src/lib/engine/change/step.js';
import {
  isOurs,
  type Live,
  type LivePartnerBus,
  type Mark,
  ownerByTags,
  parseStep,
  recordFromJson,
  type Step,
  TagKey,
  writeRecord,
} from '../../../../src/lib/engine/kinds/index.js';
import { statementsOf, withStatement } from '../../../../src/lib/engine/kinds/policies/policy.js';
import { busOf } from '../../../../src/lib/engine/plan/compile-context.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { parseArn, ruleArn } from '../../../../src/lib/language/names/arn.js';
import { processorNames } from '../../../../src/lib/language/names/processor-names.js';
import { ProcessorWorld } from './processor-world.js';

/** A rule of the model world. */
export interface WorldRule {
  readonly bus: string;
  readonly name: string;
  pattern: JsonObject;
  description: string;
  enabled: boolean;
  tags: Record<string, string>;
  readonly targets: Map<string, RuleTarget>;
}

/**
 * Genesys Cloud and AWS as plain values that steps change one call at a time: what makes planner tests short, and what
 * the no-loss test looks into after every call. It follows the steps' documented meaning and nothing of gcx's planning.
 */
export class ModelWorld {
  integrations: Integration[] = [];
  readonly buses = new Map<string, { tags: Record<string, string> }>();
  readonly rules = new Map<string, WorldRule>();
  /** Rules that an AWS service made; nobody else can take them away. */
  managedRules: {
    readonly bus: string;
    readonly name: string;
    readonly managedBy: string;
    readonly pattern: JsonObject;
  }[] = [];
  /** States of partner sources that are other than their integration and bus make them; undefined: gone. */
  readonly sourceStates = new Map<string, PartnerEventSource['state'] | undefined>();
  readonly archives = new Map<string, Archive>();
  readonly topics = new Map<
    string,
    { policy: string; key?: string; tags: Record<string, string>; subscriptions: SnsSubscription[] }
  >();
  readonly queues = new Map<string, { attributes: Record<string, string>; tags: Record<string, string> }>();
  readonly functions = new Map<string, { statements: JsonObject[] }>();
  readonly processors = new ProcessorWorld(this.queues);
  /** The event types that a gateway knows, and whether each is enabled. */
  readonly subscriptions = new Map<string, boolean>();
  readonly keys = new Map<string, KmsKey>();
  readonly calls: Step[] = [];

  constructor(
    readonly config: Config,
    readonly mark: Mark,
  ) {}

  /** Carries out one call. Throws where AWS would refuse it. */
  apply(data: Step | StepData): void {
    const step = parseStep(data) as Step | undefined;
    if (step === undefined) throw new Error(`no step as its schema says: ${JSON.stringify(data)}`);
    this.calls.push(step);
    switch (step.call) {
      case 'genesys.createIntegration':
        this.integrations.push({
          id: `i${this.integrations.length}`,
          name: step.name,
          intendedState: 'DISABLED',
          reportedState: { code: 'INACTIVE' },
        });
        return;
      case 'genesys.configureIntegration':
        this.configure(step);
        return;
      case 'genesys.enableIntegration':
        this.changeIntegration(step.suffix, {
          intendedState: 'ENABLED',
          reportedState: { code: 'ACTIVE' },
        });
        for (const [name, state] of this.sourceStates) {
          if (name.endsWith(`/${step.suffix}`) && state !== 'PENDING') this.sourceStates.set(name, 'PENDING');
        }
        return;
      case 'genesys.disableIntegration':
        this.changeIntegration(step.suffix, {
          intendedState: 'DISABLED',
          reportedState: { code: 'INACTIVE' },
        });
        return;
      case 'genesys.deleteIntegration':
        this.integrations = this.integrations.filter(
          (each) => each.config?.eventSourceSuffix !== step.suffix,
        );
        return;
      case 'genesys.deleteHalfMadeIntegration':
        this.integrations = this.integrations.filter(({ id }) => id !== step.id);
        return;
      case 'genesys.setSubscription':
        if (!this.subscriptions.has(step.eventType)) throw new Error(`404: ${step.eventType}`);
        this.subscriptions.set(step.eventType, step.enabled);
        return;
      case 'events.createBus':
        this.buses.set(step.name, { tags: { ...step.tags } });
        return;
      case 'events.activateSource':
        this.sourceStates.delete(step.name);
        return;
      case 'events.deleteBus':
        if ([...this.rules.values(), ...this.managedRules].some((rule) => rule.bus === step.name))
          throw new Error(`bus ${step.name} has rules`);
        if ([...this.archives.values()].some(({ busArn }) => busArn.endsWith(`:event-bus/${step.name}`)))
          throw new Error(`bus ${step.name} has an archive`);
        this.buses.delete(step.name);
        return;
      case 'events.putRule': {
        const key = `${step.bus}/${step.name}`;
        const { bus, name, pattern, description, enabled } = step;
        const live = this.rules.get(key);
        if (live === undefined && this.rules.size >= 300) throw new Error('LimitExceededException: rules');
        this.rules.set(key, {
          bus,
          name,
          pattern,
          description,
          enabled,
          tags: live?.tags ?? { ...step.tags },
          targets: live?.targets ?? new Map(),
        });
        return;
      }
      case 'events.tag':
        for (const rule of this.rules.values()) {
          if (ruleArn(this.config, rule.bus, rule.name) === step.arn) retag(rule.tags, step);
        }
        for (const [name, bus] of this.buses) {
          if (name === step.arn) retag(bus.tags, step);
        }
        return;
      case 'events.putTargets': {
        const rule = this.rule(step.bus, step.rule);
        for (const target of step.targets) rule.targets.set(target.id, target);
        if (rule.targets.size > 5) throw new Error('LimitExceededException: targets');
        return;
      }
      case 'events.removeTargets':
        for (const id of step.ids) this.rule(step.bus, step.rule).targets.delete(id);
        return;
      case 'events.deleteRule':
        if (this.rule(step.bus, step.name).targets.size > 0)
          throw new Error("Rule can't be deleted since it has targets.");
        this.rules.delete(`${step.bus}/${step.name}`);
        return;
      case 'events.createArchive': {
        const { call: _, pattern, ...settings } = step;
        if (this.archives.has(step.name)) throw new Error(`Archive ${step.name} already exists.`);
        const bus = step.busArn.slice(step.busArn.indexOf('event-bus/') + 'event-bus/'.length);
        if (bus.startsWith('aws.partner/') && !this.buses.has(bus)) throw new Error(`no bus ${bus}`);
        const text = JSON.stringify(pattern);
        const fixed = { arn: `arn:archive/${step.name}`, state: 'ENABLED', events: 0 } as const;
        this.archives.set(step.name, { ...settings, ...fixed, pattern: text });
        return;
      }
      case 'events.updateArchive': {
        const { call: _, pattern, ...settings } = step;
        const archive = this.archives.get(step.name);
        if (archive === undefined) throw new Error(`Archive ${step.name} does not exist.`);
        this.archives.set(step.name, { ...archive, ...settings, pattern: JSON.stringify(pattern) });
        return;
      }
      case 'events.deleteArchive':
        this.archives.delete(step.name);
        return;
      case 'sns.createTopic':
        this.topics.set(`arn:aws:sns:${this.config.aws.region}:${this.config.aws.account}:${step.name}`, {
          policy: '',
          tags: { ...step.tags },
          subscriptions: [],
        });
        return;
      case 'sns.tag': {
        retag(this.topic(step.arn).tags, step);
        return;
      }
      case 'sns.setAttribute':
        if (step.attribute === 'Policy') this.topic(step.arn).policy = step.value;
        else if (step.attribute === 'KmsMasterKeyId') this.topic(step.arn).key = step.value;
        else throw new Error(`no plan sets ${step.attribute}`);
        return;
      case 'sns.deleteTopic':
        this.topics.delete(step.arn);
        return;
      case 'sns.subscribe': {
        const confirmed = step.protocol === 'sqs' || step.protocol === 'lambda';
        const { protocol, endpoint, raw } = step;
        this.topic(step.arn).subscriptions.push({
          protocol,
          endpoint,
          raw,
          ...(confirmed ? { arn: `${step.arn}:${endpoint}` } : {}),
          ...(step.settings === undefined ? {} : { settings: step.settings }),
        });
        return;
      }
      case 'sns.unsubscribe': {
        const topic = this.topic(step.arn);
        const pending = topic.subscriptions.some(
          (each) => each.endpoint === step.endpoint && each.arn === undefined,
        );
        if (pending) throw new Error(`InvalidParameter: ${step.endpoint} is pending`);
        topic.subscriptions = topic.subscriptions.filter(
          (each) => each.protocol !== step.protocol || each.endpoint !== step.endpoint,
        );
        return;
      }
      case 'sns.setRaw': {
        const topic = this.topic(step.arn);
        topic.subscriptions = topic.subscriptions.map((each) =>
          each.endpoint === step.endpoint ? { ...each, raw: step.raw } : each,
        );
        return;
      }
      case 'sns.setSubscription': {
        const topic = this.topic(step.arn);
        topic.subscriptions = topic.subscriptions.map(({ settings, ...each }) => {
          if (each.endpoint !== step.endpoint)
            return { ...each, ...(settings === undefined ? {} : { settings }) };
          const set = Object.entries({ ...settings, ...step.settings }).filter(([, value]) => value !== '');
          return { ...each, ...(set.length === 0 ? {} : { settings: Object.fromEntries(set) }) };
        });
        return;
      }
      case 'sqs.createQueue':
        this.queues.set(step.name, { attributes: { ...step.attributes }, tags: { ...step.tags } });
        return;
      case 'sqs.tag':
        retag(this.queue(step.name).tags, step);
        return;
      case 'sqs.setAttributes':
        for (const [name, value] of Object.entries(step.attributes)) {
          if (value === '') delete this.queue(step.name).attributes[name];
          else this.queue(step.name).attributes[name] = value;
        }
        return;
      case 'sqs.deleteQueue':
        this.queues.delete(step.name);
        return;
      case 'sns.putStatements': {
        const topic = this.topic(step.arn);
        topic.policy = withStatements(topic.policy, step.statements);
        return;
      }
      case 'sqs.putStatements': {
        const { attributes } = this.queue(step.name);
        attributes['Policy'] = withStatements(attributes['Policy'], step.statements);
        return;
      }
      case 'lambda.addPermissions':
        for (const permission of step.permissions) {
          const found = this.functions.get(step.functionName) ?? { statements: [] };
          const { sid, principal, sourceArn } = permission;
          const rest = found.statements.filter((statement) => statement['Sid'] !== sid);
          const condition = { ArnLike: { 'AWS:SourceArn': sourceArn } };
          rest.push({
            Sid: sid,
            Effect: 'Allow',
            Principal: { Service: principal },
            Action: 'lambda:InvokeFunction',
            Resource: step.functionName,
            Condition: condition,
          });
          this.functions.set(step.functionName, { statements: rest });
        }
        return;
      case 'lambda.removePermissions': {
        const found = this.functions.get(step.functionName);
        if (found) found.statements = found.statements.filter(({ Sid }) => !step.sids.includes(String(Sid)));
        return;
      }
      case 'logs.putSource':
      case 'logs.deleteSource':
      case 'logs.putDestination':
      case 'logs.deleteDestination':
      case 'logs.createDelivery':
      case 'logs.deleteDelivery':
      case 'logs.tagDelivery':
      case 'logs.putPolicy':
      case 'logs.deletePolicy':
      case 'logs.setKey':
      case 'events.createConnection':
      case 'events.updateConnection':
      case 'events.describeConnection':
      case 'events.adoptArchive':
      case 'events.adoptConnection':
      case 'events.adoptApiDestination':
      case 'events.deleteConnection':
      case 'events.createApiDestination':
      case 'events.updateApiDestination':
      case 'events.deleteApiDestination':
      case 'events.setLog':
      case 'events.setBusKey':
      case 'cloudwatch.makeAlarm':
        throw new Error(
          `the model's files have neither logging nor alarms nor HTTPS endpoints: ${step.call}`,
        );
      default:
        this.processors.apply(step);
    }
  }

  /** What a plan would read for a file. */
  live(config: Config): Live {
    const rules = [...this.rules.values()];
    const ours = rules.filter((rule) => isOurs(rule.tags, this.mark));
    const { account, region } = config.aws;
    const onBus = (bus: string) => [
      ...rules
        .filter((rule) => rule.bus === bus)
        .map(({ name, enabled, pattern }) => ({
          name,
          arn: ruleArn(config, bus, name),
          enabled,
          pattern: JSON.stringify(pattern),
        })),
      ...[...this.archives.values()]
        .filter(({ busArn }) => busArn.endsWith(`:event-bus/${bus}`))
        .map(({ name, pattern = '{}' }) => ({
          name: `Events-Archive-${name}`,
          arn: ruleArn(config, bus, `Events-Archive-${name}`),
          enabled: true,
          pattern: JSON.stringify({ ...JSON.parse(pattern), 'replay-name': [{ exists: false }] }),
          managedBy: 'prod.vhs.events.aws.internal',
        })),
      ...this.managedRules
        .filter((rule) => rule.bus === bus)
        .map(({ name, managedBy, pattern }) => ({
          name,
          arn: ruleArn(config, bus, name),
          enabled: true,
          pattern: JSON.stringify(pattern),
          managedBy,
        })),
    ];
    return {
      connections: new Map(),
      apiDestinations: new Map(),
      callers: new Map(),
      targetLogGroups: new Map(),
      integrations: config.genesys.integration === undefined ? [] : this.integrations,
      buses: this.liveBuses(config),
      rulesOnBus: onBus(busOf(config)),
      rulesElsewhere: new Map(
        [...this.buses.keys()].filter((name) => name !== busOf(config)).map((name) => [name, onBus(name)]),
      ),
      ruleOwners: new Map(
        rules.flatMap(({ bus, name, tags }) => {
          const owner = ownerByTags(tags, this.mark);
          return owner === undefined ? [] : [[ruleArn(config, bus, name), owner] as const];
        }),
      ),
      rules: ours.map((rule) => ({
        ...rule,
        arn: ruleArn(config, rule.bus, rule.name),
        ...(rule.tags[TagKey.route] === undefined ? {} : { route: rule.tags[TagKey.route] ?? '' }),
        targets: [...rule.targets.values()],
      })),
      foreignRules: [],
      freeRules: [],
      ...(config.genesys.subscriptions === undefined
        ? {}
        : {
            eventTypeSubscriptions: {
              sending: true,
              complete: true,
              eventTypes: new Map(this.subscriptions),
            },
          }),
      archives: [...this.archives.values()].filter(({ name }) => name.startsWith(`${config.project}-`)),
      topics: new Map(
        [...this.topics].map(([arn, { policy, key, tags, subscriptions }]) => {
          const attributes = { Policy: policy, ...(key === undefined ? {} : { KmsMasterKeyId: key }) };
          return [arn, { arn, attributes, tags, subscriptions }];
        }),
      ),
      queues: new Map(
        [...this.queues].map(([name, { attributes, tags }]): [string, SqsQueue] => {
          const arn = `arn:aws:sqs:${region}:${account}:${name}`;
          return [arn, { name, arn, url: `https://sqs/${name}`, attributes, tags }];
        }),
      ),
      keys: this.keys,
      ...this.processors.live(processorBases(config)),
      marked: new Map(),
      otherEnvironments: new Map(),
      busTags: new Map(),
      pipeAlarms: [],
      functions: new Map(
        [...this.functions].map(([name, { statements }]) => {
          const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
          return [arn, { arn, policy: { Version: '2012-10-17', Statement: statements } }];
        }),
      ),
    };
  }

  /** Whether a resource's policy lets a rule send there; targets by role need none. */
  lets(rule: WorldRule, targetArn: string): boolean {
    const parts = parseArn(targetArn);
    const source = ruleArn(this.config, rule.bus, rule.name);
    switch (parts?.service) {
      case 'sns':
        return allows(statementsOf(this.topics.get(targetArn)?.policy), source);
      case 'sqs':
        return allows(statementsOf(this.queues.get(parts.resource)?.attributes['Policy']), source);
      case 'lambda':
        return allows(this.functions.get(parts.resource.replace('function:', ''))?.statements ?? [], source);
      default:
        return true;
    }
  }

  private liveBuses(config: Config): ReadonlyMap<string, LivePartnerBus> {
    const here = busOf(config);
    const none = config.genesys.integration === undefined;
    if (none && !here.startsWith('aws.partner/')) return new Map();
    const names = none ? [here] : [here, ...this.buses.keys()];
    return new Map(
      names.map((name) => {
        const bus = this.buses.get(name);
        const sent = this.integrations.some(
          (each) =>
            each.intendedState === 'ENABLED' && name.endsWith(`/${each.config?.eventSourceSuffix ?? ''}`),
        );
        const usual = bus === undefined ? ('PENDING' as const) : ('ACTIVE' as const);
        const state = this.sourceStates.has(name) ? this.sourceStates.get(name) : usual;
        const source = sent && state !== undefined ? { source: { name, state } } : {};
        return [
          name,
          {
            name,
            ...(bus ? { bus: { name, arn: name, tags: bus.tags } } : {}),
            ...source,
          },
        ];
      }),
    );
  }

  private configure(step: Extract<Step, { call: 'genesys.configureIntegration' }>): void {
    const half = this.integrations.find((each) => each.config === undefined && each.name === step.name);
    const found = this.integrations.find((each) => each.config?.eventSourceSuffix === step.suffix) ?? half;
    if (found === undefined) throw new Error(`no integration ${step.suffix}`);
    const filter = new Set([...(found.config?.eventFilter ?? []), ...step.addEventTypes]);
    for (const eventType of step.removeEventTypes) filter.delete(eventType);
    const record = step.record === null ? null : (recordFromJson(step.record) ?? null);
    const config = {
      name: found.name,
      version: (found.config?.version ?? 0) + 1,
      awsAccountId: this.config.aws.account,
      awsAccountRegion: this.config.aws.region,
      eventSourceSuffix: step.suffix,
      eventFilter: [...filter],
      notes: writeRecord(found.config?.notes ?? '', this.mark, record),
      other: { properties: {}, advanced: {}, credentials: {} },
    };
    this.integrations = this.integrations.map((each) => (each === found ? { ...each, config } : each));
  }

  private changeIntegration(suffix: string, part: Partial<Integration>): void {
    this.integrations = this.integrations.map((each) =>
      each.config?.eventSourceSuffix === suffix ? { ...each, ...part } : each,
    );
  }

  private rule(bus: string, name: string): WorldRule {
    const rule = this.rules.get(`${bus}/${name}`);
    if (rule === undefined) throw new Error(`Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  }

  private topic(arn: string) {
    const topic = this.topics.get(arn);
    if (topic === undefined) throw new Error(`Topic ${arn} does not exist`);
    return topic;
  }

  private queue(name: string) {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`The specified queue does not exist: ${name}`);
    return queue;
  }
}

function processorBases(config: Config): readonly string[] {
  return Object.values(config.targets).flatMap((target) =>
    target.kind === 'processor' ? [processorNames(config, target).function] : [],
  );
}

function withStatements(policy: string | undefined, statements: Readonly<Record<string, JsonObject | null>>) {
  return Object.entries(statements).reduce(
    (text, [sid, statement]) => withStatement(text, sid, statement),
    policy ?? '',
  );
}

function retag(tags: Record<string, string>, step: { tags: Tags; remove: readonly string[] }): void {
  Object.assign(tags, step.tags);
  for (const key of step.remove) delete tags[key];
}

function allows(statements: readonly JsonObject[], sourceArn: string): boolean {
  return statements.some((statement) => {
    const text = JSON.stringify(statement);
    const sources = [...text.matchAll(/arn:aws:events:[^"]+/g)].map(([arn]) => arn);
    return sources.some((pattern) =>
      pattern.endsWith('*') ? sourceArn.startsWith(pattern.slice(0, -1)) : sourceArn === pattern,
    );
  });
}
