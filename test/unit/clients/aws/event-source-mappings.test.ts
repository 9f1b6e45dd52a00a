import { describe, expect, it } from 'vitest';
import type { Reply } from '../../base/net/test-server.js';
import { restError, useAws } from './aws-server.js';

const setup = useAws();
const account = 'eu-west-1:111122223333';
const functionArn = `arn:aws:lambda:${account}:function:f`;
const queueArn = `arn:aws:sqs:${account}:q`;
const source = { functionName: 'f', queueArn, batchSize: 100, windowSeconds: 5, tags: { a: 'b' } };

const LIST = 'GET /2015-03-31/event-source-mappings';
const CREATE = 'POST /2015-03-31/event-source-mappings';
const READ = `${LIST}/u`;
const UPDATE = 'PUT /2015-03-31/event-source-mappings/u';
const DELETE = 'DELETE /2015-03-31/event-source-mappings/u';

const missing = restError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
const inUse = restError(
  'ResourceInUseException',
  'Cannot update the event source mapping because it is in use.',
  400,
);
const taken = restError(
  'ResourceConflictException',
  `An event source mapping with SQS arn (" ${queueArn} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID u`,
  409,
);

function mapping(State: string, UUID = 'u') {
  return {
    UUID,
    EventSourceMappingArn: `arn:aws:lambda:${account}:event-source-mapping:${UUID}`,
    FunctionArn: functionArn,
    EventSourceArn: queueArn,
    State,
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  };
}

const listed = (...states: readonly string[]): Reply => ({
  json: { EventSourceMappings: states.map((state) => mapping(state)) },
});

describe('event source mappings', () => {
  it('are listed over all pages with tags, without those on their way out', async () => {
    const { aws } = await setup(({ action, received }) => {
      if (action !== LIST) return { json: { Tags: { a: 'b' } } };
      return received.query.get('Marker') === null
        ? { json: { EventSourceMappings: [mapping('Deleting', 'v')], NextMarker: 'm' } }
        : { json: { EventSourceMappings: [mapping('Disabled')] } };
    });
    expect(await aws.functions.eventSourceMappings('f')).toEqual([
      {
        uuid: 'u',
        functionArn,
        queueArn,
        enabled: false,
        batchSize: 100,
        windowSeconds: 5,
        reportsItemFailures: true,
        filtered: false,
        tags: { a: 'b' },
      },
    ]);
  });

  it('say that they have filters', async () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"body":{"a":["b"]}}' }] };
    const { aws } = await setup(({ action }) =>
      action === LIST
        ? { json: { EventSourceMappings: [{ ...mapping('Enabled'), FilterCriteria }] } }
        : { json: { Tags: {} } },
    );
    expect(await aws.functions.eventSourceMappings('f')).toMatchObject([{ filtered: true }]);
  });

  it('are none where there is no function', async () => {
    const { aws } = await setup(() => missing);
    expect(await aws.functions.eventSourceMappings('f')).toEqual([]);
  });

  it('are made once the role may read the SQS queue, and waited for', async () => {
    let reads = 0;
    const { aws, calls, server } = await setup(({ action }, call) => {
      if (action === READ) return { json: mapping(++reads < 3 ? 'Creating' : 'Enabled') };
      return call < 3
        ? restError(
            'InvalidParameterValueException',
            'The function execution role does not have permissions to call ReceiveMessage on SQS',
            400,
          )
        : { status: 202, json: mapping('Creating') };
    });
    await aws.functions.createEventSourceMapping(source);
    expect(calls()).toEqual([CREATE, CREATE, CREATE, READ, READ, READ]);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      FunctionName: 'f',
      EventSourceArn: queueArn,
      Enabled: true,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      Tags: { a: 'b' },
    });
  });

  it('are refused at once where the visibility time-out is too short', async () => {
    const { aws, calls } = await setup(() =>
      restError(
        'InvalidParameterValueException',
        'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
        400,
      ),
    );
    await expect(aws.functions.createEventSourceMapping(source)).rejects.toMatchObject({
      report: { what: expect.stringContaining('Queue visibility timeout: 30 seconds') },
    });
    expect(calls()).toEqual([CREATE]);
  });

  it('are made when the old one of the same queue is gone', async () => {
    let creates = 0;
    const { aws, calls } = await setup(({ action }) => {
      if (action === CREATE) return ++creates < 3 ? taken : { status: 202, json: mapping('Enabled') };
      return action === LIST ? listed('Deleting') : { json: mapping('Enabled') };
    });
    await aws.functions.createEventSourceMapping(source);
    expect(calls()).toEqual([CREATE, LIST, CREATE, LIST, CREATE, READ]);
  });

  it.each([
    ['after a lost answer, with our tags', 500, { a: 'b' }, 'made'],
    ['after a lost answer, with others’ tags', 500, {}, 'refused'],
    ['without a lost answer', 409, { a: 'b' }, 'refused'],
  ])('that exist %s (HTTP %i) are taken rightly', async (_, first, tags, outcome) => {
    const { aws } = await setup(({ action }, call) => {
      if (action === CREATE) return call === 1 && first === 500 ? { status: 500, json: {} } : taken;
      if (action === LIST) return listed('Enabled');
      return { json: action === READ ? mapping('Enabled') : { Tags: tags } };
    });
    const made = aws.functions.createEventSourceMapping(source);
    if (outcome === 'made') await made;
    else await expect(made).rejects.toMatchObject({ awsCode: 'ResourceConflictException' });
  });

  it('are changed when no other change is under way, with failures of single messages', async () => {
    const states = ['Updating', 'Enabled', 'Updating', 'Enabled'];
    let updates = 0;
    const { aws, calls, server } = await setup(({ action }) =>
      action === READ
        ? { json: mapping(states.shift() ?? '') }
        : ++updates < 3
          ? inUse
          : { status: 202, json: mapping('Updating') },
    );
    await aws.functions.updateEventSourceMapping('u', { batchSize: 10, windowSeconds: 0, enabled: true });
    expect(calls()).toEqual([READ, READ, UPDATE, UPDATE, UPDATE, READ, READ]);
    expect(JSON.parse(server.received[2]?.body ?? '')).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: {},
    });
  });

  it('that went meanwhile cannot be changed', async () => {
    const { aws } = await setup(() => missing);
    await expect(
      aws.functions.updateEventSourceMapping('u', { batchSize: 10, windowSeconds: 0, enabled: true }),
    ).rejects.toMatchObject({ report: { code: 'gone-meanwhile' } });
  });

  it('are deleted when no change is under way, and waited for until they are gone', async () => {
    let deletes = 0;
    let looks = 0;
    const { aws, calls } = await setup(({ action }) => {
      if (action === DELETE) return ++deletes < 2 ? inUse : { status: 202, json: mapping('Deleting') };
      if (deletes < 2) return { json: mapping('Updating') };
      return ++looks < 2 ? { json: mapping('Deleting') } : missing;
    });
    await aws.functions.deleteEventSourceMapping('u');
    expect(calls()).toEqual([READ, DELETE, READ, DELETE, READ, READ]);
  });

  it('that are not there are deleted', async () => {
    const { aws, calls } = await setup(() => missing);
    await aws.functions.deleteEventSourceMapping('u');
    expect(calls()).toEqual([READ, DELETE]);
  });
});
