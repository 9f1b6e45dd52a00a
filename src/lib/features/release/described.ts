import { isJsonObject } from '../../base/json.js';
import { markOf, statementId } from '../../engine/kinds/index.js';
import { nameOfArn } from '../../language/names/arn.js';
import { busLogNames } from '../../language/names/bus-log-names.js';
import type { Describe } from './describe.js';
import {
  describeApiDestination,
  describeArchive,
  describeBus,
  describeConnection,
  describeRule,
} from './describe-events.js';
import { describeQueue, describeTopic } from './describe-messaging.js';
import {
  describeFunction,
  describeLogGroup,
  describeMapping,
  describeRole,
  describeTable,
} from './describe-processor.js';
import {
  describeAlarm,
  describeDelivery,
  describeDeliveryDestination,
  describeDeliverySource,
} from './describe-watch.js';
import type { Described, Release } from './model.js';

/** How the things of each kind are described that carries a mark on AWS. A test compares it with the list of kinds. */
export const DESCRIBED_KINDS: Readonly<Record<string, Describe>> = {
  bus: describeBus,
  archive: describeArchive,
  'sqs-queue': describeQueue,
  table: describeTable,
  connection: describeConnection,
  'api-destination': describeApiDestination,
  role: describeRole,
  'log-group': describeLogGroup,
  'delivery-source': describeDeliverySource,
  'delivery-destination': describeDeliveryDestination,
  'log-delivery': describeDelivery,
  function: describeFunction,
  'event-source-mapping': describeMapping,
  'sns-topic': describeTopic,
  alarm: describeAlarm,
  rule: describeRule,
};

/** All that is released on AWS, as it is now without the marks; in the order of the plan. Pure. */
export function describedResources({ owned, config, live }: Release): readonly Described[] {
  return [
    ...owned.flatMap(({ kind, thing }) => DESCRIBED_KINDS[kind]?.({ config, live, thing }) ?? []),
    ...permissions({ owned, config, live }),
    ...logPolicy({ owned, config, live }),
  ];
}

/** The project's resource policy of CloudWatch Logs, where nothing that stays writes to a log group by it. */
function logPolicy({
  owned,
  config,
  live,
}: Pick<Release, 'owned' | 'config' | 'live'>): readonly Described[] {
  const { policy } = busLogNames(config);
  const found = (live.busLog?.policies ?? live.logPolicies ?? []).find(({ name }) => name === policy);
  const released = new Set(owned.flatMap(({ thing }) => thing.arn ?? []));
  const writers = [
    ...live.rules.filter(({ targets }) => targets.some(({ arn }) => arn.includes(':log-group:'))),
    ...(live.busLog?.destination === undefined ? [] : [live.busLog.destination]),
  ];
  const [writer] = owned.filter(({ thing }) => writers.some(({ arn }) => arn === thing.arn));
  if (found === undefined || writer === undefined || writers.some(({ arn }) => !released.has(arn))) return [];
  return [
    {
      of: writer.thing.id,
      type: 'AWS::Logs::ResourcePolicy',
      name: found.name,
      identifier: { PolicyName: found.name },
      properties: { PolicyName: found.name, PolicyDocument: found.document },
    },
  ];
}

/** The statements of the project in the policies of people's functions, where rules are released that send there. */
function permissions({
  owned,
  config,
  live,
}: Pick<Release, 'owned' | 'config' | 'live'>): readonly Described[] {
  const arns = new Set(owned.flatMap(({ thing }) => thing.arn ?? []));
  const rules = live.rules.filter(({ arn }) => arns.has(arn));
  const sid = statementId(markOf(config));
  return [...live.functions].flatMap(([arn, { policy }]): readonly Described[] => {
    const rule = rules.find(({ targets }) => targets.some((target) => target.arn === arn));
    const statements = policy?.['Statement'];
    const statement = (Array.isArray(statements) ? statements : []).find(
      (each) => isJsonObject(each) && each['Sid'] === sid,
    );
    const stays = live.rules.some(
      (each) => !arns.has(each.arn) && each.targets.some((target) => target.arn === arn),
    );
    if (rule === undefined || stays || !isJsonObject(statement)) return [];
    const source = /"(arn:[^"]+)"/.exec(JSON.stringify(statement['Condition'] ?? {}))?.[1];
    return [
      {
        of: `rule:${rule.name}`,
        type: 'AWS::Lambda::Permission',
        name: `${nameOfArn(arn)} ${sid}`,
        identifier: { FunctionName: arn, Id: sid },
        properties: {
          FunctionName: arn,
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          ...(source === undefined ? {} : { SourceArn: source }),
        },
      },
    ];
  });
}
