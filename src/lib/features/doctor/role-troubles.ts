import { answerOf } from '../../base/answers.js';
import type { JsonObject } from '../../base/json.js';
import type { IamRole } from '../../clients/aws/iam-model.js';
import { glob, meansService, texts } from '../../engine/kinds/policies/lets-in.js';
import { statementsIn } from '../../engine/kinds/policies/policy.js';
import { sendAction } from '../../engine/targets/send-action.js';

/** What keeps a role from being used for what a file names it for. */
export type RoleTrouble =
  /** The service may not take it. */
  | { readonly kind: 'untrusting' }
  /** No inline policy allows what it is for, and none is attached. */
  | { readonly kind: 'cannot'; readonly action: string; readonly resource: string }
  /** A statement denies, and may mean it. */
  | { readonly kind: 'denied'; readonly action: string };

/**
 * Pure: reads in a role's trust and its inline policies whether a service may take it and do what it is for. Policies that
 * are attached to it are not read: with one, it is taken that they allow.
 * @param service that takes it, such as `events.amazonaws.com`
 * @param to ARN of what is sent to; absent: only whom it trusts is looked at
 */
export function roleTroubles(role: IamRole, service: string, to: string | undefined): readonly RoleTrouble[] {
  const trusted = role.trust === undefined || trusts(role.trust, service);
  return [...(trusted ? [] : [{ kind: 'untrusting' } as const]), ...rightsTroubles(role, to)];
}

function rightsTroubles(role: IamRole, to: string | undefined): readonly RoleTrouble[] {
  const action = to === undefined ? undefined : sendAction(to);
  if (to === undefined || action === undefined) return [];
  const statements = Object.values(role.policies).flatMap(statementsIn);
  const fitting = statements.filter((each) => speaksOf(each, action, to));
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return [{ kind: 'denied', action }];
  if (fitting.some(({ Effect }) => Effect === 'Allow') || hasAttached(role)) return [];
  return [{ kind: 'cannot', action, resource: to }];
}

function trusts(trust: JsonObject, service: string): boolean {
  return statementsIn(trust).some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' &&
      texts(Action).some((action) => glob(action.toLowerCase(), 'sts:assumerole')) &&
      meansService(Principal, service),
  );
}

/** Whether action and resource of a statement are meant; what its conditions say is not judged. */
function speaksOf(
  { Action, NotAction, Resource, NotResource }: JsonObject,
  action: string,
  to: string,
): boolean {
  const isAction = (pattern: string) => glob(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => glob(pattern, to);
  return (
    (NotAction === undefined ? texts(Action).some(isAction) : !texts(NotAction).some(isAction)) &&
    (NotResource === undefined ? texts(Resource).some(isResource) : !texts(NotResource).some(isResource))
  );
}

/** Policies that are attached to a role can allow anything: what is in them is not read. */
function hasAttached(role: IamRole): boolean {
  const attached = answerOf(role)?.['AttachedPolicies'];
  return Array.isArray(attached) && attached.length > 0;
}
