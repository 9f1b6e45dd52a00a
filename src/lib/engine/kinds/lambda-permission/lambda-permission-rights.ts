import { functionArn } from '../../../language/names/arn.js';
import { isOwn, type KindRights, type RightScope } from '../door/right.js';

/** What the functions take that the file says are there: whom they let in. */
export function lambdaPermissionRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const own = declared.functions.filter(({ arn }) => isOwn(scope, arn));
  if (own.length === 0) return { read: [], write: [] };
  // With a version or an alias, AWS names it in the ARN.
  const on = [
    ...new Set(
      own.flatMap(({ arn, qualifier }) => (qualifier === undefined ? [arn] : [arn, `${arn}:${qualifier}`])),
    ),
  ];
  return {
    read: [
      {
        actions: ['lambda:GetFunctionConfiguration', 'lambda:GetPolicy'],
        on: [functionArn(config, '*')],
        why: 'see whether functions are there and let EventBridge in',
      },
    ],
    write: [
      {
        actions: ['lambda:AddPermission', 'lambda:RemovePermission'],
        on,
        why: 'let EventBridge or Amazon SNS call the functions that the file names',
      },
    ],
  };
}
