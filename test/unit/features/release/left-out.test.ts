import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { leftOutOf, planRelease } from '../../../../src/lib/features/release/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { byHand } from '../../../harness/by-hand.js';
import { applied, trial } from '../../../harness/trial.js';

const ACCOUNT = '111122223333';
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board } }
  sales: { processor: { handler: ./sales.ts } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board, sales] }
`;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

it('names what people set, and gcx keeps, that no file of a release describes', async () => {
  const all = await trial(file, {}, { 'sales.ts': handler });
  await applied(all);
  const messages = async (routes: readonly string[] = []) => {
    const loaded = await loadConfig({ cwd: all.folder, env: {} });
    const ends = { genesys: all.genesys, aws: all.aws, sandbox: true };
    return leftOutOf(await planRelease(loaded, ends, routes)).map(({ message }) => message);
  };
  expect(await messages()).toEqual([]);

  const { sqs, sns, lambda } = byHand(all.sandbox);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'shop-inbox' }));
  // It is described as it is.
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '5' } }));
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:shop-board`,
      AttributeName: 'HTTPSuccessFeedbackRoleArn',
      AttributeValue: `arn:aws:iam::${ACCOUNT}:role/feedback`,
    }),
  );
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: 'shop-sales',
      Layers: [`arn:aws:lambda:eu-west-1:${ACCOUNT}:layer:insights:1`],
      MemorySize: 1024,
    }),
  );
  const expected = [
    'Lambda function shop-sales has Layers.Arn as people set it, which the file does not describe. Before you apply the file, add it there: else it can be taken away.',
    'SNS topic shop-board has HTTPSuccessFeedbackRoleArn as people set it, which the file does not describe. Before you apply the file, add it there: else it can be taken away.',
  ];
  expect((await messages()).sort()).toEqual(expected);
  expect((await messages(['ended'])).sort()).toEqual(expected);
});
