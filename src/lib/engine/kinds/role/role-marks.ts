import type { IamRole } from '../../../clients/aws/iam-model.js';
import type { KindMarks, MarkedThing } from '../door/marks.js';
import type { Mark } from '../ownership/mark.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { RoleStep } from './role-steps.js';
import type { RolesRead } from './roles-reading.js';
import type { SenderRolesRead } from './sender-roles-reading.js';

/** The mark of a role stands in its tags: of those of processors, and of those that EventBridge sends with. */
export const roleMarks: KindMarks<RolesRead & SenderRolesRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [
      ...[...live.roles].map(([key, role]) => ({ key, role, part: { ofProcessor: true } as const })),
      ...[...live.senderRoles].map(([key, role]) => ({ key, role, part: {} })),
    ].flatMap(({ key, role, part }) =>
      role === undefined ? [] : [{ ...markedRole(mark, key, role), ...part }],
    ),
};

function markedRole(mark: Mark, key: string, { name, arn, tags }: IamRole): MarkedThing {
  const tag = (set: typeof tags, remove: readonly string[]): RoleStep => ({
    call: 'iam.tag',
    role: name,
    tags: set,
    remove,
  });
  return markedByTags(mark, { kind: 'role', name, key, arn, tags, tag });
}
