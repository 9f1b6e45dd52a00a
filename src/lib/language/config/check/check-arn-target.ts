import { ownValue } from '../../../base/own-value.js';
import { parseWrittenArn } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { checkArnRegion } from './check-arn-region.js';
import type { CheckContext } from './check-context.js';
import { checkOtherAccount } from './check-other-account.js';
import { checkOwnBus } from './check-own-bus.js';
import { checkRetry } from './check-retry.js';
import { checkRoleArn, exampleRole } from './check-role.js';
import { needsOf, type TargetNeeds } from './target-needs.js';

/** Targets that have a key of their own, because gcx keeps their policies. */
const OWN_KEY: Readonly<Record<string, string>> = { sns: 'sns', sqs: 'sqs', lambda: 'lambda' };
/** Checks a target by ARN: that EventBridge can send there with what the file says. */
export function checkArnTarget(context: CheckContext, path: ConfigPath): void {
  const { problems, root, region } = context;
  const at = [...path, 'arn'];
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = parseWrittenArn(text);
  if (arn === undefined) {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This is not an ARN.',
      fix: 'An ARN has six parts: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE.',
    });
    return;
  }
  const ownKey = ownValue(OWN_KEY, arn.service);
  if (ownKey !== undefined) {
    problems.at(at, {
      code: 'arn-own-key',
      message: `${arn.service.toUpperCase()} has its own key, with which gcx also manages the policy that allows EventBridge.`,
      fix: `Write ${ownKey}: { existing: ${text} }.`,
    });
    return;
  }
  const needs = needsOf(arn);
  // PutTargets: "Provided Arn is not in correct format" (recorded).
  if (arn.service === 'logs' && arn.resource.includes(':log-stream:')) {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'A target is the log group, not one of its streams: EventBridge makes those itself.',
      fix: `Write ${text.slice(0, text.indexOf(':log-stream:'))}.`,
    });
    return;
  }
  if (arn.region !== '' && !needs.otherRegions) checkArnRegion(context, at, arn.region);
  if (arn.region === '' && region !== undefined) {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This ARN has no region.',
      fix: `The fourth part is the region: ${region}.`,
    });
  }
  if (!needs.otherAccounts) checkOtherAccount(context, at, needs.called);
  checkOwnBus(context, at, arn);
  checkRole(context, path, needs);
  checkRetry(context, path, needs);
}

/** A role where EventBridge needs one to send there, none where PutTargets refuses it. */
function checkRole(
  context: CheckContext,
  path: ConfigPath,
  { called, role, letsIn, key }: TargetNeeds,
): void {
  const { problems, root } = context;
  const at = [...path, 'role'];
  if (nodeAt(root, at) === undefined) {
    if (role !== 'required') return;
    problems.atKey([...path, 'arn'], {
      code: 'role-missing',
      message: `To send to ${called}, EventBridge needs a role.`,
      fix: `${key === undefined ? 'Add' : `Write ${key}: { existing: ARN } instead of "arn": gcx creates the role then. Or add`} role: ${exampleRole(context)}, a role that events.amazonaws.com may assume.`,
    });
    return;
  }
  if (role === 'forbidden') {
    problems.atKey(at, {
      code: 'role-refused',
      message: `AWS takes no role for ${called}: what lets EventBridge in is ${letsIn}.`,
      fix: 'Remove "role".',
    });
    return;
  }
  checkRoleArn(context, at);
}
