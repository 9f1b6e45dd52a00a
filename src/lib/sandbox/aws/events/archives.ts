import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf, ruleArn } from '../arn.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import type { ArchiveRecord, TargetRecord } from '../event-records.js';
import { integer, text } from '../input.js';
import { pageOf } from '../pages.js';
import { archiverArn, eventsIn, whyArchiveKeyUnusable } from './archive-store.js';
import { checkKeyIdentifier, keyArnOf } from './event-key.js';
import { busOf, NAME_PATTERN } from './names.js';
import { checkPattern } from './pattern.js';
import { failReplaysOf } from './replays.js';

const PAGE = 100;
/** What more days than a whole number of 32 bits can be are shown as. */
const MOST_DAYS = 2 ** 31 - 1;
/** What CreateArchive's model takes as the ARN of a bus. */
const BUS_ARN = '^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:.+\\/.+$';
/** Who manages the rule that fills an archive. */
const ARCHIVER = 'prod.vhs.events.aws.internal';

/** The name of the rule that fills an archive: on the archive's bus, and EventBridge's own. */
function archiveRuleName(archive: string): string {
  return `Events-Archive-${archive}`;
}

/** The archive that a call names. @throws AwsError where there is none */
function archiveOf(input: JsonObject, context: Context): ArchiveRecord {
  const name = checkedName(input);
  const archive = context.state.archives.get(name);
  if (archive === undefined) throw resourceNotFound(`Archive ${name} does not exist.`);
  return archive;
}

function checkedName(input: JsonObject): string {
  const name = text(input, 'ArchiveName');
  new Constraints()
    .text('archiveName', name, {
      required: true,
      min: 1,
      max: Limits.archiveNameCharacters,
      pattern: NAME_PATTERN,
    })
    .check();
  return name ?? '';
}

