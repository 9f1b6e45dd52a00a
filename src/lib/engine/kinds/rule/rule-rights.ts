import { ruleArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { type KindRights, onOurs, type RightScope, withOurTag } from '../door/right.js';

/** What rules take, and handing their targets the roles that the file names. */
export function ruleRights(scope: RightScope): KindRights {
  const { config, bus } = scope;
  const all = ruleArn(config, 'default', '*');
  const roles = [...new Set(Object.values(config.targets).flatMap(({ role }) => role ?? []))];
  return {
    read: [
      { actions: ['events:ListRules'], on: ['*'], why: 'find the rules of the event bus' },
      {
        actions: ['events:ListTagsForResource', 'events:ListTargetsByRule'],
        on: [all],
        why: 'compare rules and their targets with the file',
      },
    ],
    write: [
      {
        actions: ['events:PutRule', 'events:TagResource'],
        on: [ruleArn(config, bus, `${ruleNamePrefix(config)}*`)],
        when: withOurTag(scope),
        why: 'make rules for the routes',
      },
      {
        actions: [
          'events:PutRule',
          'events:PutTargets',
          'events:RemoveTargets',
          'events:DeleteRule',
          'events:TagResource',
          'events:UntagResource',
        ],
        on: [all],
        when: onOurs(scope),
        why: 'change and delete its rules, and say where they send',
      },
      ...(roles.length === 0
        ? []
        : [
            {
              actions: ['iam:PassRole'],
              on: roles,
              when: { StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } },
              why: 'have EventBridge send with the roles that targets name',
            },
          ]),
    ],
  };
}
