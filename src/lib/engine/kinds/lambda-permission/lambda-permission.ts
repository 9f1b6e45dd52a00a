import { Limits } from '../../../base/limits.js';
import { parseArn, partOfArn } from '../../../language/names/arn.js';
import type { Refusal } from '../../change/model.js';
import { does } from '../door/difference-harm.js';
import { joinPlans } from '../door/join-plans.js';
import type { PlanInput, ResourceKind } from '../door/kind.js';
import { missingThing } from '../ownership/refusals.js';
import type { Contributor } from '../policies/contribution.js';
import { NOT_LET_IN } from '../policies/not-let-in.js';
import { type DocumentKind, planDocuments } from '../policies/plan-documents.js';
import type { SendersRead } from '../policies/senders.js';
import { invokerPermissions } from './invoker-permissions.js';
import { lambdaPermissionRights } from './lambda-permission-rights.js';
import { type LambdaPermissionStep, lambdaPermissionSteps } from './lambda-permission-steps.js';
import { asStatement, type Permission, samePermission } from './permission.js';

type Input = PlanInput<SendersRead>;

/** Who writes into the policy of a Lambda function that people made. */
const FUNCTION_CONTRIBUTORS: readonly Contributor<Permission>[] = [invokerPermissions];

const functionPolicies: DocumentKind<Permission, LambdaPermissionStep> = {
  kind: 'lambda-permission',
  contributors: FUNCTION_CONTRIBUTORS,
  quota: { bytes: ['lambdaPolicyBytes', Limits.lambdaPolicyBytes] },
  live: ({ live }) =>
    new Map(
      [...live.functions].map(([arn, { policy }]) => [
        arn,
        { policy: policy === undefined ? '' : JSON.stringify(policy), ours: false },
      ]),
    ),
  name: functionNameOf,
  same: samePermission,
  asJson: (arn, permission) => ({ ...asStatement(permission), Resource: arn }),
  steps(arn, statements) {
    const functionName = functionNameOf(arn);
    const permissions = [...statements.values()].filter((permission) => permission !== null);
    const sids = [...statements].filter(([, permission]) => permission === null).map(([sid]) => sid);
    return [
      ...(permissions.length === 0
        ? []
        : [{ call: 'lambda.addPermissions', functionName, permissions } as const]),
      ...(sids.length === 0 ? [] : [{ call: 'lambda.removePermissions', functionName, sids } as const]),
    ];
  },
};

/** What the project has in the policy of a Lambda function: without it the function is not called, without notice. */
export const lambdaPermissionKind: ResourceKind<'lambda-permission', LambdaPermissionStep, SendersRead> = {
  kind: 'lambda-permission',
  label: 'Lambda permission',
  named: (name) => `The policy of Lambda function ${name}`,
  steps: lambdaPermissionSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [{ kind: 'sns-subscription', of: 'shrinking' }],
    goesAfterRules: 'all',
  },
  countsAs: 'no',
  marks: { on: 'nothing', why: 'it is known by the id of its statement, which goes on letting events in' },
  harms: {
    missing: does('stops', NOT_LET_IN),
    fields: { 'may invoke': does('stops', NOT_LET_IN) },
  },
  rights: lambdaPermissionRights,
  plan: (input) =>
    joinPlans([planDocuments(input, functionPolicies), { changes: [], refusals: missingFunctions(input) }]),
};

/** Name with qualifier, as Lambda's API takes it. */
function functionNameOf(arn: string): string {
  return partOfArn(arn, 'function:');
}

function missingFunctions(input: Input): readonly Refusal[] {
  if (input.intent === 'destroy') return [];
  return input.declared.functions.flatMap((each) => {
    const live = input.live.functions.get(
      each.qualifier === undefined ? each.arn : `${each.arn}:${each.qualifier}`,
    );
    const elsewhere = parseArn(each.arn)?.account !== input.config.aws.account;
    return elsewhere || live?.arn !== undefined
      ? []
      : [missingThing('Lambda function', each.name, each.target)];
  });
}
