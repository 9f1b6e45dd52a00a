import type { DescribeApiDestinationResponse } from '../../../clients/aws/answers.js';
import type { ApiDestination } from '../../../clients/aws/http-model.js';
import { changeId } from '../../change/change.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { endpointProvenance } from '../connection/endpoint-things.js';
import { leftNames } from '../connection/left-names.js';
import { type AttributeTable, answeredBy, none, ours } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { newerFormatOfDescription } from '../ownership/mark-format.js';
import { namedBy } from '../ownership/thing.js';
import type { RulesRead } from '../rule/rules-reading.js';

/** What EventBridge answers of an API destination (DescribeApiDestination). */
const apiDestinationAttributes: AttributeTable<DescribeApiDestinationResponse> = {
  ApiDestinationArn: none('AWS gives it'),
  Name: none('an API destination of another name is another one'),
  Description: ours('gcx no longer knows it as its own.'),
  ApiDestinationState: none('it follows the state of its connection'),
  ConnectionArn: ours('The endpoint may refuse the call.'),
  InvocationEndpoint: ours('Events go where it says.'),
  HttpMethod: ours('The endpoint may refuse the call.'),
  InvocationRateLimitPerSecond: ours('Lower, events come later; higher, the endpoint may refuse some.'),
  CreationTime: none('it only says when'),
  LastModifiedTime: none('it only says when'),
};

const said = saidBy(apiDestinationAttributes);

/** What differences of an API destination do to events. */
export const apiDestinationHarms: KindHarms = {
  missing: does('stops', 'EventBridge cannot call the endpoint.'),
  fields: {
    url: said('stops', 'InvocationEndpoint'),
    connection: said('stops', 'ConnectionArn'),
    method: said('stops', 'HttpMethod'),
    rate: said('some', 'InvocationRateLimitPerSecond'),
    description: said('later', 'Description'),
  },
};

/** EventBridge API destinations of the account. */
export interface ApiDestinationsRead {
  /** By name: those of the file's endpoints, and those that may have left it; undefined where there is none. */
  readonly apiDestinations: ReadonlyMap<string, ApiDestination | undefined>;
  /** Names of all API destinations of the account, by the ARN of the connection that they call by; none where they were not listed. */
  readonly callers: ReadonlyMap<string, readonly string[]>;
  /** True where these credentials may not list them: those that left the file are not found. */
  readonly apiDestinationsUnlisted?: true;
}

/** Reads the API destinations of the file's endpoints, and ours that left it. */
export const apiDestinationsReading: Reading<ApiDestinationsRead, RulesRead & BusTagsRead> = {
  name: 'apiDestinations',
  waitsFor: ['rules', 'busTags'],
  unread: {
    live: { apiDestinations: new Map(), callers: new Map() },
    of: 'API destinations',
    kinds: ['connection', 'api-destination', 'rule'],
  },
  async read(scope, carriers, { aws }) {
    const named = scope.declared.endpoints.map(({ name }) => name);
    const callers = new Map<string, readonly string[]>();
    const left = await leftNames('api-destination', scope, carriers, aws, async () => {
      const listed = await aws.http.destinations();
      for (const { name, connectionArn } of listed)
        callers.set(connectionArn, [...(callers.get(connectionArn) ?? []), name]);
      return listed.map(({ name }) => name);
    });
    return {
      callers,
      apiDestinations: await readEach(distinct([...named, ...left.names]), (name) =>
        aws.http.destination(name),
      ),
      ...(left.unlisted ? { apiDestinationsUnlisted: true } : {}),
    };
  },
  digest: ({ apiDestinations }) => ({ apiDestinations: [...apiDestinations] }),
  answered: (input) =>
    [...input.live.apiDestinations].flatMap(([name, destination]) => {
      const endpoint = input.declared.endpoints.find((each) => each.name === name);
      const provenance = endpointProvenance(destination?.description, input.mark);
      const thing =
        endpoint === undefined || provenance === undefined
          ? undefined
          : ({
              targets: [endpoint.target.name],
              change: changeId('api-destination', name),
              provenance,
              named: namedBy(input),
            } as const);
      return answeredBy(`API destination ${name}`, destination, apiDestinationAttributes, thing);
    }),
  newerMarks: ({ apiDestinations }) =>
    [...apiDestinations].flatMap(([name, destination]) =>
      newerFormatOfDescription(`API destination ${name}`, destination?.description ?? ''),
    ),
};
