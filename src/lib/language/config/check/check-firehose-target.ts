import { parseWrittenArn } from '../../names/arn.js';
import { NameRules } from '../document/name-rules.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkRoleArn } from './check-role.js';

const FORM: NamedForm = {
  key: 'firehose',
  makes: false,
  name: NameRules.firehoseStream,
  resourceStart: 'deliverystream/',
  isResource: (resource) => /^deliverystream\/[A-Za-z0-9._-]{1,64}$/.test(resource),
};

/** Checks a Firehose stream, which has to exist, in the file's account. */
export function checkFirehoseTarget(context: CheckContext, target: ConfigPath): void {
  const { problems, root, account } = context;
  const at = [...target, 'firehose', 'existing'];
  checkNamed(context, [...target, 'firehose'], FORM);
  checkRoleArn(context, [...target, 'role']);
  const owner = parseWrittenArn(textOf(nodeAt(root, at)) ?? '')?.account;
  if (owner === undefined || owner === '' || account === undefined || owner === account) return;
  // EventBridge User Guide, "Sending events to an AWS service in another account".
  problems.atPart(at, owner, {
    code: 'other-account',
    message: `This is in account ${owner}, the events are in ${account}; EventBridge does not send to a Firehose stream of another account.`,
    fix: `Send to an event bus of account ${owner} (arn of the bus with a role), and from there on.`,
  });
}
