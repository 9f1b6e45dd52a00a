import type { TableDescription, TimeToLiveDescription } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';

const notAsked = none('the processor reads and writes single items by their key');
const when = none('it says only when');
const byItself = none('it changes by itself');

/** What DynamoDB answers of a table (DescribeTable, DescribeTimeToLive). */
export const tableAttributes: AttributeTable<
  TableDescription & { readonly TimeToLiveDescription: TimeToLiveDescription }
> = {
  TableName: none('a table of another name is another table'),
  TableArn: none('it follows from the name'),
  TableId: none('AWS gives it'),
  AttributeDefinitions: parts({
    AttributeName: none('KeySchema says which is the key'),
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
    ReadCapacityUnits: people('Too few: events wait.'),
    WriteCapacityUnits: people('Too few: events wait.'),
    LastIncreaseDateTime: when,
    LastDecreaseDateTime: when,
    NumberOfDecreasesToday: byItself,
  }),
  OnDemandThroughput: parts({
    MaxReadRequestUnits: people('What exceeds it is throttled, and events wait.'),
    MaxWriteRequestUnits: people('What exceeds it is throttled, and events wait.'),
  }),
  WarmThroughput: byItself,
  TableSizeBytes: byItself,
  ItemCount: byItself,
  CreationDateTime: when,
  LocalSecondaryIndexes: notAsked,
  GlobalSecondaryIndexes: notAsked,
  VectorIndexes: notAsked,
  StreamSpecification: parts({ StreamEnabled: people(), StreamViewType: people() }),
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
    KMSMasterKeyArn: people('A key that the processor’s role may not use: every event fails.'),
    InaccessibleEncryptionDateTime: people('Set: the key cannot be used, and every event fails.'),
  }),
  ArchivalSummary: none('DynamoDB fills it where the key of the table is lost'),
  TableClassSummary: parts({ TableClass: people(), LastUpdateDateTime: when }),
  DeletionProtectionEnabled: people(),
  DisassociationProtectionEnabled: people(),
  TimeToLiveDescription: parts({
    AttributeName: ours('Another one: keys of handled events are never forgotten, and the table grows.'),
    TimeToLiveStatus: ours('Off: keys of handled events are never forgotten, and the table grows.'),
  }),
};
