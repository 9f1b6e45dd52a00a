import type { JsonObject, JsonValue } from '../../base/json.js';
import {
  type Catalogue,
  type EventFormat,
  findFormat,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  toEventFormat,
} from '../events/index.js';
import { parseWrittenArn } from '../names/arn.js';
import { genesysEnvironment } from '../names/environments.js';
import { needsOf, needsOfKey } from './check/target-needs.js';
import { parseDuration } from './document/duration.js';
import type {
  AcceptedFinding,
  Config,
  GuardSettings,
  IntegrationSettings,
  RetryPolicy,
  Route,
  TargetCommon,
  TargetInput,
  UsedVariable,
} from './model.js';
import { toAlarms, toExpectation } from './normalise-alarms.js';
import { toConditions } from './normalise-conditions.js';
import { toLogging } from './normalise-logging.js';
import { toQueueSelector } from './normalise-queue.js';
import { toTarget } from './normalise-target.js';
import { fileFormatName, PER_EVENT_TYPE } from './schema/gateway-format.js';
import type { FileContent, RetryContent, RouteContent, TargetContent } from './schema/schema.js';
import type { AcceptContent } from './schema/schema-accept.js';
import { retentionDays } from './schema/schema-archive.js';

/** What normalizing takes beside the checked content. */
export interface NormaliseSettings {
  /** Path as to be shown. */
  readonly file: string;
  readonly environment: string;
  /** The names of the file's; undefined where it has none. */
  readonly environments: readonly string[] | undefined;
  readonly sharesBus: boolean;
  readonly catalogue: Catalogue;
  readonly variables: readonly UsedVariable[];
}

/** Makes the checked content of one environment the value that all of gcx works with: defaults filled in, one form for each thing. */
export function normalise(content: FileContent, settings: NormaliseSettings): Config {
  const { genesys, aws } = content;
  const place = genesys.environment ?? genesys.region ?? '';
  const formats = mapValues(content.formats ?? {}, (format, name) => toEventFormat(name, format));
  const formatName = fileFormatName(genesys);
  const format = formatCalled(formatName, formats);
  return {
    file: settings.file,
    project: content.project,
    environment: settings.environment,
    ...(settings.environments === undefined ? {} : { environments: settings.environments }),
    sharesBus: settings.sharesBus,
    ...(settings.variables.length === 0 ? {} : { variables: settings.variables }),
    genesys: {
      environment: genesysEnvironment(place)?.environment ?? place,
      organization: genesys.organization.toLowerCase(),
      ...(genesys.integration === undefined ? {} : { integration: toIntegration(genesys.integration) }),
      ...(format === undefined ? {} : { format }),
      ...(genesys.subscriptions === PER_EVENT_TYPE
        ? { subscriptions: { kind: PER_EVENT_TYPE, exclusive: genesys.exclusive ?? false } }
        : {}),
    },
    aws: {
      account: aws.account,
      region: aws.region,
      ...(aws.bus === undefined ? {} : { bus: aws.bus }),
      ...(aws.busKey === undefined ? {} : { busKey: aws.busKey }),
      ...(aws.permissionsBoundary === undefined ? {} : { permissionsBoundary: aws.permissionsBoundary }),
      ...(aws.profile === undefined ? {} : { profile: aws.profile }),
      ...(aws.quotas?.rulesPerBus === undefined ? {} : { rulesPerBus: aws.quotas.rulesPerBus }),
    },
    ...(content.archive === undefined
      ? {}
      : {
          archive: {
            retentionDays: retentionDays(content.archive.retention) ?? 0,
            ...(content.archive.key === undefined ? {} : { key: content.archive.key }),
          },
        }),
    ...(content.logging === undefined ? {} : { logging: toLogging(content.logging) }),
    ...(content.alarms === undefined ? {} : { alarms: toAlarms(content.alarms) }),
    ...(content.lease === undefined ? {} : { lease: content.lease }),
    ...(content.guards === undefined ? {} : { guards: toGuards(content.guards) }),
    ...(content.formats === undefined ? {} : { formats }),
    ...(content.tags === undefined ? {} : { tags: content.tags }),
    ...(content.accept === undefined ? {} : { accept: content.accept.map(toAccepted) }),
    targets: mapValues(content.targets, (target, name) =>
      toTarget(target, toCommon(target, name, content), {
        account: content.aws.account,
        region: content.aws.region,
        named: namedFor(name, content, { catalogue: settings.catalogue, formats }),
      }),
    ),
    routes: mapValues(content.routes, (route, name) => {
      const ofRoute = formatCalled(route.format ?? formatName, formats);
      return toRoute(route, name, settings.catalogue, ofRoute);
    }),
  };
}

function toAccepted({ until, ...entry }: AcceptContent): AcceptedFinding {
  return { ...entry, ...(until === undefined ? {} : { until }) };
}

