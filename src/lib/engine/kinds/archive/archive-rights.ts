import { arnHere, busArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What archives take. They carry no tags; each is looked for whatever the file says. */
export function archiveRights({ config, bus }: RightScope): KindRights {
  const archives = arnHere(config, 'events', `archive/${ruleNamePrefix(config)}*`);
  return {
    read: [
      { actions: ['events:ListArchives'], on: ['*'], why: 'find the archive of the project' },
      ...(config.archive === undefined
        ? []
        : [
            { actions: ['events:DescribeArchive'], on: [archives], why: 'compare the archive with the file' },
          ]),
    ],
    write:
      config.archive === undefined
        ? []
        : [
            {
              actions: ['events:CreateArchive'],
              on: [archives, busArn(config, bus)],
              why: 'keep events of the bus in an archive',
            },
            {
              actions: ['events:UpdateArchive', 'events:DeleteArchive'],
              on: [archives],
              why: 'change and delete its archive',
            },
          ],
  };
}
