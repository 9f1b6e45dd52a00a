import { NameRules } from '../document/name-rules.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkOtherAccount } from './check-other-account.js';
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
  checkNamed(context, [...target, 'firehose'], FORM);
  checkRoleArn(context, [...target, 'role']);
  checkOtherAccount(context, [...target, 'firehose', 'existing'], 'a Firehose stream');
}
