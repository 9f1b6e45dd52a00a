import { parseWrittenArn } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/**
 * Checks that an ARN is of the file's account, as EventBridge sends to few services of other accounts by itself
 * (EventBridge User Guide, "Sending events to an AWS service in another account").
 * @param at where the file may say an ARN
 * @param called what it is of, e.g. `a Firehose stream`
 */
export function checkOtherAccount(
  { problems, root, account }: Pick<CheckContext, 'problems' | 'root' | 'account'>,
  at: ConfigPath,
  called: string,
): void {
  const owner = parseWrittenArn(textOf(nodeAt(root, at)) ?? '')?.account;
  if (owner === undefined || owner === '' || account === undefined || owner === account) return;
  problems.atPart(at, owner, {
    code: 'other-account',
    message: `This is in account ${owner}, the events are in ${account}; EventBridge does not send to ${called} of another account.`,
    fix: `Send to an event bus of account ${owner} (bus: { existing: ARN }), and from there on.`,
  });
}
