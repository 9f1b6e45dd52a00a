import { standingCommand } from '../../../base/hints/gcx-command.js';
import { Limits } from '../../../base/limits.js';
import type { MetricAlarm } from '../../../clients/aws/alarm-model.js';
import { ruleDimensions } from '../../../clients/aws/dimensions.js';
import type { Config, Route } from '../../../language/config/model.js';
import { pipeAlarmName } from '../../../language/names/alarm-names.js';
import { nameOfArn } from '../../../language/names/arn.js';
import type { ChangeGroup } from '../../change/model.js';
import { durationText } from '../../change/value-words.js';
import type { DesiredRule } from '../../compile/model.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import { subscribersOf } from '../../targets/list.js';
import type { PlanInput } from '../door/kind.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { alarmText, environmentOf, lookCommand, routeInWords } from './alarm-text.js';
import { silenceMath } from './silence.js';

/** Seconds over which a metric is looked at. */
const PERIOD_SECONDS = 300;

type Input = PlanInput<QueuesRead>;

/** An alarm of the pipe that the file wants. */
export interface WantedAlarm {
  readonly alarm: MetricAlarm;
  readonly group: ChangeGroup;
  /** What has to be there before, by the id of its change. */
  readonly of: string;
}

/** All alarms of the pipe that the file wants; none where it has no `alarms`. */
export function wantedAlarms(input: Input, topicArn: string): readonly WantedAlarm[] {
  const common = {
    period: PERIOD_SECONDS,
    comparison: 'GreaterThanThreshold',
    actions: [topicArn],
    ok: [topicArn],
  } as const;
  return [
    ...input.rules.flatMap((rule) => ofRule(input, rule, common)),
    ...input.declared.queues.flatMap((queue) => ofQueue(input, queue, common)),
    ...Object.values(input.config.routes).flatMap((route) => ofRoute(input, route, common)),
  ];
}

type Common = Pick<MetricAlarm, 'period' | 'comparison' | 'actions' | 'ok'>;

/** What its deliveries end in. A failure that a dead-letter queue takes is told once, as a dead letter. */
function ofRule(input: Input, rule: DesiredRule, common: Common): readonly WantedAlarm[] {
  const { config } = input;
  const route = config.routes[rule.route];
  if (route === undefined || !rule.enabled || rule.targets.length === 0) return [];
  const made = (
    trouble: string,
    metric: string,
    what: string,
    kept: string,
    command: string,
  ): WantedAlarm => ({
    alarm: {
      ...common,
      name: pipeAlarmName(config, 'rule', rule.name, trouble),
      description: alarmText(config, { what: `${routeInWords(route)}: ${what}`, kept, command }),
      namespace: 'AWS/Events',
      metric,
      dimensions: ruleDimensions(rule.bus, rule.name),
      statistic: 'Sum',
      threshold: 0,
    },
    group: { kind: 'route', name: route.name },
    of: `rule:${rule.name}`,
  });
  const kept = rule.targets.filter(({ deadLetterArn }) => deadLetterArn !== undefined);
  const names = (targets: DesiredRule['targets']) =>
    [...new Set(targets.map(({ target, arn }) => target ?? nameOfArn(arn)))].join(', ');
  const queues = [...new Set(kept.map(({ deadLetterArn = '' }) => nameOfArn(deadLetterArn)))].join(', ');
  const [first] = kept;
  const again = standingCommand(
    'redrive',
    environmentOf(config),
    (first?.target ?? '').replace(/\/.*$/, ''),
    '--dry-run',
  );
  const deadLetters =
    first === undefined
      ? []
      : [
          made(
            'dead-lettered',
            'InvocationsSentToDlq',
            `events reach none of their targets for good (${names(kept)}) and become dead letters.`,
            `They are kept in SQS queue ${queues}, each for ${keptIn(input, first.deadLetterArn)}.`,
            again,
          ),
          made(
            'lost',
            'InvocationsFailedToBeSentToDlq',
            `events reach neither their targets (${names(kept)}) nor their dead-letter queue ${queues}.`,
            'They are lost.',
            lookCommand(config),
          ),
        ];
  const bare = rule.targets.filter(({ deadLetterArn }) => deadLetterArn === undefined);
  if (bare.length === 0) return deadLetters;
  return [
    made(
      'failed',
      'FailedInvocations',
      `events do not reach their targets${kept.length === 0 ? ` (${names(bare)})` : ''}.`,
      `Those for ${names(bare)} are kept nowhere: no dead-letter queue takes them.`,
      lookCommand(config),
    ),
    ...deadLetters,
  ];
}

