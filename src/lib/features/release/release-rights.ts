import { RESOURCE_KINDS, type Right, type RightScope } from '../../engine/kinds/index.js';

/** The actions that take a mark away. AWS has no call that changes only the description of an archive, a connection or an API destination. */
const UNMARKS = /:(?:Untag[A-Z]\w*|UpdateArchive|UpdateConnection|UpdateApiDestination)$/;

/** What `gcx release` takes beside what reading the pipe takes: it takes away the marks that gcx wrote. */
export function releaseRights(scope: RightScope): readonly Right[] {
  return RESOURCE_KINDS.flatMap((kind) =>
    kind.rights(scope).write.flatMap((right): readonly Right[] => {
      const actions = right.actions.filter((action) => UNMARKS.test(action));
      const why = `take the mark of the project from its ${kind.label}s`;
      return actions.length === 0 ? [] : [{ ...right, actions, why }];
    }),
  );
}
