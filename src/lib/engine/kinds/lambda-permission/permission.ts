import type { JsonObject } from '../../../base/json.js';
import { findStatement, sameStatement } from '../policies/policy.js';

/** One statement of a Lambda function's policy, as AddPermission takes it. */
export interface Permission {
  readonly sid: string;
  readonly principal: string;
  readonly sourceArn: string;
}

/**
 * The `Sid` of the statement that stands in for another while that is taken away and added again: Lambda changes none,
 * and between the two calls nobody would be let in.
 */
export function standInOf(sid: string): string {
  return `${sid}StandIn`;
}

/** The statement of a `Sid` in a function's policy. */
export function statementOfSid(policy: JsonObject | undefined, sid: string): JsonObject | undefined {
  return policy === undefined ? undefined : findStatement(JSON.stringify(policy), sid);
}

/** Whether a function's statement is this permission and nothing else. */
export function samePermission(found: JsonObject | undefined, wanted: Permission): boolean {
  return found !== undefined && sameStatement(comparable(found), comparable(asStatement(wanted)));
}

/** A permission as it stands in the policy; Lambda adds the function as its resource. */
export function asStatement({ sid, principal, sourceArn }: Permission): JsonObject {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: principal },
    Action: 'lambda:InvokeFunction',
    Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
  };
}

/** Without the part in which AWS's answer may differ from what was asked (the resource's qualifier form). */
function comparable({ Resource: _, ...rest }: JsonObject): JsonObject {
  return rest;
}
