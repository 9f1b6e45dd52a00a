import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { DynamoTable } from '../../../clients/aws/dynamo-model.js';
import { tableArn } from '../../../language/names/arn.js';
import { ProcessorTable } from '../../../processor/contract/settings.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { tagSteps } from '../ownership/company-tags.js';
import { isOurs } from '../ownership/mark.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import { tableMarks } from './table-marks.js';
import { tableRights } from './table-rights.js';
import { type TableStep, tableSteps } from './table-steps.js';
import type { TablesRead } from './tables-reading.js';
import { tableHarms } from './tables-reading.js';

type Input = PlanInput<TablesRead>;
type Planned = KindPlan<TableStep>;

/** DynamoDB tables of processors that deduplicate: they hold the keys of handled events, and forget them by TTL. */
export const tableKind: ResourceKind<'table', TableStep, TablesRead> = {
  kind: 'table',
  label: 'DynamoDB table',
  taggedAs: 'dynamodb:table',
  steps: tableSteps,
  order: { part: 'support', growsAfter: [], goesAfter: [], goesAfterRules: 'none' },
  countsAs: 'target',
  marks: tableMarks,
  harms: tableHarms,
  rights: tableRights,
  arnOf: (name, { config }) => tableArn(config, name),
  plan: (input) =>
    planProcessors(
      input,
      input.live.tables,
      (processor) => planDeclared(input, processor),
      (base) => planLeftover(input, base),
    ),
};

/** The attribute by which DynamoDB forgets an item. */
const KEY: Setting<string> = { field: 'key', words: String, unset: 'another' };
const TTL: Setting<string> = { field: 'TTL', label: 'TTL attribute', words: String, unset: 'none' };

function planDeclared(input: Input, { target, names }: DeclaredProcessor): Planned {
  if (target.deduplicate === undefined)
    return planLeftover(input, names.function, 'the file deduplicates no more');
  const table = input.live.tables.get(names.function);
  const { table: name } = names;
  const base = { kind: 'table', name, group: { kind: 'target', name: target.name } } as const;
  const enableTtl = { call: 'dynamodb.enableTtl', name, attribute: ProcessorTable.ttl } as const;
  if (table === undefined) {
    const tags = processorTags(input, target.name);
    const create = { call: 'dynamodb.createTable', name, key: ProcessorTable.key, tags } as const;
    const fields: readonly FieldChange[] = [
      { kind: 'value', field: 'billing mode', after: 'on demand' },
      newSetting(TTL, ProcessorTable.ttl),
    ];
    const asked = askedOf(input, target.name, name, undefined);
    return { changes: [change({ ...base, action: 'create', fields, steps: [create, enableTtl], asked })] };
  }
  if (!isOurs(table.tags, input.mark))
    return foreignThing(input, base, 'DynamoDB table', table.tags, target.name);
  const tagged = compareProcessorTags(input, target.name, table.tags);
  const fields: readonly FieldChange[] = [
    ...(table.key === ProcessorTable.key
      ? []
      : [settingChange(KEY, { before: table.key, after: ProcessorTable.key })]),
    ...(table.provisioned
      ? [{ kind: 'value', field: 'billing mode', before: 'provisioned', after: 'on demand' } as const]
      : []),
    ...(table.ttl === ProcessorTable.ttl
      ? []
      : [settingChange(TTL, { before: table.ttl, after: ProcessorTable.ttl })]),
    ...tagged.fields,
  ];
  const steps: readonly TableStep[] = [
    ...(table.provisioned ? [{ call: 'dynamodb.setOnDemand', name } as const] : []),
    ...(table.ttl === ProcessorTable.ttl ? [] : [enableTtl]),
    ...tagSteps(tagged, (tags, remove) => ({ call: 'dynamodb.tag', arn: table.arn, tags, remove })),
  ];
  const reason = table.provisioned
    ? { reason: 'what exceeds a provisioned throughput is throttled, and events wait' }
    : {};
  const asked = askedOf(input, target.name, name, table);
  const changed = change({ ...base, ...reason, action: updateOrNone(fields), fields, steps, asked });
  if (table.key === ProcessorTable.key) return { changes: [changed] };
  return {
    changes: [changed],
    refusals: [
      {
        code: 'table-key',
        change: changed.id,
        message: `DynamoDB table ${name} has another key than ${ProcessorTable.key} (a string): the processor cannot use it, and a key cannot be changed.`,
        fix: `Delete it, and gcx creates it again (recent events may then be handled again): ${awsCommand`dynamodb delete-table --table-name ${name}`}`,
      },
    ],
  };
}

/** What gcx asks for of a table. */
function askedOf(input: Input, target: string, name: string, live: DynamoTable | undefined): AskedOfKind {
  const tags = live?.tags ?? {};
  const arn = tableArn(input.config, name);
  return askedInTags({
    of: changeId('table', name),
    isLive: live !== undefined,
    values: {
      'billing mode': {
        wanted: 'on demand',
        live: live?.provisioned === true ? 'provisioned' : 'on demand',
      },
      TTL: { wanted: ProcessorTable.ttl, live: live?.ttl },
      key: { wanted: ProcessorTable.key, live: live?.key },
      ...askedProcessorTags(input, target, tags),
    },
    tags,
    tag: (set, remove): TableStep => ({ call: 'dynamodb.tag', arn, tags: set, remove }),
  });
}

function planLeftover(input: Input, base: string, reason?: string): Planned {
  const table = input.live.tables.get(base);
  if (table === undefined) return { changes: [] };
  return processorDeletion(input, {
    kind: 'table',
    what: 'DynamoDB table',
    name: table.name,
    tags: table.tags,
    ...(reason === undefined ? {} : { reason }),
    notes: ['it contains only keys of handled events; after that, their duplicates are not recognized'],
    after: [changeId('function', base)],
    steps: [{ call: 'dynamodb.deleteTable', name: table.name }],
  });
}