/** The format of a name; undefined for `partner`, which goes without saying. */
function formatCalled(
  name: string | undefined,
  declared: Readonly<Record<string, EventFormat>>,
): EventFormat | undefined {
  return name === undefined || name === PARTNER_FORMAT ? undefined : findFormat(name, declared);
}

function toIntegration(content: NonNullable<FileContent['genesys']['integration']>): IntegrationSettings {
  return { suffix: content.suffix, ...(content.manage === false ? { manage: false } : {}) };
}

/** The event types that a pattern's `detail-type` names in full. */
function eventTypesNamed(pattern: JsonObject | undefined, catalogue: Catalogue): readonly string[] {
  const types = pattern?.['detail-type'];
  if (!Array.isArray(types)) return [];
  return types.filter(
    (type: JsonValue): type is string => typeof type === 'string' && catalogue.find(type)?.template === type,
  );
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** What naming an event type takes. */
interface Naming {
  readonly catalogue: Catalogue;
  readonly formats: Readonly<Record<string, EventFormat>>;
}

/** The name of an event type in full, as the routes that send to a target take it. */
function namedFor(target: string, content: FileContent, naming: Naming): (event: string) => string {
  const formats = Object.values(content.routes)
    .filter(({ targets }) => targets.includes(target))
    .map((route) => formatCalled(route.format ?? fileFormatName(content.genesys), naming.formats));
  return (event) =>
    formats.length === 0 || formats.some(saysGenesysNames) ? fullName(event, naming.catalogue) : event;
}

function toCommon(target: TargetContent, name: string, content: FileContent): TargetCommon {
  const fallback = content.defaults?.deadLetter;
  // The default dead-letter queue has none itself.
  const deadLetter = target.deadLetter ?? (fallback === name ? undefined : fallback);
  const arn = target.arn === undefined ? undefined : parseWrittenArn(target.arn);
  const needs = arn === undefined ? Object.keys(target).map(needsOfKey) : [needsOf(arn)];
  const retries = needs.every((each) => each?.retry !== false);
  const retry = retries ? toRetry({ ...content.defaults?.retry, ...target.retry }) : undefined;
  const input = target.input === undefined ? undefined : toInput(target.input);
  return {
    name,
    ...(typeof deadLetter === 'string' ? { deadLetter } : {}),
    ...(retry === undefined ? {} : { retry }),
    ...(input === undefined ? {} : { input }),
    ...(target.role === undefined ? {} : { role: target.role }),
    ...(target.renamedFrom === undefined ? {} : { renamedFrom: target.renamedFrom }),
    ...(target.protect === true ? { protect: true } : {}),
  };
}

function toGuards({ deletions }: NonNullable<FileContent['guards']>): GuardSettings {
  if (deletions === undefined) return {};
  const { count, percent } = deletions;
  return {
    deletions: {
      ...(count === undefined ? {} : { count }),
      ...(percent === undefined ? {} : { percent }),
    },
  };
}

function toRetry({ maxAge, attempts }: RetryContent): RetryPolicy | undefined {
  const maxAgeSeconds = maxAge === undefined ? undefined : parseDuration(maxAge);
  if (maxAgeSeconds === undefined && attempts === undefined) return undefined;
  return {
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(attempts === undefined ? {} : { attempts }),
  };
}

function toInput(input: NonNullable<TargetContent['input']>): TargetInput {
  if (input.template !== undefined)
    return { kind: 'template', template: input.template, paths: input.paths ?? {} };
  if (input.path !== undefined) return { kind: 'path', path: input.path };
  return { kind: 'constant', json: JSON.stringify(input.constant) };
}

function toRoute(
  route: RouteContent,
  name: string,
  catalogue: Catalogue,
  format: EventFormat | undefined,
): Route {
  const named = (event: string): string => (saysGenesysNames(format) ? fullName(event, catalogue) : event);
  return {
    name,
    ...(route.renamedFrom === undefined ? {} : { renamedFrom: route.renamedFrom }),
    ...(route.protect === true ? { protect: true } : {}),
    ...(route.description === undefined ? {} : { description: route.description }),
    events: [...new Set((route.events ?? eventTypesNamed(route.pattern, catalogue)).map(named))],
    ...(route.pattern === undefined ? {} : { pattern: route.pattern }),
    ...(format === undefined ? {} : { format }),
    ...(route.queues === undefined ? {} : { queues: route.queues.flatMap(toQueueSelector) }),
    where: mapValues(route.where ?? {}, toConditions),
    targets: [...new Set(route.targets)],
    enabled: route.enabled ?? true,
    ...(route.expect === undefined ? {} : { expect: toExpectation(route.expect) }),
  };
}

function saysGenesysNames(format: EventFormat | undefined): boolean {
  return format === undefined || namesGenesysEventTypes(format);
}

/** The full template of an event type that the file may name by its short name. */
function fullName(event: string, catalogue: Catalogue): string {
  return catalogue.find(event)?.template ?? event;
}
