import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import type { LogPoliciesApi, LogPolicy } from './log-delivery-model.js';
import { pagesOf } from './pages.js';
import { unlessMissing } from './unless-missing.js';

/** The resource policies of Amazon CloudWatch Logs. */
export function logPoliciesApi(caller: AwsCaller): LogPoliciesApi {
  const sdk = once(async () => {
    const logs = await import('@aws-sdk/client-cloudwatch-logs');
    return { logs, client: await caller.open((config) => new logs.CloudWatchLogsClient(config)) };
  });
  return {
    async list() {
      const { logs, client } = await sdk();
      const pages = pagesOf(
        (nextToken) =>
          caller.call('logs:DescribeResourcePolicies', undefined, () =>
            client.send(new logs.DescribeResourcePoliciesCommand({ nextToken })),
          ),
        ({ nextToken }) => nextToken,
      );
      const found: LogPolicy[] = [];
      for await (const { resourcePolicies = [] } of pages)
        for (const each of resourcePolicies)
          found.push(
            answeredWith({ name: each.policyName ?? '', document: each.policyDocument ?? '' }, each),
          );
      return found;
    },
    async put(policyName, document) {
      const { logs, client } = await sdk();
      await caller.call('logs:PutResourcePolicy', policyName, () =>
        client.send(
          new logs.PutResourcePolicyCommand({ policyName, policyDocument: JSON.stringify(document) }),
        ),
      );
    },
    async delete(policyName) {
      const { logs, client } = await sdk();
      await unlessMissing(
        caller.call('logs:DeleteResourcePolicy', policyName, () =>
          client.send(new logs.DeleteResourcePolicyCommand({ policyName })),
        ),
      );
    },
  };
}
