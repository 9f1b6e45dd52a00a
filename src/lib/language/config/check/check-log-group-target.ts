import { NameRules, nameProblem } from '../document/name-rules.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkLogKey } from './check-log-key.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkOtherAccount } from './check-other-account.js';
import { needsOfKey } from './target-needs.js';

const START = 'log-group:';

const FORM: NamedForm = {
  key: 'logGroup',
  service: 'logs',
  makes: true,
  name: NameRules.logGroup,
  resourceStart: START,
  isResource: (resource) =>
    resource.startsWith(START) &&
    nameProblem(NameRules.logGroup, resource.slice(START.length).replace(/:\*$/, '')) === undefined,
};

/** Checks a log group of CloudWatch Logs, in the file's account and region. */
export function checkLogGroupTarget(context: CheckContext, target: ConfigPath): void {
  const path = [...target, 'logGroup'];
  checkNamed(context, path, FORM);
  checkOtherAccount(context, [...path, 'existing'], 'a log group');
  checkReserved(context, [...path, 'create']);
  checkMadeOnly(context, path);
  checkLogKey(context, [...path, 'key']);
  checkNoRole(context, target);
  checkTemplate(context, [...target, 'input', 'template']);
}

/**
 * A template must be of a message and a timestamp (EventBridge user guide, eb-targets). Recorded is that one without a timestamp
 * is taken; what becomes of one without a message is not known [?].
 */
function checkTemplate({ problems, root }: CheckContext, at: ConfigPath): void {
  const template = textOf(nodeAt(root, at));
  if (template === undefined || /"message"\s*:/.test(template)) return;
  problems.at(at, {
    code: 'log-template',
    severity: 'warning',
    message:
      'AWS takes only templates of the form {"timestamp": <t>, "message": <m>} for a log group: the line can be lost otherwise.',
    fix: 'Put what the line is to hold under "message".',
  });
}

/** CloudWatch Logs takes no name that begins with aws/, and below /aws/ each service has its own log groups. */
export function isReservedLogGroup(name: string): boolean {
  return /^\/?aws\//i.test(name) && !/^\/aws\/events\/./.test(name);
}

function checkReserved({ problems, root }: CheckContext, at: ConfigPath): void {
  const name = textOf(nodeAt(root, at)) ?? '';
  if (!isReservedLogGroup(name)) return;
  problems.at(at, {
    code: 'name-reserved',
    message: `Log groups whose names begin with ${name.startsWith('/') ? '/aws/' : 'aws/'} are those of AWS services.`,
    fix: `Use a name of your own, or one that begins with /aws/events/: /aws/events/${name.split('/').at(-1) || 'NAME'}.`,
  });
}

/** Settings are those of what gcx makes. */
function checkMadeOnly({ problems, root }: CheckContext, path: ConfigPath): void {
  if (nodeAt(root, [...path, 'create']) !== undefined || nodeAt(root, [...path, 'existing']) === undefined)
    return;
  for (const key of ['retention', 'key']) {
    if (nodeAt(root, [...path, key]) === undefined) continue;
    problems.atKey([...path, key], {
      code: 'misplaced-key',
      message: `gcx sets "${key}" of a log group that it makes; it does not change one that exists.`,
      fix: `Remove "${key}".`,
    });
  }
}

/** PutTargets refuses a role ("RoleArn is not supported for target"). */
function checkNoRole({ problems, root }: CheckContext, target: ConfigPath): void {
  if (nodeAt(root, [...target, 'role']) === undefined) return;
  const { called = '', letsIn = '' } = needsOfKey('logGroup') ?? {};
  problems.atKey([...target, 'role'], {
    code: 'role-refused',
    message: `AWS takes no role for ${called}: what lets EventBridge in is ${letsIn}, which gcx writes.`,
    fix: 'Remove "role".',
  });
}
