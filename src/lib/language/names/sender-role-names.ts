import { Limits } from '../../base/limits.js';
import { cutWithHash } from './rule-names.js';

/**
 * Name of an IAM role that gcx makes for EventBridge to send with. It has a dot, which the name of no processor has: the
 * roles of both are below one path.
 * @param kind key of the file that says the kind of the targets, e.g. `kinesis`
 * @param number From 1: a role whose policy is full is followed by another
 */
export function senderRoleName(
  config: { readonly project: string; readonly environment: string },
  kind: string,
  number: number,
): string {
  const environment = config.environment === 'default' ? [] : [config.environment];
  const end = `.${kind}${number === 1 ? '' : `.${number}`}`;
  const start = [config.project, ...environment, 'send'].join('-');
  return `${cutWithHash(start, Limits.iamRoleNameCharacters - end.length)}${end}`;
}
