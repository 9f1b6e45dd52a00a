import { awsCommand } from '../../base/hints/gcx-command.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import type { Refusal } from '../../engine/change/model.js';

/** The tag by which CloudFormation marks what it made, and that only CloudFormation sets (CloudFormation user guide, resource tags). */
const STACK_TAG = 'aws:cloudformation:stack-name';

/**
 * Why something of a CloudFormation stack is not adopted: two programs would change it, and deleting the stack would delete
 * it. Undefined where no stack marked it.
 * @param called as a message calls it, e.g. `SNS topic calls`
 * @param left names of stacks that a person says it left: AWS may leave the tags behind
 */
export function stackRefusal(
  called: string,
  change: string,
  tags: Tags,
  left: readonly string[] = [],
): Refusal | undefined {
  const stack = tags[STACK_TAG];
  if (stack === undefined || left.includes(stack)) return undefined;
  return {
    code: 'of-a-stack',
    change,
    message: `${called} belongs to the CloudFormation stack ${stack}: the next update of the stack would undo what gcx changes, and deleting the stack would delete it.`,
    fix: `Release it from the stack first: add "DeletionPolicy: Retain" to it in the template and update the stack, then remove it from the template and update the stack again (${awsCommand`cloudformation describe-stack-resources --stack-name ${stack}`} shows what the stack still has). If it left the stack and still has the tag, which only AWS can remove, add --left-stack ${stack}.`,
  };
}
