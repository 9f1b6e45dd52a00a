import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { counted } from '../../../base/words.js';
import type { Archive } from '../../../clients/aws/archive-model.js';
import type { Config } from '../../../language/config/model.js';
import { arnHere, busArn, partOfArn } from '../../../language/names/arn.js';
import { cutWithHash, ruleNamePrefix } from '../../../language/names/rule-names.js';
import { change, updateOrNone } from '../../change/change.js';
import type { Change, ChangeGroup, FieldChange, Refusal } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { looseWords } from '../../change/value-words.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { adoptOr } from '../ownership/adoption.js';
import {
  describedOwner,
  describedParts,
  descriptionMark,
  isMarkedBy,
} from '../ownership/description-mark.js';
import { leftAlone } from '../ownership/refusals.js';
import { type KeyProblems, keptKeyNotes } from '../policies/encryption.js';
import type { KeysRead } from '../policies/keys-reading.js';
import { storeKey, storeKeyChange, storeKeyProblems } from '../policies/store-key.js';
import { patternWords } from '../rule/condition-words.js';
import { archiveMarks, EVERY_EVENT } from './archive-marks.js';
import { archiveRights } from './archive-rights.js';
import { type ArchiveStep, archiveSteps } from './archive-steps.js';
import type { ArchivesRead } from './archives-reading.js';
import { archiveHarms } from './archives-reading.js';
import { archiveKeyTakenOut, askedOf, type DesiredArchive, notedOfArchive, parsed } from './asked-archive.js';

type Input = PlanInput<ArchivesRead & KeysRead>;
type Planned = KindPlan<ArchiveStep>;

const asIs = (value: JsonValue) => (typeof value === 'string' ? value : looseWords(value));
const RETENTION: Setting<JsonValue> = { field: 'retention', words: asIs };
const DESCRIPTION: Setting<JsonValue> = { field: 'description', words: asIs };

/** The events that an archive of a bus takes. */
function patternOf(bus: string): Setting<JsonValue> {
  return { field: 'pattern', label: 'events', words: (pattern) => eventsInWords(pattern, bus) };
}

/** The EventBridge archive of a project and environment. AWS gives archives no tags: the description carries the mark. */
export const archiveKind: ResourceKind<'archive', ArchiveStep, ArchivesRead & KeysRead> = {
  kind: 'archive',
  label: 'archive',
  steps: archiveSteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'bus', of: 'growing' }],
    goesAfter: [],
    goesAfterRules: 'none',
  },
  countsAs: 'itself',
  marks: archiveMarks,
  harms: archiveHarms,
  rights: archiveRights,
  arnOf: (name, { config }) => arnHere(config, 'events', `archive/${name}`),
  plan(input) {
    const ours = input.live.archives.filter(({ description }) => isMarkedBy(description, input.mark));
    const wanted = input.intent === 'apply' ? desiredArchive(input) : undefined;
    const plans = [
      ...(wanted === undefined
        ? []
        : [planWanted(input, wanted), { changes: [], ...keyProblems(input, wanted) }]),
      ...ours.filter(({ name }) => name !== wanted?.name).map((live) => planLeftover(input, live)),
    ];
    return joinPlans(plans);
  },
};

/** The name of a project and environment's archive; the project's prefix always stays whole. */
export function archiveName(config: Pick<Config, 'project' | 'environment'>): string {
  const prefix = ruleNamePrefix(config);
  return prefix + cutWithHash(config.environment, Limits.archiveNameCharacters - prefix.length);
}

function desiredArchive({ config, bus, mark, rules }: Input): DesiredArchive | undefined {
  if (config.archive === undefined) return undefined;
  return {
    name: archiveName(config),
    busArn: busArn(config, bus),
    description: `Events of ${config.project} (${config.environment}), kept by gcx for replay ${descriptionMark(mark)}`,
    pattern: archivePattern(rules.map((rule) => rule.pattern)),
    retentionDays: config.archive.retentionDays,
    ...(config.archive.key === undefined ? {} : { key: config.archive.key }),
  };
}

