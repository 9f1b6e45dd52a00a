import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws, SnsSubscription } from '../../clients/aws/model.js';
import { isMissing } from '../../clients/aws/unless-missing.js';
import { declaredByFile } from '../../engine/plan/index.js';
import { isAt } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import { nameOfArn, parseArn } from '../../language/names/arn.js';
import type { SubscriberFilter } from '../../language/trace/index.js';

/** The filters of the subscribers of SNS topics. */
export interface TopicFilters {
  readonly filtersOf: (topicArn: string) => readonly SubscriberFilter[];
  /** Permissions that are missing, one sentence each. */
  readonly missing: readonly string[];
}

/** The filters that a file asks for. Pure. */
export function filtersOfFile(config: Config): TopicFilters {
  const topics = new Map(
    declaredByFile(config).topics.map(({ arn, subscriptions }) => [
      arn,
      subscriptions.flatMap(({ filter, protocol, endpoint }): readonly SubscriberFilter[] =>
        filter === undefined
          ? []
          : [
              {
                subscriber: subscriberName(config, { protocol, endpoint }),
                scope: 'body',
                policy: JSON.stringify(filter),
              },
            ],
      ),
    ]),
  );
  return { filtersOf: (arn) => topics.get(arn) ?? [], missing: [] };
}

/**
 * The filters that subscriptions of topics have now.
 * @param arns those of any targets; only SNS topics of the file's account are asked for
 */
export async function filtersOfAccount(
  aws: Aws,
  config: Config,
  arns: Iterable<string>,
): Promise<TopicFilters> {
  const topics = [...new Set(arns)].filter((arn) => {
    const parts = parseArn(arn);
    return parts?.service === 'sns' && parts.account === config.aws.account;
  });
  const missing = new Set<string>();
  const read = await Promise.all(
    topics.map(async (arn): Promise<readonly [string, readonly SubscriberFilter[]]> => {
      try {
        const subscriptions = await aws.sns.subscriptions(arn, () => true);
        return [arn, subscriptions.flatMap((each) => filterOf(config, each))];
      } catch (error) {
        if (!(error instanceof GcxError)) throw error;
        // A topic that is not there has no filters; that it is missing is told elsewhere.
        if (error.exitCode === ExitCode.denied) missing.add(error.report.what);
        else if (!isMissing(error)) throw error;
        return [arn, []];
      }
    }),
  );
  const known = new Map(read);
  return { filtersOf: (arn) => known.get(arn) ?? [], missing: [...missing] };
}

function filterOf(config: Config, subscription: SnsSubscription): readonly SubscriberFilter[] {
  const { FilterPolicy: policy, FilterPolicyScope: scope } = subscription.settings ?? {};
  if (policy === undefined || policy === '' || policy === '{}') return [];
  const subscriber = subscriberName(config, subscription);
  return [{ subscriber, scope: scope === 'MessageBody' ? 'body' : 'attributes', policy }];
}

/** The name of the file's target that subscribes, else of the thing on AWS, else the address. */
function subscriberName(
  config: Config,
  { protocol, endpoint }: Pick<SnsSubscription, 'protocol' | 'endpoint'>,
): string {
  if (parseArn(endpoint) === undefined) return endpoint;
  const found = Object.values(config.targets).find((target) => isAt(target, config, endpoint));
  return found?.name ?? `${protocol} ${nameOfArn(endpoint)}`;
}
