import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DoNotRetry, defineHandler } from 'genesys-gcx/processor';

const client = new DynamoDBClient({});

export default defineHandler<'conversation.acd.end'>(async ({ conversationId, queueName, time, body }) => {
  if (conversationId === undefined) throw new DoNotRetry('The event names no conversation.');
  await client.send(
    new PutItemCommand({
      TableName: process.env['TABLE'],
      Item: {
        conversation: { S: conversationId },
        queue: { S: queueName ?? '' },
        outcome: { S: body.acdOutcome ?? 'UNKNOWN' },
        ended: { S: new Date(time ?? Date.now()).toISOString() },
      },
    }),
  );
});