function settingsOf(input: JsonObject): Pick<ArchiveRecord, 'description' | 'pattern'> & { days?: number } {
  const description = text(input, 'Description');
  const pattern = text(input, 'EventPattern');
  const given = integer(input, 'RetentionDays');
  const days = given === undefined ? undefined : Math.min(given, MOST_DAYS);
  checkKeyIdentifier(text(input, 'KmsKeyIdentifier'));
  new Constraints()
    .text('description', description, { max: 512 })
    .text('eventPattern', pattern, { max: Limits.rulePatternCharactersMax })
    .range('retentionDays', days, 0, Number.MAX_SAFE_INTEGER)
    .check();
  if (pattern) checkPattern(pattern);
  return {
    ...(description === undefined ? {} : { description }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(days === undefined ? {} : { days }),
  };
}

function createArchive(input: JsonObject, context: Context): JsonObject {
  const name = checkedName(input);
  const { days, ...settings } = settingsOf(input);
  new Constraints()
    .text('eventSourceArn', text(input, 'EventSourceArn'), { required: true, max: 1_600, pattern: BUS_ARN })
    .check();
  const bus = busOf(input, context, 'EventSourceArn');
  if (refusesArchives(bus.name, context)) {
    // How AWS words it, where it refuses, was never recorded.
    throw validationError(
      `Parameter EventSourceArn is not valid. Reason: Archives are not supported for event bus ${bus.name}.`,
    );
  }
  const { archives, rules } = context.state;
  if (archives.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
  }
  const archive: ArchiveRecord = {
    name,
    arn: arnOf('events', context, `archive/${name}`),
    bus: bus.name,
    retentionDays: days ?? 0,
    created: context.now(),
    events: [],
    ...settings,
  };
  setKey(archive, text(input, 'KmsKeyIdentifier'), 'CREATE_FAILED', context);
  archives.set(name, archive);
  const rule = archiveRuleName(name);
  const arn = ruleArn(context, bus.name, rule);
  rules.set(arn, {
    name: rule,
    arn,
    bus: bus.name,
    pattern: rulePattern(archive),
    state: 'ENABLED',
    managedBy: ARCHIVER,
    tags: {},
    targets: [archiverTarget(rule, archive, context.region)],
  });
  return shownState(archive);
}

/** The target of the managed rule (recorded 2026-09-16): EventBridge's own, which the sandbox does not send to. */
function archiverTarget(Id: string, archive: ArchiveRecord, region: string): TargetRecord {
  const source = `${archive.arn}:${randomUUID()}`;
  return {
    Id,
    Arn: archiverArn(region),
    InputTransformer: {
      InputPathsMap: {},
      InputTemplate: `{"archive-arn": "${source}","event": <aws.events.event.json>,"ingestion-time": <aws.events.event.ingestion-time>}`,
    },
  };
}

/** What the managed rule takes: the archive's events, unless they are replayed. */
function rulePattern(archive: ArchiveRecord): string {
  const pattern: unknown = JSON.parse(archive.pattern || '{}');
  return JSON.stringify({ ...(isJsonObject(pattern) ? pattern : {}), 'replay-name': [{ exists: false }] });
}

function refusesArchives(bus: string, context: Context): boolean {
  return [...context.state.refusedArchives.keys()].some((name) =>
    name.endsWith('*') ? bus.startsWith(name.slice(0, -1)) : bus === name,
  );
}

function updateArchive(input: JsonObject, context: Context): JsonObject {
  const { days, ...settings } = settingsOf(input);
  if (days === undefined && Object.keys(settings).length === 0) {
    throw validationError('At least one of EventPattern, RetentionDays or Description must be provided.');
  }
  const archive = archiveOf(input, context);
  Object.assign(archive, settings, days === undefined ? {} : { retentionDays: days });
  const key = text(input, 'KmsKeyIdentifier');
  if (key !== undefined) setKey(archive, key, 'UPDATE_FAILED', context);
  const rule = context.state.rules.get(ruleArn(context, archive.bus, archiveRuleName(archive.name)));
  if (rule !== undefined) rule.pattern = rulePattern(archive);
  return shownState(archive);
}

function deleteArchive(input: JsonObject, context: Context): JsonObject {
  const archive = archiveOf(input, context);
  failReplaysOf(archive.arn, context);
  context.state.archives.delete(archive.name);
  context.state.rules.delete(ruleArn(context, archive.bus, archiveRuleName(archive.name)));
  return {};
}

/**
 * Sets the key of an archive; an empty text is AWS's own. Whether a call that gives none keeps the one that is there is
 * told both ways [?] (the API reference says no, AWS's CDK yes): here it keeps it. Of a key that EventBridge may not use
 * the state tells (recorded 2026-09-22), and the archive keeps the one that it had [?].
 */
function setKey(
  archive: ArchiveRecord,
  given: string | undefined,
  state: 'CREATE_FAILED' | 'UPDATE_FAILED',
  context: Context,
): void {
  delete archive.failed;
  if (!given) {
    delete archive.key;
    return;
  }
  const why = whyArchiveKeyUnusable(given, archive, context);
  if (why === undefined) archive.key = keyArnOf(given, context);
  else archive.failed = { state, reason: `EventBridge cannot use the KMS key: ${why}.` };
}

/** Who calls waits for what comes of a key. */
function shownState(archive: ArchiveRecord): JsonObject {
  const state = archive.key === undefined && archive.failed === undefined ? 'ENABLED' : undefined;
  return {
    ArchiveArn: archive.arn,
    State: state ?? (archive.failed?.state === 'CREATE_FAILED' ? 'CREATING' : 'UPDATING'),
    CreationTime: archive.created / 1_000,
  };
}

/** As ListArchives shows it; DescribeArchive adds ARN, description and pattern. */
function shown(archive: ArchiveRecord, context: Context): JsonObject {
  const events = eventsIn(archive, context.now());
  return {
    ArchiveName: archive.name,
    EventSourceArn: arnOf('events', context, `event-bus/${archive.bus}`),
    State: archive.failed?.state ?? 'ENABLED',
    ...(archive.failed === undefined ? {} : { StateReason: archive.failed.reason }),
    RetentionDays: archive.retentionDays,
    SizeBytes: events.reduce((sum, { event }) => sum + Buffer.byteLength(JSON.stringify(event)), 0),
    EventCount: events.length,
    CreationTime: archive.created / 1_000,
  };
}

/** The calls of EventBridge that concern archives. */
export const archiveOperations: Operations = {
  CreateArchive: createArchive,
  UpdateArchive: updateArchive,
  DeleteArchive: deleteArchive,
  DescribeArchive: (input, context) => {
    const archive = archiveOf(input, context);
    return {
      ...shown(archive, context),
      ArchiveArn: archive.arn,
      ...(archive.key === undefined ? {} : { KmsKeyIdentifier: archive.key }),
      // Empty texts are taken, and not shown (recorded 2026-09-16).
      ...(archive.description ? { Description: archive.description } : {}),
      ...(archive.pattern ? { EventPattern: archive.pattern } : {}),
    };
  },
  ListArchives: (input, context) => {
    const prefix = text(input, 'NamePrefix') ?? '';
    const limit = integer(input, 'Limit');
    new Constraints().range('limit', limit, 1, PAGE).check();
    const bus = input['EventSourceArn'] === undefined ? undefined : busOf(input, context, 'EventSourceArn');
    const state = text(input, 'State');
    const all = [...context.state.archives.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .filter((archive) => bus === undefined || archive.bus === bus.name)
      .filter(({ failed }) => state === undefined || state === (failed?.state ?? 'ENABLED'))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    const page = pageOf(all, limit ?? PAGE, text(input, 'NextToken'));
    return {
      Archives: page.items.map((archive) => shown(archive, context)),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
};
