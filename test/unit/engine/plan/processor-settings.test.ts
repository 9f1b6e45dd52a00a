import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import { hasChanges } from '../../../../src/lib/engine/change/has-changes.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { head } from '../../../e2e/gcx.js';
import { byHand } from '../../../harness/by-hand.js';
import { applied, trial } from '../../../harness/trial.js';

const FunctionName = 'shop-sales';
const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";
const file = (settings = '') => `${head()}targets:
  sales: { processor: { handler: ./sales.ts${settings} } }
routes:
  ended: { events: [conversation.acd.end], targets: [sales] }
`;
const ALL =
  ', reservedConcurrency: 20, maximumConcurrency: 6, ephemeralStorage: 1024, tracing: active, runtime: nodejs22.x, vpc: { subnets: [subnet-2b, subnet-1a], securityGroups: [sg-1] }';

/** The settings in the note that the gcx before these settings wrote for a function, by the three signs of each (recorded). */
const EARLIER_NOTE = ['2Sx', '68E', 'FMC', 'MSg', 'R/r', 'Sxa', 'TKM', 'VpT', 'aA3', 'l4w', 'ulK', 'yQR'];

async function opened(text: string) {
  const it = await trial(text, {}, { 'sales.ts': HANDLER });
  const { lambda } = byHand(it.sandbox);
  const mapping = async () => {
    const found = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    return found.EventSourceMappings?.[0] ?? {};
  };
  const settings = async () => {
    const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const reserved = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return {
      storage: found.EphemeralStorage?.Size,
      tracing: found.TracingConfig?.Mode,
      runtime: found.Runtime,
      subnets: found.VpcConfig?.SubnetIds,
      groups: found.VpcConfig?.SecurityGroupIds,
      reserved: reserved.ReservedConcurrentExecutions,
      maximum: (await mapping()).ScalingConfig?.MaximumConcurrency,
    };
  };
  return { ...it, lambda, mapping, settings };
}

/** What a plan changes of values of the function and its mapping: setting, values in words, who changed it. */
function changed(plan: Plan): readonly string[] {
  return plan.changes
    .filter(({ kind }) => kind === 'function' || kind === 'event-source-mapping')
    .flatMap(({ fields }) => fields)
    .flatMap((each) =>
      each.kind === 'value'
        ? [`${each.field}: ${each.words?.before} -> ${each.words?.after} (${each.origin})`]
        : [],
    );
}

it('sets a processor as the file says, puts it right, and sets it back once the file says it no more', async () => {
  const it = await opened(file(ALL));
  await applied(it);
  const vpc = { subnets: ['subnet-1a', 'subnet-2b'], groups: ['sg-1'] };
  const said = { storage: 1_024, tracing: 'Active', runtime: 'nodejs22.x', reserved: 20, maximum: 6, ...vpc };
  expect(await it.settings()).toEqual(said);
  expect(hasChanges(await it.plan())).toBe(false);
  // What a VPC lets the function reach, nobody can see from here.
  const { findings, unseen } = await it.diagnose();
  expect([findings, unseen]).toEqual([
    [],
    [
      {
        of: 'the network of Lambda function shop-sales',
        why: expect.stringContaining('from its subnets it must reach SQS and DynamoDB, and Genesys Cloud if'),
      },
    ],
  ]);

  // Changed by hand: ours, and put right.
  const { UUID } = await it.mapping();
  await it.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await it.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID, ScalingConfig: { MaximumConcurrency: 9 } }),
  );
  await it.lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName,
      EphemeralStorage: { Size: 512 },
      TracingConfig: { Mode: 'PassThrough' },
      VpcConfig: { SubnetIds: ['subnet-1a'], SecurityGroupIds: ['sg-1'] },
    }),
  );
  expect(changed(await it.plan())).toEqual([
    'storage (MB): 512 MB -> 1024 MB (outside)',
    'tracing: pass-through -> active (outside)',
    'vpc: subnets subnet-1a; security groups sg-1 -> subnets subnet-1a, subnet-2b; security groups sg-1 (outside)',
    'reserved concurrency: none -> 20 (outside)',
    'maximum concurrency: 9 -> 6 (outside)',
  ]);
  await applied(it);
  expect(await it.settings()).toEqual(said);

  // Out of the file: as Lambda makes them. What somebody set since stays, and a function keeps its runtime.
  await it.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, EphemeralStorage: { Size: 2_048 } }),
  );
  it.write(file());
  expect(changed(await it.plan())).toEqual([
    'tracing: active -> pass-through (file)',
    'vpc: subnets subnet-1a, subnet-2b; security groups sg-1 -> none (file)',
    'reserved concurrency: 20 -> none (file)',
    'maximum concurrency: 6 -> no limit (file)',
  ]);
  await applied(it);
  expect(await it.settings()).toEqual({
    storage: 2_048,
    tracing: 'PassThrough',
    runtime: 'nodejs22.x',
    subnets: [],
    groups: [],
  });
  expect(hasChanges(await it.plan())).toBe(false);

  // What people set on settings that the file does not say stays, and the runtime is put right.
  const { UUID: id } = await it.mapping();
  await it.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 20 }));
  await it.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: id, ScalingConfig: { MaximumConcurrency: 6 } }),
  );
  await it.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'nodejs24.x' }));
  expect(changed(await it.plan())).toEqual(['runtime: nodejs24.x -> nodejs22.x (outside)']);

  // Said for the first time of what people set: as the file says.
  it.write(file(', reservedConcurrency: 30, maximumConcurrency: 10, runtime: nodejs24.x'));
  expect(changed(await it.plan())).toEqual([
    'reserved concurrency: 20 -> 30 (file)',
    'maximum concurrency: 6 -> 10 (file)',
  ]);
});

