import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { linesOf, proveRecording, type Recorded } from './recording.js';
import { EAST, openStage, type Stage } from './stage.js';

/** What was recorded of connections and API destinations. */
interface OfDestinations extends Recorded {
  readonly what?: string;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.server.close());

const Name = 'x';
const AuthParameters = { BasicAuthParameters: { Username: 'u', Password: 'p' } };
const destination = {
  Name,
  ConnectionArn: 'arn:aws:events:us-east-1:111111111111:connection/x/1',
  InvocationEndpoint: 'https://example.com',
  HttpMethod: 'POST',
} as const;

/** Every call of the recording, by its name. */
const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  CreateConnection: () =>
    stage
      .in(EAST)
      .events.send(new CreateConnectionCommand({ Name, AuthorizationType: 'BASIC', AuthParameters })),
  DescribeConnection: () => stage.in(EAST).events.send(new DescribeConnectionCommand({ Name })),
  ListConnections: () => stage.in(EAST).events.send(new ListConnectionsCommand({})),
  UpdateConnection: () => stage.in(EAST).events.send(new UpdateConnectionCommand({ Name, AuthParameters })),
  DeauthorizeConnection: () => stage.in(EAST).events.send(new DeauthorizeConnectionCommand({ Name })),
  DeleteConnection: () => stage.in(EAST).events.send(new DeleteConnectionCommand({ Name })),
  CreateApiDestination: () => stage.in(EAST).events.send(new CreateApiDestinationCommand(destination)),
  DescribeApiDestination: () => stage.in(EAST).events.send(new DescribeApiDestinationCommand({ Name })),
  ListApiDestinations: () => stage.in(EAST).events.send(new ListApiDestinationsCommand({})),
  UpdateApiDestination: () => stage.in(EAST).events.send(new UpdateApiDestinationCommand({ Name })),
  DeleteApiDestination: () => stage.in(EAST).events.send(new DeleteApiDestinationCommand({ Name })),
};

/** The calls that a line is about. */
function callsOf({ what = '', call = '' }: OfDestinations): readonly string[] {
  return Object.keys(CALLS).filter((name) => new RegExp(`\\b${name}\\b`).test(`${what} ${call}`));
}

const lines = linesOf<OfDestinations>('api-destinations').map((line, index) => ({ line, number: index + 1 }));

// What the sandbox does not know it says: no line of this recording can be another test yet.
proveRecording<OfDestinations>(
  'api-destinations',
  Object.fromEntries(
    lines
      .filter(({ line }) => callsOf(line).length > 0)
      .map(({ number }) => [
        number,
        async (line: OfDestinations) => {
          for (const name of callsOf(line))
            expect(await failure(CALLS[name]?.() ?? Promise.resolve())).toMatchObject({
              code: 'UnknownOperationException',
              message: `The sandbox does not know events:${name}.`,
            });
        },
      ]),
  ),
  Object.fromEntries(
    lines
      .filter(({ line }) => callsOf(line).length === 0)
      .map(({ number }) => [number, 'of requests of API destinations, which the sandbox does not know']),
  ),
);
