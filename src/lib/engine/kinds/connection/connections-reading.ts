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
import { readMade, readUnderway } from '../noted/read-made.js';
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
    const left = await leftNames('connection', scope, carriers, () => aws.http.connectionNames());
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

/** Things of a kind that may have left the file. */
interface LeftNames {
  readonly names: readonly string[];
  /** Whether the credentials may not list them, and nothing says that there are any. */
  readonly unlisted: boolean;
}

/**
 * Names of the project's things of a kind that may have left the file: those that begin with its name, and those of other
 * names that the list of what gcx made holds. They are looked for where the file has such targets,
 * rules still send to one, an apply that made or deleted one stopped, or all is destroyed: every other file would take the
 * permission for nothing.
 */
export async function leftNames(
  kind: 'connection' | 'api-destination',
  scope: Pick<ReadScope, 'config' | 'declared' | 'intent' | 'mark' | 'bus'>,
  carriers: RulesRead & BusTagsRead,
  list: () => Promise<readonly string[]>,
): Promise<LeftNames> {
  const { config, declared, intent } = scope;
  const { rules } = carriers;
  const prefix = ruleNamePrefix(config);
  const { entries = new Map<string, string>(), underway } = readMade(scope, carriers);
  const isOf = (each: 'connection' | 'api-destination', name: string): boolean => {
    const key = madeKey(changeId(each, name));
    return name.startsWith(prefix) || entries.has(key) || underway.has(key);
  };
  const inUse = rules.some(({ targets }) =>
    targets.some(({ arn }) => {
      const name = nameOfApiDestination(arn);
      return name !== undefined && isOf('api-destination', name);
    }),
  );
  const needed = declared.endpoints.length > 0 || inUse;
  const isUnderway = () => readUnderway(scope, carriers)?.has(madeKey(kind)) ?? true;
  if (!needed && intent !== 'destroy' && !isUnderway()) return { names: [], unlisted: false };
  try {
    const names = await list();
    return { names: names.filter((name) => isOf(kind, name)), unlisted: false };
  } catch (error) {
    if (!needed && error instanceof GcxError && error.exitCode === ExitCode.denied)
      return { names: [], unlisted: true };
    throw error;
  }
}
