import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Policy {
  readonly Statement: readonly {
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

const read = (name: string): Policy => JSON.parse(readFileSync(`config/iam/${name}.json`, 'utf8'));
const actionsOf = (policy: Policy): readonly string[] =>
  policy.Statement.flatMap(({ Action }) => Action).sort();

/** The actions that the clients name in their calls; GetCallerIdentity needs no permission. */
const called = [
  ...new Set(
    readdirSync('src/lib/clients/aws')
      .map((file) => readFileSync(`src/lib/clients/aws/${file}`, 'utf8'))
      .flatMap((text) =>
        [
          ...text.matchAll(
            /'((?:events|sns|sqs|lambda|kms|tag|dynamodb|iam|logs|cloudwatch|ssm|kinesis|firehose|states):[A-Z][A-Za-z]+)'/g,
          ),
        ].map(([, action]) => action ?? ''),
      ),
  ),
].sort();

/** What only `gcx tail` calls: it reads the messages of a queue of its own. */
const ofTail = ['sqs:DeleteMessage', 'sqs:ListQueues', 'sqs:ReceiveMessage'];
/** What only `gcx replay` calls. */
const ofReplay = called.filter((action) => action.endsWith('Replay'));
/** What only `gcx redrive` calls, beside what `gcx tail` does with messages. */
const ofRedrive = ['lambda:InvokeFunction', 'sns:Publish', 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'];
/** What `gcx redrive` and `gcx replay` call so that nobody else changes the pipe meanwhile. */
const ofLease = ['ssm:PutParameter'];
/** What `gcx init` and `gcx add` list to choose from; `gcx tail` lists SQS queues, too. */
const ofInit = [
  'firehose:ListDeliveryStreams',
  'kinesis:ListStreams',
  'lambda:ListFunctions',
  'sns:ListTopics',
  'sqs:ListQueues',
  'states:ListStateMachines',
];
/** What only `gcx processor logs` calls. */
const ofLogs = ['logs:FilterLogEvents'];
/** These policies demand a boundary of each role, and let nobody take it away. */
const ofUnbounded = ['iam:DeleteRolePermissionsBoundary'];
const ofApply = called.filter(
  (action) => ![...ofTail, ...ofReplay, ...ofRedrive, ...ofLogs, ...ofInit, ...ofUnbounded].includes(action),
);

const reads = (action: string): boolean => /:(Describe|Get|List|Test)/.test(action);

describe('IAM policies', () => {
  it('allow plan what the clients read, and nothing that writes', () => {
    expect(actionsOf(read('plan'))).toEqual([...ofApply.filter(reads), ...ofInit].sort());
  });

  it('allow apply what else the clients call, with and without processors and logging, and passing roles', () => {
    const writes = [
      ...new Set(
        ['apply', 'processors', 'logging', 'alarms', 'http'].flatMap((name) => actionsOf(read(name))),
      ),
    ].sort();
    // AWS asks for it where a delivery source is an event bus; there is no such call.
    const beside = ['events:AllowVendedLogDeliveryForResource', 'iam:PassRole'];
    // Lambda calls them with the rights of who puts a function into a VPC.
    beside.push(...['SecurityGroups', 'Subnets', 'Vpcs'].map((things) => `ec2:Describe${things}`));
    // EventBridge calls them with the rights of who makes a connection.
    const forConnections = [
      'iam:CreateServiceLinkedRole',
      ...['CreateSecret', 'DeleteSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecret'].map(
        (action) => `secretsmanager:${action}`,
      ),
    ];
    beside.push(...forConnections);
    expect(writes).toEqual([...ofApply.filter((action) => !reads(action)), ...beside].sort());
  });

  it('allow alarms of the pipe without processors', () => {
    const ofProcessors = actionsOf(read('processors')).filter((action) => action.startsWith('cloudwatch:'));
    expect(actionsOf(read('alarms'))).toEqual([...ofProcessors, 'cloudwatch:SetAlarmState'].sort());
  });

  it('allow adopt to put marks, and nothing else', () => {
    expect(actionsOf(read('adopt'))).toEqual(['events:TagResource', 'sns:TagResource', 'sqs:TagQueue']);
  });

  it('allow redrive to take dead letters and send them back, and processor logs to read lines', () => {
    const queues = ['sqs:DeleteMessage', 'sqs:ReceiveMessage'];
    expect(actionsOf(read('redrive')).filter((action) => !reads(action))).toEqual(
      [...ofRedrive, ...queues, ...ofLease].sort(),
    );
    expect(actionsOf(read('processor-logs'))).toEqual([...ofLogs, 'logs:ListTagsForResource']);
    expect(called).toEqual(expect.arrayContaining([...ofRedrive, ...ofLogs]));
  });

  it('allow why to look through dead letters and logs, and to change nothing', () => {
    expect(actionsOf(read('why'))).toEqual([
      'logs:FilterLogEvents',
      'sqs:ChangeMessageVisibility',
      'sqs:ReceiveMessage',
    ]);
  });

  it('allow status to look at dead letters, and to change nothing', () => {
    expect(actionsOf(read('status'))).toEqual(['sqs:ChangeMessageVisibility', 'sqs:ReceiveMessage']);
  });

  it('allow replay to read rules and the archive, and to replay', () => {
    const actions = actionsOf(read('replay'));
    expect(ofReplay).toEqual(['events:CancelReplay', 'events:DescribeReplay', 'events:StartReplay']);
    expect(actions).toEqual(expect.arrayContaining([...ofReplay]));
    expect(actions.filter((action) => !called.includes(action))).toEqual([]);
    expect(actions.filter((action) => !reads(action) && !ofReplay.includes(action))).toEqual(ofLease);
  });

  it('allow tail its own queue and rule, and no others’ topics, functions or buses', () => {
    const actions = actionsOf(read('tail'));
    expect(actions).toEqual(expect.arrayContaining(ofTail));
    expect(actions.filter((action) => !called.includes(action))).toEqual([]);
    expect(
      actions.filter(
        (action) =>
          !reads(action) && !/^(sqs|events):.*(Queue|Message|Rule|Targets|TagResource)/.test(action),
      ),
    ).toEqual([]);
  });
});
