import type { Right, RightScope } from '../../engine/kinds/index.js';
import { arnOf } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import { logGroupArn, parseArn } from '../../language/names/arn.js';
import { type NamedReceiver, namedReceiver } from './named-receiver.js';

/** What `gcx doctor` reads beside what a plan reads: each is named where it may not be read, and the rest is looked at. */
export function doctorRights({ config, declared }: RightScope): readonly Right[] {
  const functions = distinct(
    declared.functions.map(({ arn }) => arn),
    config,
  );
  const roles = distinct(
    [
      ...Object.values(config.targets).flatMap(({ role }) => role ?? []),
      ...declared.processors.flatMap(({ target }) => target.executionRole ?? []),
    ],
    config,
  );
  const targets = Object.values(config.targets).map((target) => arnOf(target, config));
  const planned = new Set(declared.logGroups.map(({ arn }) => arn));
  const groups = distinct(
    targets.filter((arn) => parseArn(arn)?.resource.startsWith('log-group:') === true && !planned.has(arn)),
    config,
  ).map((arn) => arn.replace(/:\*$/, ''));
  const buses = distinct(
    targets.filter((arn) => parseArn(arn)?.resource.startsWith('event-bus/') === true),
    config,
  );
  return [
    ...rightOn(functions, {
      actions: ['lambda:GetFunctionConfiguration', 'lambda:GetFunctionConcurrency', 'lambda:ListTags'],
      why: 'see whether the functions that targets name can run',
      without: 'gcx doctor does not see a function that is stopped or broken.',
    }),
    ...rightOn(roles, {
      actions: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
      why: 'see whether the roles that the file names let EventBridge send',
      without: 'gcx doctor does not see a role that is missing or allows too little.',
    }),
    ...rightOn(buses, {
      actions: ['events:DescribeEventBus', 'events:ListTagsForResource'],
      why: 'see whether the event buses that targets name are there',
      without: 'gcx doctor does not see an event bus that is missing.',
    }),
    ...receiverRights(targets, config),
    ...(groups.length === 0
      ? []
      : [
          {
            actions: ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'],
            on: ['*'],
            why: 'see whether the log groups that targets name are there and let EventBridge write',
            without: 'gcx doctor does not see a log group that is missing or keeps EventBridge out.',
          },
          {
            actions: ['logs:ListTagsForResource'],
            on: groups.flatMap((arn) => [
              arn,
              logGroupArn(config, `${parseArn(arn)?.resource.slice('log-group:'.length)}:*`),
            ]),
            why: 'read the log groups that targets name',
            without: 'gcx doctor does not see a log group that is missing or keeps EventBridge out.',
          },
        ]),
  ];
}

/** One right for each kind of what is named. */
function receiverRights(targets: readonly string[], config: Config): readonly Right[] {
  const kinds = new Map<string, NamedReceiver[]>();
  for (const arn of distinct(targets, config)) {
    const parts = parseArn(arn);
    const receiver = parts === undefined ? undefined : namedReceiver(arn, parts);
    if (receiver !== undefined) kinds.set(receiver.action, [...(kinds.get(receiver.action) ?? []), receiver]);
  }
  return [...kinds].flatMap(([action, receivers]) => {
    const things = receivers[0]?.things ?? '';
    return rightOn([...new Set(receivers.map(({ arn }) => arn))], {
      actions: [action],
      why: `see whether the ${things} that targets name are there`,
      without: `gcx doctor does not see that one of the ${things} is missing.`,
    });
  });
}

function rightOn(on: readonly string[], right: Omit<Right, 'on'>): readonly Right[] {
  return on.length === 0 ? [] : [{ ...right, on }];
}

/** Each once, of the file's own account. */
function distinct(arns: readonly string[], config: Config): readonly string[] {
  return [...new Set(arns)].filter((arn) => parseArn(arn)?.account === config.aws.account);
}
