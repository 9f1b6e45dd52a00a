import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import { firstNames } from './first-names.js';
import { pagesOf } from './pages.js';
import type { KinesisApi } from './receivers-model.js';
import { unlessMissing } from './unless-missing.js';

/** Amazon Kinesis Data Streams. */
export function kinesisApi(caller: AwsCaller): KinesisApi {
  const sdk = once(async () => {
    const kinesis = await import('@aws-sdk/client-kinesis');
    return { kinesis, client: await caller.open((config) => new kinesis.KinesisClient(config)) };
  });
  return {
    async streamStatus(StreamName) {
      const { kinesis, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('kinesis:DescribeStreamSummary', StreamName, () =>
          client.send(new kinesis.DescribeStreamSummaryCommand({ StreamName })),
        ),
      );
      return answer?.StreamDescriptionSummary?.StreamStatus;
    },
    async streamNames() {
      const { kinesis, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('kinesis:ListStreams', '', () =>
            client.send(new kinesis.ListStreamsCommand({ NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      return firstNames(pages, ({ StreamNames = [] }) => StreamNames);
    },
  };
}
