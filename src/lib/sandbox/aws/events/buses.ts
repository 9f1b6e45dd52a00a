import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import type { BusRecord, SourceRecord } from '../event-records.js';
import { integer, objects, text } from '../input.js';
import { pageOf } from '../pages.js';
import { checkTags, readTags } from '../tags.js';
import { readDeadLetterQueue } from './dead-letter-queue.js';
import { checkKeyIdentifier, keyArnOf, whyKeyUnusable } from './event-key.js';
import { readLogConfig, shownLogConfig } from './log/log-config.js';
import { busName, busOf, rulesOn } from './names.js';

/** Event buses of one account and region. */
const BUSES_PER_REGION = 100;
const PAGE = 100;

/** State of a partner source as its receiver sees it. */
export function sourceState(source: SourceRecord, context: Context): 'PENDING' | 'ACTIVE' | 'DELETED' {
  if (source.deleted) return 'DELETED';
  const associated = context.state.buses.get(source.name)?.source === source.name;
  return associated && source.deactivated !== true && context.now() >= (source.activeFrom ?? 0)
    ? 'ACTIVE'
    : 'PENDING';
}

/** The source of a name that a receiver can still see: a PENDING one is gone after its expiration. */
export function visibleSource(name: string, context: Context): SourceRecord | undefined {
  const source = context.state.sources.get(name);
  if (source === undefined) return undefined;
  const expired = sourceState(source, context) === 'PENDING' && source.expires <= context.now();
  return expired ? undefined : source;
}

/** Makes a bus without asking who wants it. */
export function makeBus(
  name: string,
  details: { source?: string; description?: string; tags?: Readonly<Record<string, string>> },
  context: Context,
): BusRecord {
  const bus: BusRecord = {
    name,
    arn: arnOf('events', context, `event-bus/${name}`),
    created: context.now(),
    tags: { ...details.tags },
    ...(details.source === undefined ? {} : { source: details.source }),
    ...(details.description === undefined ? {} : { description: details.description }),
  };
  context.state.buses.set(name, bus);
  return bus;
}

