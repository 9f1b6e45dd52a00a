import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { busOf } from '../../../src/lib/engine/plan/index.js';
import { arnOf } from '../../../src/lib/engine/targets/list.js';
import { readLog } from '../../../src/lib/features/processors/logs/index.js';
import { requireProcessor } from '../../../src/lib/features/processors/require-processor.js';
import { parseRate, requireTarget, runRedrive } from '../../../src/lib/features/redrive/index.js';
import { cancelReplay, runReplay } from '../../../src/lib/features/replay/index.js';
import { designApparatus, makeApparatus, newTailId } from '../../../src/lib/features/tail/apparatus.js';
import { runTail } from '../../../src/lib/features/tail/index.js';
import { topicArn } from '../../../src/lib/language/names/arn.js';
import { byHand } from '../../harness/by-hand.js';
import { TRIAL_ALLOWS } from '../../harness/trial.js';
import type { Course } from './courses.js';
import { requireNone, undone } from './expectations.js';
import type { Step } from './rights.js';
import type { Moment, Stage, StageGcx } from './stage.js';

/** Targets of the file with everything that have a dead-letter queue, and the topics of the one that has several. */
const SENT_BACK = ['board', 'ops', 'each', 'inbox', 'sooner', 'theirs', 'told', 'sync', 'worker', 'inorder'];
/** Processors, the second with a FIFO queue: one event of each could not be handled. */
const PROCESSORS = ['worker', 'inorder'];
const TOPICS_OF_EACH = ['shop-conversation-user-end', 'shop-conversation-acd-start'];

/** The commands whose rights `gcx permissions --for` tells, on the file with everything, once it is there. */
export function commandStepsOf(course: Course): readonly Step[] {
  const { project, after, files } = course;
  const common = { role: 'read', project, at: after, course } as const;
  if (!files.first.file.includes('worker:')) throw new Error('This is about the file with everything.');
  return [
    { ...common, name: 'adopt', commands: ['adopt'], at: unmarked(after), run: adopt },
    { ...common, name: 'release', commands: ['release'], run: release },
    { ...common, name: 'redrive', commands: ['redrive'], before: lettersByHand, run: redrive },
    { ...common, name: 'replay', commands: ['replay'], run: replay },
    { ...common, name: 'tail', commands: ['tail'], before: tailLeftBehind, run: tail },
    {
      ...common,
      name: 'processor dev',
      commands: ['processor dev'],
      before: tailLeftBehind,
      run: tailOfWorker,
    },
    { ...common, name: 'processor logs', commands: ['processor logs'], run: logs },
  ];
}

/** As if people had made all of it, but for the event bus, which adopt does not mark. */
function unmarked(moment: Moment): Moment {
  const state: unknown = JSON.parse(moment.state, (key, value) => {
    if (key.startsWith('genesys-gcx:')) return undefined;
    return typeof value === 'string' && key === 'description'
      ? value.replace(/ \[genesys-gcx:[^\]]*\]/, '')
      : value;
  });
  return { ...moment, state: JSON.stringify(state) };
}

async function adopt(gcx: StageGcx): Promise<unknown> {
  const carried = await gcx.run('adopt', TRIAL_ALLOWS, async () => true);
  if (carried.outcome !== 'carried-out') throw new Error(`Nothing was carried out: ${carried.outcome}`);
  requireNone('undone', undone(carried.report));
  return carried;
}

/** Takes all marks away. */
async function release(gcx: StageGcx): Promise<unknown> {
  const carried = await gcx.run('release', TRIAL_ALLOWS, async () => true);
  if (carried.outcome !== 'carried-out') throw new Error(`Nothing was carried out: ${carried.outcome}`);
  requireNone('undone', undone(carried.report));
  return carried;
}

/** EventBridge could not deliver an event to each of these targets, and its processors could not handle one. */
async function lettersByHand(gcx: StageGcx): Promise<void> {
  const { sqs } = byHand({ aws: gcx.place });
  const { config } = await gcx.load();
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const put = async (QueueName: string, attributes: Readonly<Record<string, string>>) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, text(value)]),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: EVENT, MessageAttributes }));
  };
  const arns = SENT_BACK.map((name) => arnOf(requireTarget(config, name), config));
  const topics = TOPICS_OF_EACH.map((name) => topicArn(config, name));
  for (const arn of [...arns.filter((each) => !each.includes('{')), ...topics])
    await put('shop-dead', {
      ERROR_CODE: 'NO_PERMISSIONS',
      RULE_ARN: 'arn:aws:events:eu-west-1:111122223333:rule/shop-ended-1',
      TARGET_ARN: arn,
    });
  for (const name of PROCESSORS)
    await put(`shop-${name}-dead-letters`, { 'gcx-processor': name, 'gcx-reason': 'handler-failed' });
}

