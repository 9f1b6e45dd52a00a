import type { LogGroupTarget } from '../../language/config/model.js';
import { logGroupArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/** A log group of CloudWatch Logs: a resource policy of CloudWatch Logs lets the rules in, as AWS takes no role for it. */
export const logGroupTarget: TargetKind<LogGroupTarget> = {
  kind: 'logGroup',
  arn: ({ groupName }, scope) => logGroupArn(scope, groupName),
  declared: ({ name, provenance, groupName, retentionDays = 0, key }, { config }) => ({
    logGroups: [
      {
        arn: logGroupArn(config, groupName),
        name: groupName,
        target: name,
        create: provenance === 'create',
        retentionDays,
        ...(key === undefined ? {} : { key }),
      },
    ],
  }),
  inWords: ({ groupName }) => ({ what: 'log group', called: groupName }),
  drawing: { shape: 'cylinder', one: 'log group', all: 'log groups' },
  inFile: ({ provenance, groupName, retentionDays, key }) => ({
    logGroup: {
      [provenance]: groupName,
      ...(retentionDays === undefined
        ? {}
        : { retention: retentionDays === 0 ? 'forever' : `${retentionDays}d` }),
      ...(key === undefined ? {} : { key }),
    },
  }),
  choices: [
    {
      word: 'log-group',
      offered: 'New log group of CloudWatch Logs',
      description: 'To look events up, and to count and alarm on them.',
      by: 'name',
      makes: true,
      standard: (project) => `/aws/events/${project}`,
      inFile: (name) => ({ logGroup: { create: name } }),
    },
    {
      word: 'existing-log-group',
      offered: 'Existing log group of CloudWatch Logs',
      description: 'gcx lets the rules write to it.',
      by: 'name',
      makes: false,
      existing: ({ logs }) => logs.groupNames(),
      listedBy: { action: 'logs:DescribeLogGroups', things: 'log groups' },
      inFile: (name) => ({ logGroup: { existing: name } }),
    },
  ],
  // AWS also keeps a target's ARN that ends with `:*`: that one is written as it is.
  isOf: ({ service, resource }) => service === 'logs' && /^log-group:[^:*]+$/.test(resource),
  nameOf: ({ resource }) => resource.replace(/^log-group:/, ''),
  read({ common, parts, logGroup }) {
    const groupName = parts.resource.replace(/^log-group:/, '');
    if (logGroup === undefined) return { ...common, kind: 'logGroup', provenance: 'existing', groupName };
    const { retentionDays = 0, key } = logGroup;
    return {
      ...common,
      kind: 'logGroup',
      provenance: 'create',
      groupName,
      retentionDays,
      ...(key === undefined ? {} : { key }),
    };
  },
  wayBack: () => ({ kind: 'none', why: `gcx writes no dead letters to log groups: ${REPLAY_INSTEAD}` }),
};