function createEventBus(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'Name');
  const source = text(input, 'EventSourceName');
  const description = text(input, 'Description');
  new Constraints()
    .text('name', name, { required: true, min: 1, max: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' })
    .text('description', description, { max: 512 })
    .check();
  const busName = name ?? '';
  const settings = readSettings(input, busName, context);
  const tags = readTags(objects(input, 'Tags'));
  checkTags(tags);
  if (context.state.buses.has(busName)) {
    throw new AwsError('ResourceAlreadyExistsException', `Event bus ${busName} already exists.`);
  }
  if (source === undefined) {
    if (busName.includes('/')) throw validationError("Event bus name must not contain '/'");
  } else {
    if (source !== busName) throw validationError('Event bus name must match event source name');
    const offered = visibleSource(source, context);
    if (offered === undefined || offered.deleted) {
      throw resourceNotFound(`Event source ${source} does not exist.`);
    }
    activate(offered, context);
  }
  if (context.state.buses.size >= BUSES_PER_REGION) {
    throw new AwsError(
      'LimitExceededException',
      'The requested resource exceeds the maximum number allowed.',
    );
  }
  const bus = makeBus(
    busName,
    {
      tags,
      ...(source === undefined ? {} : { source }),
      ...(description === undefined ? {} : { description }),
    },
    context,
  );
  Object.assign(bus, settings);
  return { EventBusArn: bus.arn, ...shownSettings(bus) };
}

/** What both CreateEventBus and UpdateEventBus set. @throws AwsError for what EventBridge, or the sandbox, does not take */
function readSettings(
  input: JsonObject,
  name: string,
  context: Context,
): Pick<BusRecord, 'log' | 'deadLetterArn' | 'key'> {
  const deadLetterArn = readDeadLetterQueue(input, context);
  const key = readKey(input, name, context);
  const log = readLogConfig(input);
  return {
    ...(key === undefined ? {} : { key }),
    ...(log === undefined ? {} : { log }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}

/**
 * The key that a call gives a bus; an empty text is none. What EventBridge answers to one that it cannot use was recorded
 * nowhere [?]: the sandbox refuses it, as events would be lost.
 */
function readKey(input: JsonObject, name: string, context: Context): string | undefined {
  const given = text(input, 'KmsKeyIdentifier');
  checkKeyIdentifier(given);
  if (!given) return undefined;
  const arn = arnOf('events', context, `event-bus/${name}`);
  const why = whyKeyUnusable(given, { arn, busArn: arn, kind: 'event bus' }, context);
  if (why !== undefined) throw validationError(`Parameter KmsKeyIdentifier is not valid. Reason: ${why}.`);
  return keyArnOf(given, context);
}

function shownSettings({ description, deadLetterArn, log, key }: BusRecord): JsonObject {
  return {
    ...(key === undefined ? {} : { KmsKeyIdentifier: key }),
    ...(description === undefined ? {} : { Description: description }),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
    ...shownLogConfig(log),
  };
}

/**
 * Whether AWS keeps what a call leaves out was recorded nowhere [?]; Terraform sends all of it each time. The sandbox
 * forgets it, so that a caller who does not send back what is there is found out.
 */
function updateEventBus(input: JsonObject, context: Context): JsonObject {
  const description = text(input, 'Description');
  new Constraints()
    .text('name', text(input, 'Name'), { min: 1, max: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' })
    .text('description', description, { max: 512 })
    .check();
  const bus = busOf(input, context, 'Name');
  const settings = readSettings(input, bus.name, context);
  delete bus.key;
  delete bus.description;
  delete bus.deadLetterArn;
  delete bus.log;
  Object.assign(bus, settings, description === undefined ? {} : { description });
  bus.modified = context.now();
  return { Arn: bus.arn, Name: bus.name, ...shownSettings(bus) };
}

function deleteEventBus(input: JsonObject, context: Context): JsonObject {
  const nameOrArn = text(input, 'Name');
  new Constraints().text('name', nameOrArn, { required: true, min: 1 }).check();
  const name = busName(nameOrArn ?? '', context);
  if (name === 'default') throw validationError('Cannot delete event bus default.');
  const bus = context.state.buses.get(name);
  if (bus === undefined) return {};
  if (rulesOn(name, context).length > 0)
    throw validationError("EventBus can't be deleted since it has rules.");
  context.state.buses.delete(name);
  const source = bus.source === undefined ? undefined : context.state.sources.get(bus.source);
  if (source !== undefined) {
    if (source.deleted) context.state.sources.delete(source.name);
    else {
      source.deactivated = false;
      source.expires = context.now() + SOURCE_LIFE_MILLISECONDS;
    }
  }
  return {};
}

/** Lets a source become ACTIVE: at once, or after the seconds that the seed says. */
function activate(source: SourceRecord, context: Context): void {
  const seconds = context.state.settings.get('activationSeconds') ?? 0;
  source.deactivated = false;
  source.activeFrom = context.now() + seconds * 1_000;
}

/** The source that a call names, as its receiver sees it. @throws AwsError where there is none */
function sourceOf(input: JsonObject, context: Context): SourceRecord {
  const name = text(input, 'Name');
  new Constraints()
    .text('name', name, {
      required: true,
      min: 1,
      max: 256,
      pattern: 'aws\\.partner(/[\\.\\-_A-Za-z0-9]+){2,}',
    })
    .check();
  const source = visibleSource(name ?? '', context);
  if (source === undefined) throw resourceNotFound(`Event source ${name} does not exist.`);
  return source;
}

/** How AWS words it was never recorded [?]; the API reference says that other states are refused. */
function invalidState(source: SourceRecord, context: Context): AwsError {
  return new AwsError(
    'InvalidStateException',
    `Event source ${source.name} is in state ${sourceState(source, context)}.`,
  );
}

function activateEventSource(input: JsonObject, context: Context): JsonObject {
  const source = sourceOf(input, context);
  const associated = context.state.buses.get(source.name)?.source === source.name;
  if (!associated || sourceState(source, context) !== 'PENDING') throw invalidState(source, context);
  activate(source, context);
  return {};
}

function deactivateEventSource(input: JsonObject, context: Context): JsonObject {
  const source = sourceOf(input, context);
  if (sourceState(source, context) !== 'ACTIVE') throw invalidState(source, context);
  source.deactivated = true;
  source.expires = context.now() + SOURCE_LIFE_MILLISECONDS;
  return {};
}

/** How long a source without a bus waits before it expires. */
export const SOURCE_LIFE_MILLISECONDS = 14 * 86_400_000;

function shownBus(bus: BusRecord): JsonObject {
  return {
    Name: bus.name,
    Arn: bus.arn,
    CreationTime: bus.created / 1_000,
    LastModifiedTime: (bus.modified ?? bus.created) / 1_000,
    ...(bus.policy === undefined ? {} : { Policy: bus.policy }),
    ...(bus.description === undefined ? {} : { Description: bus.description }),
  };
}

function shownSource(source: SourceRecord, context: Context): JsonObject {
  const state = sourceState(source, context);
  return {
    Arn: `arn:aws:events:${context.region}::event-source/${source.name}`,
    CreatedBy: source.name.split('/')[1] ?? source.name,
    CreationTime: source.created / 1_000,
    Name: source.name,
    State: state,
    ...(state === 'PENDING' ? { ExpirationTime: source.expires / 1_000 } : {}),
  };
}

/** The calls of EventBridge that concern buses and partner sources. */
export const busOperations: Operations = {
  CreateEventBus: createEventBus,
  DeleteEventBus: deleteEventBus,
  DescribeEventBus: (input, context) => {
    const bus = busOf(input, context, 'Name');
    return { ...shownBus(bus), ...shownSettings(bus) };
  },
  UpdateEventBus: updateEventBus,
  ListEventBuses: (input, context) => {
    const prefix = text(input, 'NamePrefix') ?? '';
    const all = [...context.state.buses.values()]
      .filter((bus) => bus.name.startsWith(prefix))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    const page = pageOf(all, integer(input, 'Limit') ?? PAGE, text(input, 'NextToken'));
    return {
      EventBuses: page.items.map(shownBus),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
  ActivateEventSource: activateEventSource,
  DeactivateEventSource: deactivateEventSource,
  DescribeEventSource: (input, context) => shownSource(sourceOf(input, context), context),
  ListEventSources: (input, context) => {
    const prefix = text(input, 'NamePrefix') ?? '';
    const all = [...context.state.sources.keys()]
      .filter((name) => name.startsWith(prefix))
      .sort()
      .map((name) => visibleSource(name, context))
      .filter((source) => source !== undefined);
    const page = pageOf(all, integer(input, 'Limit') ?? PAGE, text(input, 'NextToken'));
    return {
      EventSources: page.items.map((source) => shownSource(source, context)),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
};
