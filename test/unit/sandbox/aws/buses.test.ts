import {
  ActivateEventSourceCommand,
  CreateEventBusCommand,
  DeactivateEventSourceCommand,
  DeleteEventBusCommand,
  DescribeEventBusCommand,
  DescribeEventSourceCommand,
  ListEventBusesCommand,
  ListEventSourcesCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION } from './aws-server.js';
import { makeBus, SOURCE, startBuses } from './bus-server.js';

let aws: AwsServer;

beforeAll(async () => {
  aws = await startBuses();
});

afterAll(async () => {
  await aws.close();
});

describe('buses and partner sources', () => {
  it('are made, found and deleted', async () => {
    const { EventBusArn } = await aws.events.send(
      new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }),
    );
    expect(EventBusArn).toBe(`arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${SOURCE}`);
    const { Arn } = await aws.events.send(new DescribeEventBusCommand({ Name: EventBusArn }));
    expect(Arn).toBe(EventBusArn);
    const { EventBuses } = await aws.events.send(new ListEventBusesCommand({ NamePrefix: 'aws.partner/' }));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual([SOURCE]);
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    const { State, ExpirationTime } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(State).toBe('PENDING');
    expect(ExpirationTime?.getTime()).toBeGreaterThan(Date.now());
  });

  it('are deactivated and activated: PENDING with a bus, then ACTIVE again', async () => {
    const stateOf = async () => {
      const { State, ExpirationTime } = await aws.events.send(
        new DescribeEventSourceCommand({ Name: SOURCE }),
      );
      return [State, ExpirationTime !== undefined];
    };
    const activate = () => aws.events.send(new ActivateEventSourceCommand({ Name: SOURCE }));
    const deactivate = () => aws.events.send(new DeactivateEventSourceCommand({ Name: SOURCE }));
    // Without a bus there is nothing to activate.
    expect(await failure(activate())).toMatchObject({ code: 'InvalidStateException', status: 400 });
    await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
    expect(await failure(activate())).toMatchObject({ code: 'InvalidStateException' });
    await deactivate();
    expect(await stateOf()).toEqual(['PENDING', true]);
    expect(await failure(deactivate())).toMatchObject({ code: 'InvalidStateException' });
    await activate();
    expect(await stateOf()).toEqual(['ACTIVE', false]);
    // A new bus makes a deactivated source ACTIVE.
    await deactivate();
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
    expect(await stateOf()).toEqual(['ACTIVE', false]);
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    const none = 'aws.partner/genesys.com/cloud/none/prod';
    for (const call of [
      new ActivateEventSourceCommand({ Name: none }),
      new DeactivateEventSourceCommand({ Name: none }),
    ])
      expect(await failure(aws.events.send(call))).toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('do not show a source that has expired', async () => {
    const { EventSources } = await aws.events.send(new ListEventSourcesCommand({}));
    expect(EventSources?.map(({ Name }) => Name)).toEqual([SOURCE]);
  });

  it('are not deleted while they have rules', async () => {
    expect(await failure(aws.events.send(new DeleteEventBusCommand({ Name: 'shared' })))).toMatchObject({
      code: 'ValidationException',
      message: "EventBus can't be deleted since it has rules.",
    });
  });

  it('need a source that exists', async () => {
    const Name = 'aws.partner/genesys.com/cloud/none/prod';
    const code = 'ResourceNotFoundException';
    expect(
      await failure(aws.events.send(new CreateEventBusCommand({ Name, EventSourceName: Name }))),
    ).toMatchObject({ code });
    expect(await failure(aws.events.send(new DescribeEventSourceCommand({ Name })))).toMatchObject({ code });
  });

  it('answer errors as AWS was recorded to', async () => {
    await makeBus(aws, 'twice');
    expect(await failure(makeBus(aws, 'twice'))).toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'Event bus twice already exists.',
      status: 400,
    });
    expect(await failure(aws.events.send(new DescribeEventBusCommand({ Name: 'none' })))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Event bus none does not exist.',
    });
    expect(await failure(aws.events.send(new DeleteEventBusCommand({ Name: 'default' })))).toMatchObject({
      code: 'ValidationException',
      message: 'Cannot delete event bus default.',
    });
  });

  it('take no dead letters but into a standard queue of their region', async () => {
    const Name = await makeBus(aws, 'keyed');
    const arn = (service: string, name: string, region = REGION) =>
      `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
    for (const [Arn, said] of [
      ['dead', 'Parameter dead is not valid. Reason: Provided Arn is not in correct format.'],
      [arn('sns', 'dead'), 'sns is not supported as a dead letter resource'],
      [arn('sqs', 'dead.fifo'), 'SQS FIFO is not supported by Dead Letter Queues'],
      [arn('sqs', 'dead', 'eu-north-1'), 'is in another region.'],
    ] as const) {
      const DeadLetterConfig = { Arn };
      for (const call of [
        aws.events.send(new UpdateEventBusCommand({ Name, DeadLetterConfig })),
        aws.events.send(new CreateEventBusCommand({ Name: 'keyed-2', DeadLetterConfig })),
      ]) {
        const { code, message } = await failure(call);
        expect([code, message]).toEqual(['ValidationException', expect.stringContaining(said)]);
      }
    }
    const DeadLetterConfig = { Arn: arn('sqs', 'dead') };
    await aws.events.send(new UpdateEventBusCommand({ Name, DeadLetterConfig }));
    expect(await aws.events.send(new DescribeEventBusCommand({ Name }))).toMatchObject({ DeadLetterConfig });
  });
});