/**
 * What an archive takes: the events of the sources that the rules want. No narrower, so that events can be replayed to
 * a route that is written tomorrow.
 */
function archivePattern(rulePatterns: readonly JsonObject[]): JsonObject {
  const sources = new Map<string, JsonValue>();
  for (const { source } of rulePatterns) {
    if (!Array.isArray(source)) return EVERY_EVENT;
    for (const condition of source) sources.set(canonicalJson(condition), condition);
  }
  const pattern = { source: [...sources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
  const fits = JSON.stringify(pattern).length <= Limits.rulePatternCharacters;
  return sources.size > 0 && fits ? pattern : EVERY_EVENT;
}

function planWanted(input: Input, wanted: DesiredArchive): Planned {
  const unasked = { kind: 'archive', name: wanted.name, group: groupOf(input) } as const;
  const live = input.live.archives.find(({ name }) => name === wanted.name);
  const back = live === undefined ? undefined : archiveKeyTakenOut(input, live, wanted.key);
  const base = { ...unasked, asked: askedOf(wanted, live, back) } as const;
  if (live === undefined) {
    const fields = [
      newSetting(RETENTION, retention(wanted.retentionDays)),
      newSetting(patternOf(input.bus), wanted.pattern),
      ...(wanted.key === undefined ? [] : [newSetting(storeKey(input.config.aws.account), wanted.key)]),
    ];
    return { changes: [change({ ...base, action: 'create', fields, steps: [create(wanted)] })] };
  }
  if (!isMarkedBy(live.description, input.mark)) {
    const fix =
      describedParts(live.description) === undefined
        ? adoptOr(
            false,
            'gcx never changes it. Delete it, if nobody needs its events, or choose another project name.',
          )
        : 'gcx does not change it. Rename the project.';
    return leftAlone(unasked, 'Archive', describedOwner(live.description, input.mark), fix);
  }
  if (live.state === 'CREATE_FAILED') {
    const reason = `AWS could not make it: ${live.stateReason ?? 'it gave no reason'}`;
    return {
      changes: [change({ ...base, action: 'replace', reason, steps: [remove(live), create(wanted)] })],
    };
  }
  if (live.busArn !== wanted.busArn) {
    const replaced = change({
      ...base,
      action: 'replace',
      fields: [
        {
          kind: 'value',
          field: 'event bus',
          before: partOfArn(live.busArn, 'event-bus/'),
          after: partOfArn(wanted.busArn, 'event-bus/'),
        },
      ],
      reason: 'an archive stays with its event bus',
      notes: [eventsNote(live)],
      steps: [remove(live), create(wanted)],
    });
    return { changes: [replaced], refusals: losingEvents(input, replaced, live) };
  }
  return planUpdate(input, wanted, live, base, back);
}

function planUpdate(
  input: Input,
  wanted: DesiredArchive,
  live: Archive,
  base: Pick<Change, 'kind' | 'name' | 'group' | 'asked'>,
  back: string | undefined,
): Planned {
  const { name, description, pattern, retentionDays } = wanted;
  const fields: FieldChange[] = [];
  const compare = (setting: Setting<JsonValue>, before: JsonValue, after: JsonValue): void => {
    if (canonicalJson(before) !== canonicalJson(after))
      fields.push(settingChange(setting, { before, after }));
  };
  compare(RETENTION, retention(live.retentionDays), retention(retentionDays));
  compare(patternOf(input.bus), parsed(live.pattern), pattern);
  compare(DESCRIPTION, live.description, description);
  const { account } = input.config.aws;
  const key = back === undefined ? (wanted.key ?? live.key) : undefined;
  if (key !== live.key)
    fields.push(storeKeyChange({ before: live.key, after: key }, notedOfArchive(input, name), account));
  const settings = { name, description, pattern, retentionDays, ...(key === undefined ? {} : { key }) };
  const steps: readonly ArchiveStep[] =
    fields.length === 0 ? [] : [{ call: 'events.updateArchive', ...settings }];
  const notes = keptKeyNotes(wanted.key, key, account);
  const changed = change({ ...base, action: updateOrNone(fields), fields, notes, steps });
  const shorter = days(retentionDays) < days(live.retentionDays);
  return {
    changes: [changed],
    refusals:
      shorter && !input.allowed.force
        ? [
            {
              code: 'archive-events',
              change: changed.id,
              message: `Archive ${name} keeps events for ${retention(live.retentionDays)}; with ${retention(retentionDays)} AWS deletes those that are older.`,
              fix: 'If this is intended, run it again with --force.',
            },
          ]
        : [],
  };
}

/** What keeps EventBridge from the key that the file names for the archive. */
function keyProblems({ config, live }: Input, { name, key, busArn: bus }: DesiredArchive): KeyProblems {
  if (key === undefined) return { warnings: [], refusals: [] };
  const { account, region } = config.aws;
  return storeKeyProblems(
    { live, region },
    {
      called: `Archive ${name}`,
      key,
      service: 'events.amazonaws.com',
      actions: [
        'kms:DescribeKey',
        'kms:GenerateDataKey',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      known: {
        'aws:SourceAccount': account,
        'kms:EncryptionContext:aws:events:event-bus:arn': bus,
      },
      loses: 'no event would be kept for replay',
    },
  );
}

function planLeftover(input: Input, live: Archive): Planned {
  const destroy = input.intent === 'destroy';
  const deleted = change({
    kind: 'archive',
    name: live.name,
    group: groupOf(input),
    action: 'delete',
    reason: destroy ? 'destroy' : 'the file has no archive any more',
    notes: [eventsNote(live)],
    steps: [remove(live)],
  });
  const failed = live.state === 'CREATE_FAILED';
  return { changes: [deleted], refusals: failed ? [] : losingEvents(input, deleted, live) };
}

/** The count of an archive's events lags by a day, so none is known to be empty. */
function losingEvents(input: Input, deleting: Change, live: Archive): readonly Refusal[] {
  if (input.allowed.force) return [];
  return [
    {
      code: 'archive-events',
      change: deleting.id,
      message: `Deleting archive ${live.name} deletes the events in it (${aboutEvents(live)}); they can never be replayed again.`,
      fix: `First replay what is still needed (${gcxCommand('replay', '--from', '2h ago', '--dry-run')} shows how), or delete them as well: --force.`,
    },
  ];
}

function create({ busArn: bus, ...settings }: DesiredArchive): ArchiveStep {
  return { call: 'events.createArchive', busArn: bus, ...settings };
}

function remove({ name }: Archive): ArchiveStep {
  return { call: 'events.deleteArchive', name };
}

function groupOf({ config, bus }: Input): ChangeGroup {
  const { integration } = config.genesys;
  return integration === undefined || config.aws.bus !== undefined
    ? { kind: 'bus', name: bus }
    : { kind: 'integration', name: integration.suffix };
}

function aboutEvents({ events }: Archive): string {
  return events === 1 ? 'about 1' : `about ${events}`;
}

function eventsNote(live: Archive): string {
  return `about ${counted(live.events, 'event')} in it, as of the last day: deleted with it`;
}

function retention(retentionDays: number): string {
  return retentionDays === 0 ? 'forever' : `${retentionDays}d`;
}

/** A retention to compare by: 0 is for ever. */
function days(retentionDays: number): number {
  return retentionDays === 0 ? Number.POSITIVE_INFINITY : retentionDays;
}

/** Which events an archive takes. */
function eventsInWords(pattern: JsonValue, bus: string): string {
  if (pattern === null || canonicalJson(pattern) === canonicalJson(EVERY_EVENT)) return 'all';
  if (!isJsonObject(pattern)) return asIs(pattern);
  const { source, ...rest } = pattern;
  // The bus of a partner event source is called as the source.
  if (canonicalJson(pattern) === canonicalJson({ source: [bus] })) return 'of Genesys Cloud';
  const onlySources = Array.isArray(source) && Object.keys(rest).length === 0;
  return onlySources && source.every((each) => typeof each === 'string')
    ? `of ${source.join(', ')}`
    : patternWords(pattern);
}
