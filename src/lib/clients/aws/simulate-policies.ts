import type { EvaluationResult, IAMClient } from '@aws-sdk/client-iam';
import type { AwsCaller } from './caller.js';
import type { PolicyQuestion, SimulatedDecision } from './iam-model.js';
import { pagesOf } from './pages.js';

/** Results on one page: the most that IAM gives. */
const RESULTS_AT_ONCE = 1_000;

/**
 * Asks IAM's policy simulator. It judges identity policies, boundaries and the account's service control policies; it knows
 * neither the tags of resources nor the policies of resources (IAM User Guide, "IAM policy testing with the policy simulator").
 */
export async function simulatePolicies(
  caller: AwsCaller,
  sdk: () => Promise<{ iam: typeof import('@aws-sdk/client-iam'); client: IAMClient }>,
  { of, actions, on, context }: PolicyQuestion,
): Promise<readonly SimulatedDecision[]> {
  const { iam, client } = await sdk();
  const pages = pagesOf(
    (Marker) =>
      caller.call('iam:SimulatePrincipalPolicy', of, () =>
        client.send(
          new iam.SimulatePrincipalPolicyCommand({
            PolicySourceArn: of,
            ActionNames: [...actions],
            ResourceArns: [...on],
            ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
              ContextKeyName,
              ContextKeyValues: [value],
              ContextKeyType: 'string',
            })),
            MaxItems: RESULTS_AT_ONCE,
            Marker,
          }),
        ),
      ),
    ({ IsTruncated, Marker }) => (IsTruncated === true ? Marker : undefined),
  );
  const decisions: SimulatedDecision[] = [];
  for await (const { EvaluationResults = [] } of pages)
    decisions.push(...EvaluationResults.flatMap(decisionsIn));
  return decisions;
}

/** With several resources, what is said of each stands beneath the action's result. */
function decisionsIn(result: EvaluationResult): readonly SimulatedDecision[] {
  const { EvalActionName: action = '', ResourceSpecificResults: each = [] } = result;
  if (each.length > 0)
    return each.map(({ EvalResourceName, EvalResourceDecision, MissingContextValues }) => ({
      action,
      resource: EvalResourceName ?? '',
      allowed: EvalResourceDecision === 'allowed',
      unknown: MissingContextValues ?? [],
    }));
  return [
    {
      action,
      resource: result.EvalResourceName ?? '',
      allowed: result.EvalDecision === 'allowed',
      unknown: result.MissingContextValues ?? [],
    },
  ];
}
