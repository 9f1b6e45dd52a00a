import { NameRules } from '../document/name-rules.js';
import { nodeAt } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkKey } from './check-key.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkNamedRole } from './check-role.js';
import { checkSubscribers } from './check-subscribers.js';

const FORM: NamedForm = {
  key: 'sns',
  makes: true,
  // One that exists is never one for each event type.
  name: { ...NameRules.snsTopic, pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/ },
  resourceStart: '',
};

/** Checks an SNS topic, and who subscribes to it. */
export function checkSnsTarget(context: CheckContext, target: ConfigPath): void {
  const path = [...target, 'sns'];
  const said = checkNamed(context, path, FORM);
  if (said !== undefined) {
    checkKey(context, path);
    checkSnsFifo(context, path, said.text);
  }
  checkNamedRole(context, target, 'sns');
  checkSubscribers(context, target);
}

/** EventBridge does not deliver to FIFO topics (AWS: "Amazon EventBridge targets"). */
function checkSnsFifo({ problems, root }: CheckContext, path: ConfigPath, text: string | undefined): void {
  if (text?.endsWith('.fifo') !== true) return;
  const key = nodeAt(root, [...path, 'create']) === undefined ? 'existing' : 'create';
  problems.at([...path, key], {
    code: 'sns-fifo',
    message: 'EventBridge does not send to FIFO topics of SNS.',
    fix: 'Use a standard topic, or a FIFO queue: sqs: { create: NAME.fifo, messageGroup: GROUP }.',
  });
}
