import { examplePlace, parseWrittenArn, roleArn } from '../../names/arn.js';
import { entriesOf, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** Who takes a role on, as messages say it. */
interface RoleUse {
  /** Why it has to be of the file's account. */
  readonly who: string;
  /** What the role has to be good for. */
  readonly may: string;
}

/**
 * Checks that a text is the ARN of a role of the file's account, as who takes it on needs.
 * @param use Left out: EventBridge takes it on, to send to a target.
 */
export function checkRoleArn(
  { problems, root, account, region }: Pick<CheckContext, 'problems' | 'root' | 'account' | 'region'>,
  at: ConfigPath,
  use: RoleUse = {
    who: `the rules are in ${account}; EventBridge only takes a role of its own account`,
    may: 'that may send to the target',
  },
): void {
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const role = parseWrittenArn(text);
  if (
    role === undefined ||
    role.service !== 'iam' ||
    !role.resource.startsWith('role/') ||
    role.region !== ''
  ) {
    problems.at(at, {
      code: 'role-invalid',
      message: 'This is not an ARN of an IAM role.',
      fix: `It looks like ${exampleRole({ region, account })}.`,
    });
    return;
  }
  if (account !== undefined && role.account !== account) {
    problems.atPart(at, role.account, {
      code: 'role-account',
      message: `The role is in account ${role.account}, ${use.who}.`,
      fix: `Use a role in account ${account} ${use.may}.`,
    });
  }
}

/**
 * Checks the role of an SNS topic, SQS queue or Lambda function: in the file's own account its policy lets EventBridge
 * in, or a role for what exists (AWS's console makes such ones); in another account EventBridge sends with a role only
 * (AWS: "Sending events to an AWS service in another account").
 */
export function checkNamedRole(
  context: CheckContext,
  path: ConfigPath,
  kind: 'sns' | 'sqs' | 'lambda',
): void {
  const { problems, root, account } = context;
  const role = [...path, 'role'];
  const existing = textOf(nodeAt(root, [...path, kind, 'existing']));
  const owner = existing === undefined ? undefined : parseWrittenArn(existing)?.account;
  const elsewhere = owner !== undefined && account !== undefined && owner !== account;
  if (nodeAt(root, role) !== undefined) {
    if (existing !== undefined) checkRoleArn(context, role);
    else {
      problems.atKey(role, {
        code: 'misplaced-key',
        message: `Only a target with "arn", or one that exists, takes a role; gcx lets EventBridge into ${kind === 'lambda' ? 'a Lambda function' : `an ${kind.toUpperCase()} target`} that it makes by its policy.`,
        fix: 'Remove "role".',
      });
    }
    return;
  }
  // What only receives from an SNS topic needs none.
  if (!elsewhere || !isRouted(context, String(path[1]))) return;
  problems.atPart([...path, kind, 'existing'], owner, {
    code: 'role-missing',
    message: `This is in account ${owner}, the events are in ${account}; to send to another account, EventBridge needs a role.`,
    fix: `Add role: ${exampleRole(context)}, a role of account ${account} that events.amazonaws.com may assume, and that account ${owner} allows.`,
  });
}

function isRouted({ root }: CheckContext, target: string): boolean {
  return [...entriesOf(nodeAt(root, ['routes'])).values()].some(({ value }) =>
    itemsOf(nodeAt(value, ['targets'])).some((item) => textOf(item) === target),
  );
}

/** A role's ARN to show, of the file's account where it says one. */
export function exampleRole(place: Parameters<typeof examplePlace>[0]): string {
  return roleArn(examplePlace(place), '/', 'NAME');
}
