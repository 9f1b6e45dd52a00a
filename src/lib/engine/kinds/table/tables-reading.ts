import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { TableDescription, TimeToLiveDescription } from '../../../clients/aws/answers.js';
import type { DynamoTable } from '../../../clients/aws/dynamo-model.js';
import { changeId } from '../../change/change.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { type HarmRule, onMade, onNumber } from '../door/harm.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';

const notAsked = none('the processor reads and writes single items by their key');
const when = none('it only says when');
const byItself = none('it changes by itself');

/** Requests a second below which a limit is no guard against a flood, but less than a pipe needs in its busy hours. */
const FEWEST_REQUESTS = 10;

const throttled = (name: string) =>
  onMade(
    onNumber((most, { answer }) =>
      most < 0 || most >= FEWEST_REQUESTS
        ? undefined
        : {
            does: `No more than ${most} a second are taken: what exceeds that is throttled, and events wait.`,
            mend: `To take it away: ${awsCommand`dynamodb update-table --table-name ${String(answer['TableName'])} --on-demand-throughput ${name}=-1`}`,
          },
    ),
  );

const inaccessible: HarmRule = (_value, { answer, thing }) =>
  thing.provenance === 'used'
    ? undefined
    : {
        does: 'Since then the key of the table cannot be used: the processor can neither read nor write it, and every event fails.',
        mend: `Enable the key, or let DynamoDB and the processor's role use it again; to see which: ${awsCommand`dynamodb describe-table --table-name ${String(answer['TableName'])}`}`,
      };

/** What DynamoDB answers of a table (DescribeTable, DescribeTimeToLive). */
export const tableAttributes: AttributeTable<
  TableDescription & { readonly TimeToLiveDescription: TimeToLiveDescription }
> = {
  TableName: none('a table of another name is another table'),
  TableArn: none('it follows from the name'),
  TableId: none('AWS gives it'),
  AttributeDefinitions: parts({
    AttributeName: ours('Another key: the processor cannot use the table.'),
    AttributeType: ours('Another type than a string: the processor cannot write a key.'),
  }),
  KeySchema: parts({
    AttributeName: ours('Another key: the processor cannot use the table.'),
    KeyType: ours('Another key: the processor cannot use the table.'),
  }),
  TableStatus: byItself,
  BillingModeSummary: parts({
    BillingMode: ours('Provisioned: what exceeds the throughput is throttled, and events wait.'),
    LastUpdateToPayPerRequestDateTime: when,
  }),
  ProvisionedThroughput: parts({
    // Of no effect on demand, to which gcx sets the table back.
    ReadCapacityUnits: people(),
    WriteCapacityUnits: people(),
    LastIncreaseDateTime: when,
    LastDecreaseDateTime: when,
    NumberOfDecreasesToday: byItself,
  }),
  OnDemandThroughput: parts({
    MaxReadRequestUnits: people({ harm: throttled('MaxReadRequestUnits'), usual: -1 }),
    MaxWriteRequestUnits: people({ harm: throttled('MaxWriteRequestUnits'), usual: -1 }),
  }),
  WarmThroughput: byItself,
  TableSizeBytes: byItself,
  ItemCount: byItself,
  CreationDateTime: when,
  LocalSecondaryIndexes: notAsked,
  GlobalSecondaryIndexes: notAsked,
  VectorIndexes: notAsked,
  StreamSpecification: parts({ StreamEnabled: people({ usual: false }), StreamViewType: people() }),
  LatestStreamLabel: notAsked,
  LatestStreamArn: notAsked,
  GlobalTableVersion: none('it follows from the replicas'),
  GlobalTableWitnesses: none('it follows from the replicas'),
  GlobalTableSettingsReplicationMode: none('it follows from the replicas'),
  MultiRegionConsistency: none('it follows from the replicas'),
  Replicas: none('a processor writes to its own region; copies elsewhere are people’s'),
  RestoreSummary: none('it says only from what it was made'),
  SSEDescription: parts({
    Status: none('it follows from the key'),
    SSEType: people(),
    // Where it cannot be used, DynamoDB says since when.
    KMSMasterKeyArn: people({ usual: null }),
    InaccessibleEncryptionDateTime: people({ harm: inaccessible }),
  }),
  ArchivalSummary: none('DynamoDB fills it where the key of the table is lost'),
  TableClassSummary: parts({ TableClass: people({ usual: 'STANDARD' }), LastUpdateDateTime: when }),
  DeletionProtectionEnabled: people({ usual: false }),
  DisassociationProtectionEnabled: people({ usual: false }),
  TimeToLiveDescription: parts({
    AttributeName: ours('Another one: keys of handled events are never forgotten, and the table grows.'),
    TimeToLiveStatus: ours('Off: keys of handled events are never forgotten, and the table grows.'),
  }),
};

const said = saidBy(tableAttributes);

/** What differences of a table do to events. */
export const tableHarms: KindHarms = {
  missing: does('stops', 'The processor cannot tell what it has handled already: every event fails.'),
  fields: {
    key: said('stops', 'KeySchema.AttributeName'),
    'billing mode': said('some', 'BillingModeSummary.BillingMode'),
    TTL: said('later', 'TimeToLiveDescription.TimeToLiveStatus'),
  },
};

/** DynamoDB tables of processors. */
export interface TablesRead {
  /** By what the processor's things are called; undefined where there is none. */
  readonly tables: ReadonlyMap<string, DynamoTable | undefined>;
}

/** Reads the tables of processors. */
export const tablesReading: Reading<TablesRead, ProcessorBasesRead> = {
  name: 'tables',
  waitsFor: ['processorBases'],
  unread: {
    live: { tables: new Map() },
    of: 'DynamoDB tables of processors',
    kinds: ['table'],
    codes: /^table-/,
  },
  read: async (_scope, { processorBases }, { aws }) => ({
    tables: await readEach(processorBases, (base) => aws.dynamo.table(base)),
  }),
  digest: ({ tables }) => ({
    tables: [...tables].map(([base, table]) => [
      base,
      table === undefined ? null : { ...table, status: null },
    ]),
  }),
  answered: (input) =>
    [...input.live.tables].flatMap(([base, table]) => {
      const thing = processorThing(input, base, table?.tags ?? {}, changeId('table', table?.name ?? base));
      return answeredBy(`DynamoDB table of ${base}`, table, tableAttributes, thing);
    }),
  newerMarks: ({ tables }, { mark }) =>
    [...tables].flatMap(([base, table]) => newerFormatOfOurs(`DynamoDB table of ${base}`, table?.tags, mark)),
};
