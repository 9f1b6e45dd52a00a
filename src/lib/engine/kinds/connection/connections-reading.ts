import type { DescribeConnectionResponse } from '../../../clients/aws/answers.js';
import type { HttpConnection } from '../../../clients/aws/http-model.js';
import { changeId } from '../../change/change.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { newerFormatOfDescription } from '../ownership/mark-format.js';
import { namedBy } from '../ownership/thing.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { endpointProvenance } from './endpoint-things.js';
import { leftNames } from './left-names.js';

const OTHER = 'The endpoint may refuse the call.';

/** What EventBridge answers of a connection (DescribeConnection). It never answers a secret. */
const connectionAttributes: AttributeTable<DescribeConnectionResponse> = {
  ConnectionArn: none('AWS gives it'),
  Name: none('a connection of another name is another connection'),
  Description: ours('gcx no longer knows it as its own.'),
  AuthorizationType: ours(OTHER),
  AuthParameters: parts({
    ApiKeyAuthParameters: parts({ ApiKeyName: ours(OTHER) }),
    BasicAuthParameters: parts({ Username: ours(OTHER) }),
    OAuthParameters: parts({
      ClientParameters: parts({ ClientID: ours(OTHER) }),
      AuthorizationEndpoint: ours(OTHER),
      HttpMethod: ours(OTHER),
      OAuthHttpParameters: none('its parts are compared with the file'),
    }),
    InvocationHttpParameters: none('gcx sets none, and keeps what people set'),
    ConnectivityParameters: none('gcx makes no private connections'),
  }),
  InvocationConnectivityParameters: none('gcx makes no private connections'),
  ConnectionState: ours('EventBridge cannot call the endpoint.'),
  StateReason: none('it explains the state'),
  SecretArn: none('AWS keeps the secret there, and changes it with the connection'),
  // Whether EventBridge may use it shows in the state.
  KmsKeyIdentifier: people({ usual: null }),
  CreationTime: none('it only says when'),
  LastModifiedTime: none('it only says when'),
  LastAuthorizedTime: none('it only says when'),
};

const said = saidBy(connectionAttributes);

/** What differences of a connection do to events. */
export const connectionHarms: KindHarms = {
  missing: does('stops', 'EventBridge cannot call the endpoint.'),
  fields: {
    authorization: said('stops', 'AuthorizationType'),
    secret: does('stops', 'The endpoint refuses the call.'),
    state: said('stops', 'ConnectionState'),
    description: said('later', 'Description'),
  },
};

/** EventBridge connections of the account. */
export interface ConnectionsRead {
  /** By name: those of the file's endpoints, and those that may have left it; undefined where there is none. */
  readonly connections: ReadonlyMap<string, HttpConnection | undefined>;
  /** True where these credentials may not list them: those that left the file are not found. */
  readonly connectionsUnlisted?: true;
}

/** Reads the connections of the file's endpoints, and ours that left it. */
export const connectionsReading: Reading<ConnectionsRead, RulesRead & BusTagsRead> = {
  name: 'connections',
  waitsFor: ['rules', 'busTags'],
  unread: { live: { connections: new Map() }, of: 'connections', kinds: ['connection', 'api-destination'] },
  async read(scope, carriers, { aws }) {
    const named = scope.declared.endpoints.map(({ connection }) => connection);
    const left = await leftNames('connection', scope, carriers, aws, () => aws.http.connectionNames());
    return {
      connections: await readEach(distinct([...named, ...left.names]), (name) => aws.http.connection(name)),
      ...(left.unlisted ? { connectionsUnlisted: true } : {}),
    };
  },
  digest: ({ connections }) => ({ connections: [...connections] }),
  answered: (input) =>
    [...input.live.connections].flatMap(([name, connection]) => {
      const callers = input.declared.endpoints.filter((each) => each.connection === name);
      const provenance = endpointProvenance(connection?.description, input.mark);
      const thing =
        callers.length === 0 || provenance === undefined
          ? undefined
          : ({
              targets: callers.map(({ target }) => target.name),
              change: changeId('connection', name),
              provenance,
              named: namedBy(input),
            } as const);
      return answeredBy(`connection ${name}`, connection, connectionAttributes, thing);
    }),
  newerMarks: ({ connections }) =>
    [...connections].flatMap(([name, connection]) =>
      newerFormatOfDescription(`connection ${name}`, connection?.description ?? ''),
    ),
};
