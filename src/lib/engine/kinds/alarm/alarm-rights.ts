import { alarmArn } from '../../../language/names/arn.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/** What alarms take: AWS tells alarms apart by name. */
export function alarmRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const processors = declared.processors.filter(({ alarmTopicArn }) => alarmTopicArn !== undefined);
  if (config.alarms === undefined && declared.processors.length === 0) return { read: [], write: [] };
  const hasAlarms = config.alarms !== undefined || processors.length > 0;
  const read = [
    {
      actions: ['cloudwatch:DescribeAlarms', ...(hasAlarms ? ['cloudwatch:ListTagsForResource'] : [])],
      on: [alarmArn(config, '*')],
      why: 'compare the alarms with the file',
    },
  ];
  if (!hasAlarms) return { read, write: [] };
  const ofPipe = config.alarms === undefined ? [] : ['cloudwatch:SetAlarmState'];
  return {
    read,
    write: [
      {
        actions: [
          'cloudwatch:PutMetricAlarm',
          ...ofPipe,
          'cloudwatch:DeleteAlarms',
          'cloudwatch:TagResource',
          'cloudwatch:UntagResource',
        ],
        on: projectNames(
          scope,
          processors.map(({ names }) => `${names.function}-*`),
        ).map((name) => alarmArn(config, name)),
        why: 'make, change and delete its alarms',
      },
    ],
  };
}
