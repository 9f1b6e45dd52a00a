import { Limits } from '../../../base/limits.js';
import { examplePlace, isArn, partsOfArnPattern, tableArn } from '../../names/arn.js';
import { itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** An action as IAM writes it: a service, and a name in which * and ? stand for others (IAM user guide, "Action"). */
const ACTION = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/i;
/** Services whose actions change who may do what: with a wildcard, a handler could give itself everything. */
const OF_IDENTITIES: readonly string[] = ['iam', 'organizations', 'sso', 'account'];

/** Checks what a file adds to the role of a processor: actions and ARNs that IAM takes, and no way to everything. */
export function checkProcessorPermissions(context: CheckContext, processor: ConfigPath): void {
  const { problems, root } = context;
  const path = [...processor, 'permissions'];
  const list = nodeAt(root, path);
  if (list === undefined) return;
  if (nodeAt(root, [...processor, 'role']) !== undefined) {
    problems.atKey(path, {
      code: 'misplaced-key',
      message: 'gcx adds permissions only to the role that it creates, but this processor names a "role".',
      fix: 'Remove "permissions", and add them to that role; or remove "role": gcx then creates one.',
    });
    return;
  }
  for (const [index, item] of itemsOf(list).entries()) {
    const at = [...path, index];
    const texts = (key: string) => itemsOf(nodeAt(item, [key])).map((each) => textOf(each) ?? '');
    const resources = texts('resources');
    for (const [place, action] of texts('actions').entries())
      checkAction(context, [...at, 'actions', place], action, resources);
    for (const [place, resource] of resources.entries())
      checkResource(context, [...at, 'resources', place], resource);
  }
  checkSize(context, path);
}

function checkAction(
  { problems }: CheckContext,
  at: ConfigPath,
  action: string,
  resources: readonly string[],
): void {
  if (action.trim() === '') return;
  const [service = '', name = ''] = action.split(':');
  const isWild = /[*?]/.test(name);
  if (/[*?]/.test(service) && !/\s/.test(action)) {
    problems.at(at, {
      code: 'permission-too-wide',
      message: `"${action}" allows actions of every AWS service: with them, the handler could change anything in the account.`,
      fix: 'Name the service and its actions, for example dynamodb:PutItem.',
    });
  } else if (!ACTION.test(action)) {
    problems.at(at, {
      code: 'form',
      message: `"${action}" is not an action of IAM.`,
      fix: isArn(action)
        ? 'Write ARNs under "resources".'
        : 'It has the service, a colon and the name of the action, for example dynamodb:PutItem.',
    });
  } else if (OF_IDENTITIES.includes(service.toLowerCase()) && isWild) {
    problems.at(at, {
      code: 'permission-too-wide',
      message: `"${action}" contains actions with which a role gives itself any permission.`,
      fix: `Name each action that the handler needs, for example ${service.toLowerCase() === 'iam' ? 'iam:GetUser' : `${service}:DescribeAccount`}.`,
    });
  } else if (name.replaceAll('*', '') === '' && resources.includes('*')) {
    problems.at(at, {
      severity: 'warning',
      code: 'permission-wide',
      message: `"${action}" on "*" allows everything in ${service} of the account.`,
      fix: 'Name the actions that the handler needs, or the ARNs.',
    });
  }
}

function checkResource(context: CheckContext, at: ConfigPath, resource: string): void {
  if (resource === '*' || resource.trim() === '') return;
  // IAM takes wildcards in every part of an ARN but the first (IAM user guide, "Resource").
  const parts = partsOfArnPattern(resource);
  const [start, partition, service, , account = '', rest = ''] = parts;
  const isWhole = parts.length === 6 && start === 'arn' && rest !== '' && !/\s/.test(resource);
  if (isWhole && /^aws|^\*$/.test(partition ?? '') && service !== '' && /^(?:[\d*?]*|aws)$/.test(account))
    return;
  context.problems.at(at, {
    code: 'arn-invalid',
    message: `"${resource}" is neither an ARN nor "*".`,
    fix: `It looks like ${tableArn(examplePlace(context), 'NAME')}.`,
  });
}

function checkSize({ problems, root }: CheckContext, path: ConfigPath): void {
  const characters = itemsOf(nodeAt(root, path)).reduce((sum, item) => {
    const texts = ['actions', 'resources'].flatMap((key) =>
      itemsOf(nodeAt(item, [key])).map((each) => textOf(each) ?? ''),
    );
    return sum + JSON.stringify({ Sid: '', Effect: 'Allow', Action: texts, Resource: [] }).length;
  }, 0);
  const most = Limits.processorPermissionCharacters;
  if (characters <= most) return;
  problems.atKey(path, {
    code: 'too-long',
    message: `These permissions have ${characters} characters in the policy of the role, in which there is room for ${most} (processorPermissionCharacters).`,
    fix: 'Use wildcards, such as dynamodb:*Item and table/calls-*, or create a role of your own and name it: role: ARN.',
  });
}
