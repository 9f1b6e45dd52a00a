import { canonicalJson, type JsonObject } from '../../base/json.js';
import type { RightScope } from '../../engine/kinds/index.js';
import { PERMISSION_SID, rolePolicy } from '../../engine/kinds/role/role-policy.js';
import { nameOfPolicyArn } from './policy-arn.js';
import type { NamedPolicy, PolicyStatement } from './policy-documents.js';

/** What the permissions boundary is called where the file names none. */
const USUAL_NAME = 'genesys-gcx-boundary';

/**
 * The permissions boundary of the roles that gcx makes for processors: what a role of them may hold at most, by whoever
 * writes it. All that gcx gives them is within it, for processors that are added later as well, as their things are named
 * after the project. Undefined where gcx makes no role.
 */
export function boundaryOf({ config, declared }: RightScope): NamedPolicy | undefined {
  const processors = declared.processors.filter(({ target }) => target.executionRole === undefined);
  if (processors.length === 0) return undefined;
  const bySid = new Map<string, { sid: string; actions: Set<string>; resources: Set<string> }>();
  let ofFile = 0;
  for (const processor of processors)
    for (const { Sid, Action, Resource } of statementsIn(rolePolicy(config, processor))) {
      // Of the file's own, each stays as it is: two of them joined would allow more than both.
      const isOfFile = Sid.startsWith(PERMISSION_SID);
      const key = isOfFile ? canonicalJson([PERMISSION_SID, Action, Resource]) : Sid;
      const sid = isOfFile ? `${PERMISSION_SID}${bySid.has(key) ? ofFile : ++ofFile}` : Sid;
      const known = bySid.get(key) ?? { sid, actions: new Set(), resources: new Set() };
      for (const action of [Action].flat()) known.actions.add(action);
      for (const resource of [Resource].flat())
        known.resources.add(isOfFile ? resource : widened(resource, config.project));
      bySid.set(key, known);
    }
  return {
    name: nameOfPolicyArn(config.aws.permissionsBoundary) ?? USUAL_NAME,
    description: 'What the roles of gcx processors may hold at most',
    document: {
      Version: '2012-10-17',
      Statement: [...bySid.values()].map(({ sid, actions, resources }) => ({
        Sid: sid,
        Effect: 'Allow',
        Action: [...actions].sort(),
        Resource: [...resources].sort(),
      })),
    },
  };
}

/** As {@link rolePolicy} makes them. */
function statementsIn({ Statement }: JsonObject): readonly PolicyStatement[] {
  return Statement as unknown as readonly PolicyStatement[];
}

/** A name that gcx makes of the project stands for all of them. */
function widened(arn: string, project: string): string {
  const at = [`:${project}-`, `/${project}-`].map((start) => arn.indexOf(start)).find((index) => index >= 0);
  return at === undefined ? arn : `${arn.slice(0, at + 1)}${project}-*`;
}
