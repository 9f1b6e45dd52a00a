import type { Aws, RuleSummary, SnsTopic, SqsQueue } from '../../../../src/lib/clients/aws/model.js';
import type { Genesys, Integration } from '../../../../src/lib/clients/genesys/model.js';
import { VersionConflict } from '../../../../src/lib/clients/genesys/model.js';
import type { Step } from '../../../../src/lib/engine/kinds/index.js';
import { ruleArn } from '../../../../src/lib/language/names/arn.js';
import type { ModelWorld } from './model-world.js';

/** Decides when a call that an apply makes is carried out, and whether it fails. */
export interface CallHost {
  /** Resolves when it is the call's turn; rejects where the call fails and nothing of it is done. */
  turn(name: string): Promise<void>;
  /** Entries of the call that are carried out, where it fails for the others; undefined: it does not fail. */
  entriesDone(count: number): number | undefined;
  /** The call was carried out, or a part of it. */
  done(name: string): void;
}

/** What clients do not offer here: nothing that a test of rules calls. */
function only<T extends object>(part: Partial<T>): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      if (!(key in target)) throw new Error(`the model world has no ${String(key)}`);
      return Reflect.get(target, key, receiver);
    },
  }) as T;
}

/** Clients as apply takes them, whose calls change a model world one by one. */
export function worldClients(
  world: ModelWorld,
  host: CallHost,
): { readonly genesys: Genesys; readonly aws: Aws } {
  const { config } = world;
  const write = async (step: Step): Promise<void> => {
    await host.turn(step.call);
    world.apply(step);
    host.done(step.call);
  };
  const read = async <T>(name: string, look: () => T): Promise<T> => {
    await host.turn(name);
    return structuredClone(look());
  };
  const onIntegration = async (name: string, id: string, next: (now: Integration) => Integration) => {
    await host.turn(name);
    world.integrations = world.integrations.map((each) => (each.id === id ? next(each) : each));
    host.done(name);
  };
  const writePermission = async (
    step: Extract<Step, { call: 'lambda.addPermissions' | 'lambda.removePermissions' }>,
    revision: string | undefined,
  ) => {
    await host.turn(step.call);
    const now = JSON.stringify(world.functions.get(step.functionName)?.statements ?? []);
    if (revision !== undefined && revision !== now) return 'changed-meanwhile';
    world.apply(step);
    host.done(step.call);
    return 'written';
  };
  const rulesOf = (bus: string) => [...world.rules.values()].filter((rule) => rule.bus === bus);

  const aws = only<Aws>({
    events: only<Aws['events']>({
      partnerSource: (name) =>
        read('events.partnerSource', () => ({
          name,
          state: world.buses.has(name) ? ('ACTIVE' as const) : ('PENDING' as const),
        })),
      bus: (name) =>
        read('events.bus', () => {
          const bus = world.buses.get(name);
          return bus === undefined ? undefined : { name, arn: name, tags: bus.tags };
        }),
      listRules: (bus, prefix = '') =>
        read('events.listRules', () =>
          rulesOf(bus)
            .filter(({ name }) => name.startsWith(prefix))
            .map(
              ({ name, enabled, description, pattern }): RuleSummary => ({
                name,
                arn: ruleArn(config, bus, name),
                enabled,
                description,
                pattern: JSON.stringify(pattern),
              }),
            ),
        ),
      ruleTags: (arn) =>
        read('events.ruleTags', () => {
          const found = [...world.rules.values()].find(({ bus, name }) => ruleArn(config, bus, name) === arn);
          return found?.tags ?? {};
        }),
      listTargets: (bus, rule) =>
        read('events.listTargets', () => [...(world.rules.get(`${bus}/${rule}`)?.targets.values() ?? [])]),
      createBus: (name, source, tags) => write({ call: 'events.createBus', name, source, tags }),
      deleteBus: (name) => write({ call: 'events.deleteBus', name }),
      putRule: (rule) => write({ call: 'events.putRule', ...rule }),
      async putTargets(bus, rule, targets) {
        await host.turn('events.putTargets');
        const some = host.entriesDone(targets.length);
        world.apply({ call: 'events.putTargets', bus, rule, targets: targets.slice(0, some) });
        host.done('events.putTargets');
        if (some !== undefined) throw new Error('FailedEntries');
      },
      async removeTargets(bus, rule, ids) {
        await host.turn('events.removeTargets');
        const some = host.entriesDone(ids.length);
        world.apply({ call: 'events.removeTargets', bus, rule, ids: ids.slice(0, some) });
        host.done('events.removeTargets');
        if (some !== undefined) throw new Error('FailedEntries');
      },
      deleteRule: (bus, name) => write({ call: 'events.deleteRule', bus, name }),
      tag: (arn, tags, remove) => write({ call: 'events.tag', arn, tags, remove }),
    }),
    sns: only<Aws['sns']>({
      topic: (arn) =>
        read('sns.topic', (): SnsTopic | undefined => {
          const topic = world.topics.get(arn);
          if (topic === undefined) return undefined;
          const key = topic.key === undefined ? {} : { KmsMasterKeyId: topic.key };
          return { arn, attributes: { Policy: topic.policy, ...key }, tags: topic.tags };
        }),
      policy: (arn) => read('sns.policy', () => world.topics.get(arn)?.policy),
      subscriptions: (arn) => read('sns.subscriptions', () => world.topics.get(arn)?.subscriptions ?? []),
      createTopic: (name, tags) => write({ call: 'sns.createTopic', name, tags }),
      setAttribute: (arn, attribute, value) => write({ call: 'sns.setAttribute', arn, attribute, value }),
      deleteTopic: (arn) => write({ call: 'sns.deleteTopic', arn }),
      tag: (arn, tags, remove) => write({ call: 'sns.tag', arn, tags, remove }),
      subscribe: (arn, protocol, endpoint, raw, settings) =>
        write({
          call: 'sns.subscribe',
          arn,
          protocol,
          endpoint,
          raw,
          ...(settings === undefined ? {} : { settings }),
        }),
      setSubscription: (arn, protocol, endpoint, settings) =>
        write({ call: 'sns.setSubscription', arn, protocol, endpoint, settings }),
      unsubscribe: (arn, protocol, endpoint) => write({ call: 'sns.unsubscribe', arn, protocol, endpoint }),
      setRaw: (arn, protocol, endpoint, raw) => write({ call: 'sns.setRaw', arn, protocol, endpoint, raw }),
    }),
    sqs: only<Aws['sqs']>({
      queue: (name) =>
        read('sqs.queue', (): SqsQueue | undefined => {
          const queue = world.queues.get(name);
          if (queue === undefined) return undefined;
          const { account, region } = config.aws;
          return {
            name,
            arn: `arn:aws:sqs:${region}:${account}:${name}`,
            url: `https://sqs/${name}`,
            ...queue,
          };
        }),
      policy: (name) =>
        read('sqs.policy', () => {
          const queue = world.queues.get(name);
          return queue === undefined ? undefined : (queue.attributes['Policy'] ?? '');
        }),
      createQueue: (name, attributes, tags) => write({ call: 'sqs.createQueue', name, attributes, tags }),
      setAttributes: (name, attributes) => write({ call: 'sqs.setAttributes', name, attributes }),
      tag: (name, tags, remove) => write({ call: 'sqs.tag', name, tags, remove }),
      deleteQueue: (name) => write({ call: 'sqs.deleteQueue', name }),
    }),
    lambda: only<Aws['lambda']>({
      functionArn: (name) =>
        read('lambda.functionArn', () =>
          world.functions.has(name)
            ? `arn:aws:lambda:${config.aws.region}:${config.aws.account}:function:${name}`
            : undefined,
        ),
      policy: (name) =>
        read('lambda.policy', () => {
          const statements = world.functions.get(name)?.statements ?? [];
          return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
        }),
      revisedPolicy: (name) =>
        read('lambda.revisedPolicy', () => {
          const statements = world.functions.get(name)?.statements ?? [];
          if (statements.length === 0) return {};
          return {
            policy: { Version: '2012-10-17', Statement: statements },
            revision: JSON.stringify(statements),
          };
        }),
      addPermission: (functionName, sid, principal, sourceArn, revision) =>
        writePermission(
          { call: 'lambda.addPermissions', functionName, permissions: [{ sid, principal, sourceArn }] },
          revision,
        ),
      async removePermission(functionName, sid) {
        await writePermission({ call: 'lambda.removePermissions', functionName, sids: [sid] }, undefined);
      },
    }),
  });

  const genesys = only<Genesys>({
    integrations: only<Genesys['integrations']>({
      list: () => read('integrations.list', () => world.integrations),
      get: (id) => read('integrations.get', () => world.integrations.find((each) => each.id === id)),
      async create(name) {
        await write({ call: 'genesys.createIntegration', name, suffix: '' });
        const made = world.integrations.at(-1);
        if (made === undefined) throw new Error('no integration was made');
        return made;
      },
      async configure(id, input) {
        const version = world.integrations.find((each) => each.id === id)?.config?.version ?? 0;
        const other = { properties: {}, advanced: {}, credentials: {} };
        const config = { other, ...input, version: version + 1 };
        await host.turn('integrations.configure');
        const now = world.integrations.find((each) => each.id === id)?.config?.version;
        if (now !== input.version) throw new VersionConflict();
        world.integrations = world.integrations.map((each) => (each.id === id ? { ...each, config } : each));
        host.done('integrations.configure');
        return config;
      },
      setState: (id, state) =>
        onIntegration('integrations.setState', id, (each) => ({
          ...each,
          intendedState: state,
          reportedState: { code: state === 'ENABLED' ? 'ACTIVE' : 'INACTIVE' },
        })),
      async delete(id) {
        await host.turn('integrations.delete');
        world.integrations = world.integrations.filter((each) => each.id !== id);
        host.done('integrations.delete');
      },
    }),
    eventTypeSubscriptions: only<Genesys['eventTypeSubscriptions']>({
      set: (eventType, enabled) => write({ call: 'genesys.setSubscription', eventType, enabled }),
    }),
  });
  return { genesys, aws };
}
