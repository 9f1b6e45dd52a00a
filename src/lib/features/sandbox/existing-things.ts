import type { Config } from '../../language/config/model.js';
import {
  busArn,
  firehoseArn,
  functionArn,
  queueArn,
  stateMachineArn,
  streamArn,
  topicArn,
} from '../../language/names/arn.js';
import { partnerBusName } from '../../language/names/partner-bus.js';
import type { ExistingSecret, ExistingThings, Relay } from '../../sandbox/index.js';

/** What a processor calls the secret with the credentials of its Genesys client. */
const GENESYS_SECRET = 'GENESYS';

/** What a file calls existing, for the sandbox to bring. */
export function existingThings(config: Config): ExistingThings {
  const topics: string[] = [];
  const queues: string[] = [];
  const functions: string[] = [];
  const secrets = new Map<string, ExistingSecret>();
  const roles = new Set<string>();
  const senderRoles = new Set<string>();
  const targetBuses: string[] = [];
  const logGroups: string[] = [];
  const receivers: string[] = [];
  for (const target of Object.values(config.targets)) {
    switch (target.kind) {
      case 'sns':
        if (target.provenance === 'existing') topics.push(topicArn(config, target.topicName, target.account));
        break;
      case 'sqs':
        if (target.provenance === 'existing') queues.push(queueArn(config, target.queueName, target.account));
        break;
      case 'lambda':
        functions.push(functionArn(config, target.functionName, target.account, target.qualifier));
        break;
      case 'processor':
        for (const [name, arn] of Object.entries(target.secrets)) {
          const known = secrets.get(arn);
          secrets.set(arn, { ...known, arn, genesys: known?.genesys === true || name === GENESYS_SECRET });
        }
        if (target.executionRole !== undefined) roles.add(target.executionRole);
        break;
      case 'http': {
        const { secret } = target.auth;
        if (secret.kind !== 'secretsManager') break;
        const { genesys = false, members = [] } = secrets.get(secret.id) ?? {};
        const { id: arn, key } = secret;
        secrets.set(arn, { arn, genesys, members: key === undefined ? members : [...members, key] });
        break;
      }
      case 'bus':
        targetBuses.push(busArn(config, target.busName, target));
        break;
      case 'kinesis':
        receivers.push(streamArn(config, target.streamName, target.account));
        break;
      case 'firehose':
        receivers.push(firehoseArn(config, target.streamName));
        break;
      case 'stateMachine':
        receivers.push(stateMachineArn(config, target.machineName));
        break;
      case 'logGroup':
        if (target.provenance === 'existing') logGroups.push(target.groupName);
        break;
      case 'arn':
        if (/^arn:[^:]+:events:[^:]+:\d{12}:event-bus\//.test(target.arn)) targetBuses.push(target.arn);
        else receivers.push(...receiverAt(target.arn));
        logGroups.push(...logGroupAt(target.arn));
        break;
    }
    if (target.kind !== 'processor' && target.role !== undefined) senderRoles.add(target.role);
  }
  const ofTargets = Object.values(config.targets).flatMap((target) =>
    target.kind === 'sns' || target.kind === 'sqs' || target.kind === 'logGroup' ? (target.key ?? []) : [],
  );
  const { archive, aws, logging } = config;
  const keys = [...ofTargets, ...[archive?.key, aws.busKey, logging?.key].flatMap((key) => key ?? [])];
  const relays = relaysOf(config);
  return {
    topics,
    queues,
    functions,
    ...(keys.length === 0 ? {} : { keys }),
    ...(secrets.size === 0 ? {} : { secrets: [...secrets.values()] }),
    ...(roles.size === 0 ? {} : { roles: [...roles] }),
    ...(senderRoles.size === 0 ? {} : { senderRoles: [...senderRoles] }),
    ...(logGroups.length === 0 ? {} : { logGroups }),
    ...(receivers.length === 0 ? {} : { receivers }),
    ...(targetBuses.length === 0 ? {} : { targetBuses }),
    ...(config.aws.rulesPerBus === undefined ? {} : { rulesPerBus: config.aws.rulesPerBus }),
    buses: config.aws.bus === undefined ? [] : [config.aws.bus],
    ...(config.genesys.integration?.manage === false
      ? { sources: [partnerBusName(config.genesys.organization, config.genesys.integration.suffix)] }
      : {}),
    eventTypes: [
      ...new Set(
        Object.values(config.routes).flatMap(({ events, format }) => (format === undefined ? events : [])),
      ),
    ],
    ...(relays.length === 0 ? {} : { relays }),
  };
}

/** The stream or state machine that an ARN is of, or none; a version or an alias is of its state machine. */
function receiverAt(arn: string): readonly string[] {
  const [found] =
    /^arn:[^:]+:(?:kinesis:[^:]+:\d{12}:stream\/|firehose:[^:]+:\d{12}:deliverystream\/|states:[^:]+:\d{12}:stateMachine:)[^:/]+/.exec(
      arn,
    ) ?? [];
  return found === undefined ? [] : [found];
}

/** The name of the log group that an ARN is of, or none. */
function logGroupAt(arn: string): readonly string[] {
  return /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)/.exec(arn)?.slice(1) ?? [];
}

/** Who else than Genesys Cloud sends what the routes wait for: one relay for each of their formats. */
function relaysOf({ aws: { bus }, genesys, routes }: Config): readonly Relay[] {
  if (bus === undefined) return [];
  const relayed = Object.values(routes).flatMap(({ format, events }) => (format ? [{ format, events }] : []));
  const formats = new Map(relayed.map(({ format }) => [format.name, format]));
  return [...formats.values()].map((format) => ({
    bus,
    format,
    eventTypes: [
      ...new Set(relayed.flatMap((each) => (each.format.name === format.name ? each.events : []))),
    ],
    subscribed: genesys.subscriptions !== undefined && format.name === genesys.format?.name,
  }));
}
