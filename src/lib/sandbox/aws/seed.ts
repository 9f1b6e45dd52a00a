import type { JsonObject } from '../../base/json.js';
import { arnOf, type Place, parseArn, ruleArn } from './arn.js';
import type { Context } from './context.js';
import type { TargetRecord } from './event-records.js';
import { makeBus, SOURCE_LIFE_MILLISECONDS } from './events/buses.js';
import { makeRole } from './iam/roles.js';
import { findKey, makeKey } from './kms/keys.js';
import { makeFunction } from './lambda/functions.js';
import { makeLogGroup } from './logs/write-log.js';
import type { AwsSeed } from './model.js';
import { plantReceiver } from './receiver-status.js';
import { plantSecret } from './secrets/secrets.js';
import { makeSubscription } from './sns/subscriptions.js';
import { makeTopic } from './sns/topics.js';
import { makeQueue } from './sqs/queues.js';

const LAMBDA_TRUST: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** Where a seeded thing lives, and its name: an ARN says both. */
function placed(name: string, context: Context): Place & { name: string } {
  const arn = parseArn(name);
  if (arn === undefined) return { name, account: context.account, region: context.region };
  return { name: arn.resource.replace(/^function:/, ''), account: arn.account, region: context.region };
}

/** Makes what a seed names and is not there yet; what is there stays as it is. */
export function plant(seed: AwsSeed, context: Context): void {
  const { state } = context;
  for (const queue of seed.queues ?? []) {
    const place = placed(queue.name, context);
    if (state.queues.has(arnOf('sqs', place, place.name))) continue;
    const fifo = place.name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
    makeQueue(place.name, { ...fifo, ...queue.attributes }, queue.tags ?? {}, context, place.account);
  }
  for (const entry of seed.functions ?? []) plantFunction(entry, context);
  for (const entry of seed.keys ?? []) plantKey(entry, context);
  for (const entry of seed.topics ?? []) {
    const place = placed(entry.name, context);
    if (state.topics.has(arnOf('sns', place, place.name))) continue;
    const fifo = place.name.endsWith('.fifo') ? { FifoTopic: 'true' } : {};
    const topic = makeTopic(
      place.name,
      { ...fifo, ...entry.attributes },
      entry.tags ?? {},
      context,
      place.account,
    );
    for (const { protocol, endpoint } of entry.subscriptions ?? []) {
      makeSubscription(topic, protocol, endpoint, {}, context);
    }
  }
  for (const source of seed.sources ?? []) {
    if (state.sources.has(source.name)) continue;
    const created = context.now();
    const expires = source.expirationTime ?? created + SOURCE_LIFE_MILLISECONDS;
    state.sources.set(source.name, { name: source.name, created, expires, deleted: false });
  }
  for (const { name, ...details } of seed.buses ?? []) {
    if (!state.buses.has(name)) makeBus(name, details, context);
  }
  for (const { name } of seed.logGroups ?? []) {
    if (!state.logGroups.has(name)) makeLogGroup(name, {}, context);
  }
  for (const receiver of seed.receivers ?? []) {
    const { arn, activationSeconds } = typeof receiver === 'string' ? { arn: receiver } : receiver;
    plantReceiver(arn, context, activationSeconds);
  }
  for (const rule of seed.rules ?? []) plantRule(rule, context);
  for (const bus of seed.refuseArchives ?? []) state.refusedArchives.set(bus, true);
  for (const { name, value } of seed.secrets ?? []) {
    plantSecret(name, typeof value === 'string' ? value : JSON.stringify(value), context);
  }
  if (seed.activationSeconds !== undefined) state.settings.set('activationSeconds', seed.activationSeconds);
  if (seed.replaySeconds !== undefined) state.settings.set('replaySeconds', seed.replaySeconds);
}

/** Makes the roles that a seed names and are not there yet; the context is that of global services. */
export function plantRoles({ roles = [], roleSeconds }: AwsSeed, context: Context): void {
  if (roleSeconds !== undefined) context.state.settings.set('roleSeconds', roleSeconds);
  for (const { name: named, trust = LAMBDA_TRUST, policies = {}, tags = {} } of roles) {
    const [name = '', ...path] = (parseArn(named)?.resource.replace(/^role\//, '') ?? named)
      .split('/')
      .reverse();
    if (context.state.roles.has(name)) continue;
    makeRole(
      {
        name,
        path: ['', ...path.reverse(), ''].join('/'),
        trust: JSON.stringify(trust),
        policies: Object.fromEntries(
          Object.entries(policies).map(([policy, document]) => [policy, JSON.stringify(document)]),
        ),
        tags: { ...tags },
      },
      context,
    );
  }
}

function plantFunction(entry: NonNullable<AwsSeed['functions']>[number], context: Context): void {
  const place = placed(entry.name, context);
  const existing = context.state.functions.get(arnOf('lambda', place, `function:${place.name}`));
  if (existing === undefined) {
    makeFunction(place.name, entry, context, place.account);
    return;
  }
  for (const qualifier of entry.qualifiers ?? []) {
    if (!existing.qualifiers.includes(qualifier)) existing.qualifiers.push(qualifier);
  }
}

function plantKey({ key, alias, ...details }: NonNullable<AwsSeed['keys']>[number], context: Context): void {
  if (findKey(key, context) !== undefined) return;
  const arn = parseArn(key);
  const resource = arn?.resource ?? key;
  const named = resource.startsWith('alias/') ? { alias: resource } : { id: resource.replace(/^key\//, '') };
  makeKey({ ...named, ...(alias === undefined ? {} : { alias }), ...details }, context, arn?.account);
}

function plantRule(rule: NonNullable<AwsSeed['rules']>[number], context: Context): void {
  const arn = ruleArn(context, rule.bus, rule.name);
  if (context.state.rules.has(arn)) return;
  context.state.rules.set(arn, {
    name: rule.name,
    arn,
    bus: rule.bus,
    pattern: JSON.stringify(rule.pattern),
    state: rule.enabled === false ? 'DISABLED' : 'ENABLED',
    tags: { ...rule.tags },
    targets: (rule.targets ?? []).map(
      (target): TargetRecord => ({ ...target, Id: String(target['Id']), Arn: String(target['Arn']) }),
    ),
    ...(rule.description === undefined ? {} : { description: rule.description }),
    ...(rule.managedBy === undefined ? {} : { managedBy: rule.managedBy }),
  });
}
