import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { DescribeConnectionResponse } from '../../../clients/aws/answers.js';
import type { HttpConnection } from '../../../clients/aws/http-model.js';
import { nameOfApiDestination } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { changeId } from '../../change/change.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { distinct, type Reading, type ReadScope, readEach } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import { readUnderway } from '../noted/read-made.js';
import { newerFormatOfDescription } from '../ownership/mark-format.js';
import { namedBy } from '../ownership/thing.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { endpointProvenance } from './endpoint-things.js';

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
  /** By name: those of the file's endpoints, and those with a name of the project's; undefined where there is none. */
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
    const named = scope.declared.endpoints.map(({ name }) => name);
    const left = await leftNames('connection', scope, carriers, (prefix) => aws.http.connectionNames(prefix));
    return {
      connections: await readEach(distinct([...named, ...left.names]), (name) => aws.http.connection(name)),
      ...(left.unlisted ? { connectionsUnlisted: true } : {}),
    };
  },
  digest: ({ connections }) => ({ connections: [...connections] }),
  answered: (input) =>
    [...input.live.connections].flatMap(([name, connection]) => {
      const endpoint = input.declared.endpoints.find((each) => each.name === name);
      const provenance = endpointProvenance(connection?.description, input.mark);
      const thing =
        endpoint === undefined || provenance === undefined
          ? undefined
          : ({
              targets: [endpoint.target.name],
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

/** Things of a kind that may have left the file. */
interface LeftNames {
  readonly names: readonly string[];
  /** Whether the credentials may not list them, and nothing says that there are any. */
  readonly unlisted: boolean;
}

/**
 * Names of the project's things of a kind that may have left the file. They are looked for where the file has such targets,
 * rules still send to one, an apply that made or deleted one stopped, or all is destroyed: every other file would take the
 * permission for nothing.
 */
export async function leftNames(
  kind: 'connection' | 'api-destination',
  scope: Pick<ReadScope, 'config' | 'declared' | 'intent' | 'mark' | 'bus'>,
  carriers: RulesRead & BusTagsRead,
  list: (prefix: string) => Promise<readonly string[]>,
): Promise<LeftNames> {
  const { config, declared, intent } = scope;
  const { rules } = carriers;
  const prefix = ruleNamePrefix(config);
  const inUse = rules.some(({ targets }) =>
    targets.some(({ arn }) => nameOfApiDestination(arn)?.startsWith(prefix)),
  );
  const needed = declared.endpoints.length > 0 || inUse;
  const isUnderway = () => readUnderway(scope, carriers)?.has(madeKey(kind)) ?? true;
  if (!needed && intent !== 'destroy' && !isUnderway()) return { names: [], unlisted: false };
  try {
    return { names: await list(prefix), unlisted: false };
  } catch (error) {
    if (!needed && error instanceof GcxError && error.exitCode === ExitCode.denied)
      return { names: [], unlisted: true };
    throw error;
  }
}