const CONVERSATION = '$.detail.eventBody.conversationId';

it('changes nothing of a processor that an earlier gcx made, notes nothing new, and gives new ones Node.js 24; a message group makes a FIFO queue, for good', async () => {
  const both = (runtime = '', other = `, messageGroup: ${CONVERSATION}`) =>
    file(runtime)
      .replace('routes:', `  other: { processor: { handler: ./sales.ts${other} } }\nroutes:`)
      .replace('[sales]', '[sales, other]');
  // As the earlier gcx made it: its default was this runtime.
  const it = await opened(both(', runtime: nodejs22.x'));
  await applied(it);
  it.write(both());
  const plan = await it.plan();
  expect(hasChanges(plan)).toBe(false);
  expect(hasNotesToWrite(plan)).toBe(false);
  // Lambda takes no setting for which the role lacks permissions; gcx gives them before.
  const byHandOf = (settings: Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>) =>
    it.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...settings }));
  const vpc = (...SecurityGroupIds: string[]) => ({ SubnetIds: ['subnet-1a'], SecurityGroupIds });
  const lacks = 'The provided execution role does not have permissions to call';
  await expect(byHandOf({ TracingConfig: { Mode: 'Active' } })).rejects.toThrow(
    `${lacks} PutTraceSegments on XRAY`,
  );
  await expect(byHandOf({ VpcConfig: vpc('sg-1') })).rejects.toThrow(
    `${lacks} CreateNetworkInterface on EC2`,
  );
  await expect(byHandOf({ VpcConfig: vpc() })).rejects.toThrow('SubnetIds and SecurityIds must coexist');
  await expect(byHandOf({ VpcConfig: vpc('group') })).rejects.toThrow('vpcConfig.securityGroupIds');
  const functions = it.live().processorFunctions;
  expect([...functions.values()].map((each) => each?.runtime)).toEqual(['nodejs22.x', 'nodejs24.x']);
  const note = functions.get(FunctionName)?.tags['genesys-gcx:asked'] ?? '';
  expect(
    note
      .slice(2)
      .match(/.{8}/g)
      ?.map((each) => each.slice(0, 3)),
  ).toEqual(EARLIER_NOTE);

  const queues = () => [...it.live().queues.values()].flatMap((each) => each ?? []);
  const ordered = queues().find(({ name }) => name === 'shop-other.fifo')?.attributes ?? {};
  expect(ordered).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
    VisibilityTimeout: '360',
  });
  // EventBridge's dead letters take a standard queue, and SQS's of a FIFO queue a FIFO one: the processor sends them itself.
  expect(ordered['RedrivePolicy']).toBeUndefined();
  const [mapping] = it.live().eventSourceMappings.get('shop-other') ?? [];
  expect(mapping).toMatchObject({ batchSize: 1, windowSeconds: 0, reportsItemFailures: true });
  expect(mapping?.queueArn).toBe(ordered['QueueArn']);
  const [rule] = it.live().rules;
  const sent = [...(rule?.targets.values() ?? [])].find(({ arn }) => arn === ordered['QueueArn']);
  expect(sent).toMatchObject({
    messageGroup: CONVERSATION,
    deadLetterArn: expect.stringMatching(/:shop-other-dead-letters$/),
  });

  // Neither queue can become the other.
  it.write(both(', messageGroup: all', ''));
  const refused = await it.plan();
  expect(refused.refusals.map(({ code, message }) => [code, message])).toEqual([
    [
      'processor-order',
      expect.stringContaining('sales has the standard SQS queue shop-sales; messageGroup needs'),
    ],
    [
      'processor-order',
      expect.stringContaining('other has the FIFO SQS queue shop-other.fifo; without messageGroup'),
    ],
  ]);
  it.write(file());
  await applied(it);
  await it.plan();
  expect(
    queues()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['shop-sales', 'shop-sales-dead-letters']);
});

it('a namespace of its metrics: the code and the alarm follow it there and back; a file without one changes nothing', async () => {
  const withAlarms = (more = '') =>
    file(`, alarms: ops${more}`).replace('targets:\n', 'targets:\n  ops: { sns: { create: ops } }\n');
  const it = await opened(withAlarms());
  const { watch } = byHand(it.sandbox);
  const code = async () =>
    (await it.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).CodeSha256;
  const namespaces = async () => {
    const { MetricAlarms = [] } = await watch.send(new DescribeAlarmsCommand({}));
    return MetricAlarms.map(({ AlarmName, Namespace }) => `${AlarmName}: ${Namespace}`).sort();
  };
  const inNamespace = (name: string) => [
    'shop-sales-dead-letters: AWS/SQS',
    `shop-sales-failures: ${name}`,
    'shop-sales-oldest-message: AWS/SQS',
  ];
  await applied(it);
  const before = await code();
  expect(await namespaces()).toEqual(inNamespace('gcx'));

  it.write(withAlarms(', metrics: { namespace: Contact Center/Sales }'));
  await applied(it);
  expect(await namespaces()).toEqual(inNamespace('Contact Center/Sales'));
  expect(await code()).not.toBe(before);
  expect(hasChanges(await it.plan())).toBe(false);

  for (const without of ['', ', metrics: {}']) {
    it.write(withAlarms(without));
    await applied(it);
    expect([await namespaces(), await code()]).toEqual([inNamespace('gcx'), before]);
    expect(hasChanges(await it.plan())).toBe(false);
  }
});