const EVENT = JSON.stringify({
  version: '0',
  id: '5f0c9d2e-0000-4000-8000-000000000001',
  'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
  source: 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod',
  account: '111122223333',
  time: '2026-03-01T09:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { topicName: 'v2.detail.events.conversation.1.acd.end', version: '2', eventBody: {} },
});

async function redrive(gcx: StageGcx): Promise<unknown> {
  const lease = await gcx.hold('redrive');
  try {
    return await sendAllBack(gcx);
  } finally {
    await lease?.release();
  }
}

async function sendAllBack(gcx: StageGcx): Promise<unknown> {
  const { config } = await gcx.load();
  const rate = parseRate('1000/s');
  if (rate === undefined) throw new Error('This is a rate.');
  const warnings: string[] = [];
  const ends: unknown[] = [];
  for (const name of SENT_BACK) {
    const { end } = await runRedrive({
      config,
      aws: gcx.aws,
      target: requireTarget(config, name),
      rate,
      showPersonalData: false,
      approve: async () => true,
      signal: new AbortController().signal,
      observer: { warning: (text) => void warnings.push(text), found: () => {}, sent: () => {} },
    });
    ends.push(end);
    if (end.kind !== 'sent' || end.result.failures.length > 0)
      throw new Error(`A dead letter of ${name} was not sent back: ${JSON.stringify(end)}`);
  }
  return [ends, warnings];
}

async function replay(gcx: StageGcx, stage: Stage): Promise<unknown> {
  const lease = await gcx.hold('replay');
  try {
    const { config } = await gcx.load();
    const now = stage.clock.now();
    const { end } = await runReplay({
      config,
      aws: gcx.aws,
      from: now - 600_000,
      to: now - 60_000,
      now,
      routes: [],
      approve: async () => true,
      observer: { planned: () => {}, following: () => {}, looked: () => {} },
    });
    if (end.kind !== 'started') throw new Error(`It was not started: ${end.kind}`);
    return await cancelReplay(gcx.aws, config, end.name);
  } finally {
    await lease?.release();
  }
}

/** A tail that was killed long ago left its rule and SQS queue. */
async function tailLeftBehind(gcx: StageGcx): Promise<void> {
  const { config } = await gcx.load();
  const ends = new Date(0);
  const patterns = [{ source: ['nobody'] }];
  await makeApparatus(
    gcx.aws,
    designApparatus({ config, bus: busOf(config), patterns, id: newTailId(), ends }),
  );
}

function tail(gcx: StageGcx, stage: Stage): Promise<unknown> {
  return tailOf(gcx, stage, { queues: [], eventTypes: [] });
}

/** What processor dev receives events with. */
function tailOfWorker(gcx: StageGcx, stage: Stage): Promise<unknown> {
  return tailOf(gcx, stage, { target: 'worker', queues: [], eventTypes: [] });
}

async function tailOf(
  gcx: StageGcx,
  stage: Stage,
  request: Parameters<typeof runTail>[0]['request'],
): Promise<unknown> {
  const bridge = await stage.gcx();
  const warnings: string[] = [];
  const sends: Promise<readonly PromiseSettledResult<void>[]>[] = [];
  let queue = '';
  const send = () => {
    if (sends.length < EVENTS_OF_TAIL)
      sends.push(Promise.allSettled([sentTo(queue, bridge, sends.length + 1)]));
  };
  const tailing = runTail({
    loaded: await gcx.load(),
    genesys: gcx.genesys,
    aws: gcx.aws,
    records: { begin: () => {}, end: () => {}, abandoned: () => new Set() },
    request,
    // By this machine's clock, however busy it is: the events end it.
    seconds: 3_600,
    count: EVENTS_OF_TAIL,
    showPersonalData: false,
    signal: new AbortController().signal,
    observer: {
      swept: () => {},
      warning: (text) => void warnings.push(text),
      started: ({ apparatus }) => {
        queue = apparatus.queueName;
        send();
      },
      event: send,
      ending: () => {},
      left: (left) => {
        throw new Error(`left behind: ${JSON.stringify(left)}`);
      },
    },
  });
  try {
    return [await tailing, warnings];
  } finally {
    // What is on its way when the tail fails ends before the stage is closed.
    await Promise.all(sends);
  }
}

/** One that it deletes before it looks again, and one that ends it. */
const EVENTS_OF_TAIL = 2;

/** As EventBridge does for the rule of a tail. */
async function sentTo(name: string, { place }: StageGcx, number: number): Promise<void> {
  const { sqs } = byHand({ aws: place });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: EVENT.replace('000001', `00000${number}`) }),
  );
}

async function logs(gcx: StageGcx): Promise<unknown> {
  const { config } = await gcx.load();
  const warnings: string[] = [];
  const read = await readLog({
    aws: gcx.aws,
    config,
    processor: requireProcessor(config, 'worker'),
    since: 0,
    told: 'all',
    showPersonalData: false,
    observer: { warning: (text) => void warnings.push(text), waiting: () => {}, line: () => {} },
  });
  return [read, warnings];
}
