import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import { firstNames } from './first-names.js';
import { pagesOf } from './pages.js';
import type { FirehoseApi } from './receivers-model.js';
import { unlessMissing } from './unless-missing.js';

/** Names of one answer: without a limit there are 10. */
const NAMES_PER_PAGE = 100;

/** Amazon Data Firehose. */
export function firehoseApi(caller: AwsCaller): FirehoseApi {
  const sdk = once(async () => {
    const firehose = await import('@aws-sdk/client-firehose');
    return { firehose, client: await caller.open((config) => new firehose.FirehoseClient(config)) };
  });
  return {
    async streamStatus(DeliveryStreamName) {
      const { firehose, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('firehose:DescribeDeliveryStream', DeliveryStreamName, () =>
          client.send(new firehose.DescribeDeliveryStreamCommand({ DeliveryStreamName })),
        ),
      );
      return answer?.DeliveryStreamDescription?.DeliveryStreamStatus;
    },
    async streamNames() {
      const { firehose, client } = await sdk();
      const pages = pagesOf(
        (ExclusiveStartDeliveryStreamName) =>
          caller.call('firehose:ListDeliveryStreams', '', () =>
            client.send(
              new firehose.ListDeliveryStreamsCommand({
                Limit: NAMES_PER_PAGE,
                ExclusiveStartDeliveryStreamName,
              }),
            ),
          ),
        ({ HasMoreDeliveryStreams, DeliveryStreamNames = [] }) =>
          HasMoreDeliveryStreams === true ? DeliveryStreamNames.at(-1) : undefined,
      );
      return firstNames(pages, ({ DeliveryStreamNames = [] }) => DeliveryStreamNames);
    },
  };
}
