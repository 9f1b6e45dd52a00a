import { eventSourceMappingArn, functionArn } from '../../../language/names/arn.js';
import { type KindRights, onOurs, projectNames, type RightScope, withOurTag } from '../door/right.js';

/** What event source mappings take: AWS tells them apart by the function that they feed. */
export function eventSourceMappingRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  if (declared.processors.length === 0) return { read: [], write: [] };
  const functions = projectNames(
    scope,
    declared.processors.map(({ names }) => names.function),
  ).map((name) => functionArn(config, name));
  const mappings = eventSourceMappingArn(config, '*');
  return {
    read: [
      { actions: ['lambda:ListEventSourceMappings'], on: ['*'], why: 'see what feeds its processors' },
      {
        actions: ['lambda:ListTags'],
        on: [mappings],
        why: 'read the tags of what feeds its processors',
      },
    ],
    write: [
      {
        actions: ['lambda:GetEventSourceMapping'],
        on: [mappings],
        why: 'wait until what feeds its processors is as it should be',
      },
      {
        actions: [
          'lambda:CreateEventSourceMapping',
          'lambda:UpdateEventSourceMapping',
          'lambda:DeleteEventSourceMapping',
        ],
        on: ['*'],
        when: { ArnLike: { 'lambda:FunctionArn': functions } },
        why: 'feed its processors from their SQS queues',
      },
      {
        actions: ['lambda:TagResource'],
        on: [mappings],
        when: withOurTag(scope),
        why: 'put the mark of the project on what feeds its processors',
      },
      {
        actions: ['lambda:TagResource', 'lambda:UntagResource'],
        on: [mappings],
        when: onOurs(scope),
        why: 'change the marks on what feeds its processors',
      },
    ],
  };
}
