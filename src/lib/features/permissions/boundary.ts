import { canonicalJson, type JsonObject } from '../../base/json.js';
import type { RightScope } from '../../engine/kinds/index.js';
import { PERMISSION_SID, rolePolicy } from '../../engine/kinds/role/role-policy.js';
import { senderPolicy } from '../../engine/kinds/role/sender-role-policy.js';
import { nameOfPolicyArn } from './policy-arn.js';
import type { NamedPolicy, PolicyStatement } from './policy-documents.js';

/** What the permissions boundary is called where the file names none. */
const USUAL_NAME = 'genesys-gcx-boundary';

/**
 * The permissions boundary of the roles that gcx makes for processors and targets: what a role of them may hold at most, by
 * whoever writes it. All that gcx gives them is within it, for processors and HTTPS endpoints that are added later as well,
 * as their things are named after the project. Undefined where gcx makes no role.
 */
export function boundaryOf(scope: RightScope): NamedPolicy | undefined {
  if (!makesRoles(scope)) return undefined;
  const { config, declared } = scope;
  const bySid = new Map<string, { sid: string; actions: Set<string>; resources: Set<string> }>();
  let ofFile = 0;
  const add = ({ Sid, Action, Resource }: Pick<PolicyStatement, 'Sid' | 'Action' | 'Resource'>) => {
    // Of the file's own, each stays as it is: two of them joined would allow more than both.
    const isOfFile = Sid.startsWith(PERMISSION_SID);
    const key = isOfFile ? canonicalJson([PERMISSION_SID, Action, Resource]) : Sid;
    const sid = isOfFile ? `${PERMISSION_SID}${bySid.has(key) ? ofFile : ++ofFile}` : Sid;
    const known = bySid.get(key) ?? { sid, actions: new Set(), resources: new Set() };
    for (const action of [Action].flat()) known.actions.add(action);
    for (const resource of [Resource].flat())
      known.resources.add(isOfFile ? resource : widened(resource, config.project));
    bySid.set(key, known);
  };
  for (const processor of declared.processors)
    if (processor.target.executionRole === undefined)
      for (const statement of statementsIn(rolePolicy(config, processor))) add(statement);
  // Each kind of target has statements of its own: what it may do is on its things alone.
  for (const role of declared.senderRoles)
    for (const { Sid, ...statement } of statementsIn(senderPolicy(role)))
      add({ ...statement, Sid: `${Sid}${role.actions.map(actionName).join('')}` });
  return {
    name: nameOfPolicyArn(config.aws.permissionsBoundary) ?? USUAL_NAME,
    description: 'What the roles that gcx makes may hold at most',
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

/** Whether gcx makes a role for what a file says: for a processor, or for a target. */
export function makesRoles({ declared }: Pick<RightScope, 'declared'>): boolean {
  return (
    declared.senderRoles.length > 0 ||
    declared.processors.some(({ target }) => target.executionRole === undefined)
  );
}

/** `PutRecord`; with its service before it, as several services have one. */
function actionName(action: string): string {
  const [service = '', name = ''] = action.split(':');
  return `${service.charAt(0).toUpperCase()}${service.slice(1)}${name}`;
}

/** As {@link rolePolicy} and {@link senderPolicy} make them. */
function statementsIn({ Statement }: JsonObject): readonly PolicyStatement[] {
  return Statement as unknown as readonly PolicyStatement[];
}

/** A name that gcx makes of the project stands for all of them. */
function widened(arn: string, project: string): string {
  const at = [`:${project}-`, `/${project}-`].map((start) => arn.indexOf(start)).find((index) => index >= 0);
  return at === undefined ? arn : `${arn.slice(0, at + 1)}${project}-*`;
}
