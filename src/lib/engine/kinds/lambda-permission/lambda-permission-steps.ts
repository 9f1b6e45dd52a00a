import * as z from 'zod';
import { type StepOf, stepDoor, texts } from '../door/step-door.js';
import { addPermissions, removePermissions } from './run-permission-step.js';

const permissions = z
  .array(z.strictObject({ sid: z.string(), principal: z.string(), sourceArn: z.string() }).readonly())
  .readonly();

/** The calls on the policies of Lambda functions: on our own statements in functions that people made. */
export const lambdaPermissionSteps = [
  // A statement of a Sid that differs is replaced, without a moment in which nobody is let in.
  stepDoor(
    'lambda.addPermissions',
    { functionName: z.string(), permissions },
    {
      does: 'lambda:AddPermission',
      document: documentOf,
      subject: () => undefined,
      run: (step, context) => addPermissions(step, context),
    },
  ),
  stepDoor(
    'lambda.removePermissions',
    { functionName: z.string(), sids: texts },
    {
      does: 'lambda:RemovePermission',
      document: documentOf,
      subject: () => undefined,
      run: (step, context) => removePermissions(step, context),
    },
  ),
] as const;

/** A call on the policy of a Lambda function. */
export type LambdaPermissionStep = StepOf<typeof lambdaPermissionSteps>;

function documentOf({ functionName }: { readonly functionName: string }): string {
  return `lambda:${functionName}`;
}
