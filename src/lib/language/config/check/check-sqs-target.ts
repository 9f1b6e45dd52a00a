import { NameRules } from '../document/name-rules.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkKey } from './check-key.js';
import { checkQueueGroup } from './check-message-group.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkNamedRole } from './check-role.js';
import { checkSqsSettings } from './check-sqs-settings.js';

const FORM: NamedForm = { key: 'sqs', makes: true, name: NameRules.sqsQueue, resourceStart: '' };

/** Checks an SQS queue. */
export function checkSqsTarget(context: CheckContext, target: ConfigPath): void {
  const path = [...target, 'sqs'];
  const said = checkNamed(context, path, FORM);
  if (said !== undefined) {
    checkKey(context, path);
    checkQueueGroup(context, path, said.text);
    checkSqsSettings(context, path, said.text);
  }
  checkNamedRole(context, target, 'sqs');
}
