import * as z from 'zod';
import { type StepOf, stepDoor } from '../door/step-door.js';
import { addPermission, removePermission } from './run-permission-step.js';

const statement = { functionName: z.string(), sid: z.string() };

/** The calls on the policies of Lambda functions: on our own statements in functions that people made. */
export const lambdaPermissionSteps = [
  // A statement of that Sid that differs is replaced, without a moment in which nobody is let in.
  stepDoor(
    'lambda.addPermission',
    { ...statement, principal: z.string(), sourceArn: z.string() },
    {
      does: 'lambda:AddPermission',
      document: documentOf,
      subject: () => undefined,
      run: (step, context) => addPermission(step, context),
    },
  ),
  stepDoor('lambda.removePermission', statement, {
    does: 'lambda:RemovePermission',
    document: documentOf,
    subject: () => undefined,
    run: (step, context) => removePermission(step, context),
  }),
] as const;

/** A call on the policy of a Lambda function. */
export type LambdaPermissionStep = StepOf<typeof lambdaPermissionSteps>;

function documentOf({ functionName }: { readonly functionName: string }): string {
  return `lambda:${functionName}`;
}