/** How long a dead-letter queue keeps what comes in: as it is live, else as gcx makes it. */
function keptIn({ live }: Input, arn: string | undefined): string {
  const seconds = live.queues.get(arn ?? '')?.attributes['MessageRetentionPeriod'];
  return durationText(seconds === undefined ? Limits.sqsRetentionSeconds : Number(seconds));
}

function ofQueue(input: Input, queue: DeclaredQueue, common: Common): readonly WantedAlarm[] {
  const { config } = input;
  // A processor's own alarms watch its queues; those of other accounts have their metrics there.
  if (queue.processor !== undefined || queue.account !== config.aws.account) return [];
  const base = { namespace: 'AWS/SQS', dimensions: { QueueName: queue.name }, statistic: 'Maximum' } as const;
  const group = { kind: 'target', name: queue.target } as const;
  const of = `sqs-queue:${queue.arn}`;
  if (queue.deadLetter) {
    const targets = Object.values(config.targets).filter(({ deadLetter }) => deadLetter === queue.target);
    const [first] = targets;
    const alarm: MetricAlarm = {
      ...common,
      ...base,
      name: pipeAlarmName(config, 'queue', queue.name, 'dead-letters'),
      description: alarmText(config, {
        what: `SQS queue ${queue.name} holds events that could not be delivered (to ${targets.map(({ name }) => name).join(', ')}).`,
        kept: `Each is kept for ${keptIn(input, queue.arn)} from when it came; then SQS deletes it.`,
        command: standingCommand('redrive', environmentOf(config), first?.name ?? '', '--dry-run'),
      }),
      metric: 'ApproximateNumberOfMessagesVisible',
      threshold: 0,
    };
    return first === undefined ? [] : [{ alarm, group, of }];
  }
  if (!fedTargets(config).has(queue.target)) return [];
  const oldest = config.alarms?.oldestSeconds ?? 0;
  const alarm: MetricAlarm = {
    ...common,
    ...base,
    name: pipeAlarmName(config, 'queue', queue.name, 'oldest-message'),
    description: alarmText(config, {
      what: `A message has waited longer than ${durationText(oldest)} in SQS queue ${queue.name} (target ${queue.target}): whoever takes messages there is slow, or stands still. Messages of other senders count, too.`,
      kept: 'Messages wait until they are taken, or the queue’s retention is over.',
      command: lookCommand(config),
    }),
    metric: 'ApproximateAgeOfOldestMessage',
    threshold: oldest,
  };
  return [{ alarm, group, of }];
}

/** Targets that events come to, by a route or through an SNS topic of one: not those who only hear alarms. */
function fedTargets({ routes, targets }: Config): ReadonlySet<string> {
  const named = Object.values(routes).flatMap((route) => route.targets);
  const heard = named.flatMap((name) => {
    const target = targets[name];
    return target === undefined ? [] : subscribersOf(target);
  });
  return new Set([...named, ...heard]);
}

/** Whether a route sees the events that the file expects of it. */
function ofRoute(input: Input, route: Route, common: Common): readonly WantedAlarm[] {
  const { config } = input;
  const { expect } = route;
  const rules = input.rules.filter((rule) => rule.route === route.name && rule.enabled);
  if (expect === undefined) return [];
  const math = silenceMath(input.bus, rules.map(({ name }) => name).sort(), expect);
  if (math === undefined) return [];
  const hours = expect.hours === undefined ? '' : ` (${expect.hours.text})`;
  const alarm: MetricAlarm = {
    ...common,
    name: pipeAlarmName(config, 'route', route.name, 'silent'),
    description: alarmText(config, {
      what: `${routeInWords(route)} is silent: fewer than ${expect.atLeast} of its events came within ${durationText(expect.withinSeconds)}${hours}. Either nothing happens in Genesys Cloud, or it does not send.${expect.hours === undefined ? '' : ' Outside of these hours the alarm is OK, whatever comes.'}`,
      kept: 'What Genesys Cloud does not send is kept nowhere.',
      command: lookCommand(config),
    }),
    period: expect.withinSeconds,
    comparison: 'LessThanThreshold',
    threshold: expect.atLeast,
    math,
  };
  return [{ alarm, group: { kind: 'route', name: route.name }, of: `rule:${rules[0]?.name ?? ''}` }];
}
