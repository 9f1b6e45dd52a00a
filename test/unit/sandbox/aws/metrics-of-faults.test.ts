import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { DeleteQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { afterThisTest } from '../../../clean-up.js';
import { type AwsServer, startAws } from './aws-server.js';
import { functionArn, policy, queue, queueArn, SOURCE } from './delivery-pipe.js';

const START = 1_800_000_000_000;
const EVENTS = 2_000;
/** Everything below is drawn with it. */
const SEED = 13;

/** Mulberry32: the same draws each time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const ARN_OF_RULE = (name: string) => `arn:aws:events:eu-west-1:111122223333:rule/${SOURCE}/${name}`;

/** What arrived at a queue, those that it took with it when it was deleted included. */
class Receiver {
  #before = 0;
  constructor(
    private readonly aws: AwsServer,
    readonly name: string,
    private readonly rule: string,
  ) {}

  get received(): number {
    return this.#before + (this.aws.cloud.inspect().messages[queueArn(this.name)] ?? 0);
  }

  async open(): Promise<void> {
    await queue(this.aws, this.name, { service: 'events.amazonaws.com', source: ARN_OF_RULE(this.rule) });
  }

  async shut(): Promise<void> {
    const QueueUrl = await queue(this.aws, this.name);
    await this.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  }

  async remove(): Promise<void> {
    const QueueUrl = await queue(this.aws, this.name);
    this.#before = this.received;
    await this.aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  }
}

it(`says of ${EVENTS} events with faults what their receivers counted`, async () => {
  const draw = draws(SEED);
  let now = START;
  const letIn = (name: string) =>
    JSON.parse(
      policy('events.amazonaws.com', 'lambda:InvokeFunction', functionArn(name), ARN_OF_RULE('night')),
    ).Statement;
  const aws = await startAws({
    now: () => now,
    seed: {
      sources: [{ name: SOURCE }],
      functions: [{ name: 'crm', behaviour: { kind: 'throttles', times: 700 }, statements: letIn('crm') }],
    },
  });
  afterThisTest(() => aws.close());
  const rules = { day: ['day-1', 'day-2'], night: ['night-1'] } as const;
  const receivers = Object.entries(rules).flatMap(([rule, names]) =>
    names.map((name) => new Receiver(aws, name, rule)),
  );
  const dead = Object.keys(rules).map((rule) => new Receiver(aws, `${rule}-dead`, rule));
  for (const each of [...receivers, ...dead]) await each.open();
  await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
  for (const [rule, names] of Object.entries(rules)) {
    const EventPattern = JSON.stringify({ detail: { shift: [rule, 'both'] } });
    await aws.events.send(new PutRuleCommand({ EventBusName: SOURCE, Name: rule, EventPattern }));
    const DeadLetterConfig = { Arn: queueArn(`${rule}-dead`) };
    const Targets: Target[] = names.map((name) => ({ Id: name, Arn: queueArn(name), DeadLetterConfig }));
    if (rule === 'night')
      Targets.push({
        Id: 'crm',
        Arn: functionArn('crm'),
        DeadLetterConfig,
        RetryPolicy: { MaximumRetryAttempts: 3 },
      });
    await aws.events.send(new PutTargetsCommand({ EventBusName: SOURCE, Rule: rule, Targets }));
  }

  const matched = { day: 0, night: 0 };
  let sent = 0;
  let lostLetters = 0;
  for (; sent < EVENTS; sent += 1) {
    if (sent % 50 === 0) {
      await aws.cloud.settle();
      const each = [...receivers, ...dead][draw(receivers.length + dead.length)];
      const change = draw(3);
      await (change === 0 ? each?.shut() : change === 1 ? each?.remove() : each?.open());
      // A queue of that name is there again for what its rule still sends.
    }
    now += draw(20_000);
    const shift = (['day', 'night', 'both', 'neither'] as const)[draw(4)] ?? 'neither';
    for (const rule of ['day', 'night'] as const) if (shift === rule || shift === 'both') matched[rule] += 1;
    aws.cloud.partner.putEvent(SOURCE, { 'detail-type': 'x', detail: { shift } });
  }
  await aws.cloud.settle();
  now += 60_000;

  const watch = aws.open(CloudWatchClient);
  /** The sum of a metric from the start on, for each of some dimensions. */
  const sums = async (
    Namespace: string,
    names: readonly string[],
    dimensions: Readonly<Record<string, string>>,
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const MetricDataQueries = names.map((MetricName, index) => ({
      Id: `m${index}`,
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Sum' },
    }));
    const { MetricDataResults = [] } = await watch.send(
      new GetMetricDataCommand({ StartTime: new Date(START), EndTime: new Date(now), MetricDataQueries }),
    );
    return Object.fromEntries(
      MetricDataResults.map(({ Values = [] }, index) => [
        names[index],
        Values.reduce((all, one) => all + one, 0),
      ]),
    );
  };
  const events = await sums('AWS/Events', ['Events'], { EventSourceName: SOURCE });
  expect(events).toEqual({ Events: EVENTS });
  const got = (rule: string) =>
    receivers.filter(({ name }) => name.startsWith(rule)).reduce((all, each) => all + each.received, 0) +
    (rule === 'night' ? aws.cloud.invocations('crm').length : 0);
  for (const [index, rule] of (['day', 'night'] as const).entries()) {
    const { MatchedEvents, Invocations, SuccessfulInvocationAttempts, ...rest } = await sums(
      'AWS/Events',
      [
        ...['MatchedEvents', 'Invocations', 'SuccessfulInvocationAttempts', 'FailedInvocations'],
        ...[
          'InvocationsSentToDlq',
          'InvocationsFailedToBeSentToDlq',
          'InvocationAttempts',
          'RetryInvocationAttempts',
        ],
      ],
      { EventBusName: SOURCE, RuleName: rule },
    );
    const handed = matched[rule] * 2;
    const failed = handed - got(rule);
    const letters = dead[index]?.received ?? 0;
    expect({ MatchedEvents, Invocations, SuccessfulInvocationAttempts }, rule).toEqual({
      MatchedEvents: matched[rule],
      Invocations: handed,
      SuccessfulInvocationAttempts: got(rule),
    });
    expect(failed, 'there are faults').toBeGreaterThan(100);
    expect(rest, rule).toMatchObject({
      FailedInvocations: failed,
      InvocationsSentToDlq: letters,
      InvocationsFailedToBeSentToDlq: failed - letters,
    });
    const { InvocationAttempts = 0, RetryInvocationAttempts = 0 } = rest;
    expect(InvocationAttempts - RetryInvocationAttempts, 'first tries').toBe(handed);
    lostLetters += failed - letters;
  }
  expect(lostLetters, 'dead letters were lost, too').toBeGreaterThan(0);
  const { Throttles, Invocations } = await sums('AWS/Lambda', ['Throttles', 'Invocations'], {
    FunctionName: 'crm',
  });
  expect({ Throttles, Invocations }).toEqual({
    Throttles: 700,
    Invocations: aws.cloud.invocations('crm').length,
  });
  for (const { name, received } of [...receivers, ...dead]) {
    const { NumberOfMessagesSent } = await sums('AWS/SQS', ['NumberOfMessagesSent'], { QueueName: name });
    expect(NumberOfMessagesSent, name).toBe(received);
  }
});
