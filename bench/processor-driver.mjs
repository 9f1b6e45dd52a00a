// Run by processor.mjs: handles events by turns through a processor's bundle and with the bundled client alone, and sends
// events per second of each turn to its parent.
const [processor, client, table, rounds, events, concurrency, sample] = process.argv.slice(2);
const BATCH = 100;
const { handler } = await import(processor);
const { client: dynamodb, PutItemCommand, UpdateItemCommand } = await import(client);

const rates = { client: [], processor: [] };
let serial = 0;
for (let round = 0; round <= Number(rounds); round++) {
  for (const [name, handle] of Object.entries({ client: throughClient, processor: throughProcessor })) {
    const batches = Array.from({ length: Number(events) / BATCH }, () =>
      Array.from({ length: BATCH }, message),
    );
    const start = performance.now();
    for (const batch of batches) await handle(batch);
    // The first round warms up.
    if (round > 0) rates[name].push(Number(events) / ((performance.now() - start) / 1000));
  }
}
process.send(rates);

/** The same conditional put and update for each event, as many at once. */
async function throughClient(batch) {
  const waiting = [...batch];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await putAndUpdate(next.messageId);
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, work));
}

async function putAndUpdate(id) {
  const now = Math.floor(Date.now() / 1000);
  await dynamodb.send(
    new PutItemCommand({
      TableName: table,
      Item: {
        id: { S: id },
        expiration: { N: String(now + 432_000) },
        in_progress_expiration: { N: String(Date.now() + 60_000) },
        status: { S: 'INPROGRESS' },
      },
      ConditionExpression:
        'attribute_not_exists(#id) OR #expiry < :now OR (#status = :inprogress AND attribute_exists(#in_progress_expiry) AND #in_progress_expiry < :now_in_millis)',
      ExpressionAttributeNames: {
        '#id': 'id',
        '#expiry': 'expiration',
        '#in_progress_expiry': 'in_progress_expiration',
        '#status': 'status',
      },
      ExpressionAttributeValues: {
        ':now': { N: String(now) },
        ':now_in_millis': { N: String(Date.now()) },
        ':inprogress': { S: 'INPROGRESS' },
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { id: { S: id } },
      UpdateExpression: 'SET #expiry = :expiry, #status = :status',
      ExpressionAttributeNames: { '#expiry': 'expiration', '#status': 'status' },
      ExpressionAttributeValues: { ':expiry': { N: String(now + 432_000) }, ':status': { S: 'COMPLETED' } },
    }),
  );
}

async function throughProcessor(batch) {
  const answer = await handler({ Records: batch }, lambdaContext());
  if (answer.batchItemFailures.length > 0)
    throw new Error(`${answer.batchItemFailures.length} of ${batch.length} events failed.`);
}

/** An SQS record that holds an event of its own. */
function message() {
  const event = JSON.parse(sample);
  const id = `bench-${++serial}`;
  event.id = id;
  event.detail.eventBody.conversationId = id;
  return {
    messageId: id,
    receiptHandle: id,
    body: JSON.stringify(event),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:bench',
    awsRegion: 'eu-west-1',
  };
}

function lambdaContext() {
  return {
    functionName: 'bench',
    awsRequestId: 'bench',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bench',
    getRemainingTimeInMillis: () => 60_000,
  };
}
