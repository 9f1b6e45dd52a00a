import { canonicalJson, isJsonObject, type JsonValue } from '../../../base/json.js';
import { connectionNameOf, destinationNameOf } from '../../names/http-names.js';
import { entriesOf, nodeAt, rangeAt, type SourceNode, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** An HTTPS endpoint of the file, with what its things on AWS are called. */
interface Endpoint {
  readonly target: string;
  readonly destination: string;
  readonly connection: string;
  readonly http: SourceNode;
}

/**
 * Checks that no two HTTPS endpoints would make the same API destination, and that those that share a connection say the same
 * of the authorization: a connection has one.
 */
export function checkSameEndpoint(context: CheckContext): void {
  const destinations = new Map<string, Endpoint>();
  const connections = new Map<string, Endpoint>();
  for (const endpoint of endpointsOf(context)) {
    const same = destinations.get(endpoint.destination);
    if (same === undefined) destinations.set(endpoint.destination, endpoint);
    else sameDestination(context, endpoint, same);
    const shared = connections.get(endpoint.connection);
    if (shared === undefined) connections.set(endpoint.connection, endpoint);
    else if (same === undefined) sharedConnection(context, endpoint, shared);
  }
}

function endpointsOf({ root, environment }: CheckContext): readonly Endpoint[] {
  const config = { project: textOf(nodeAt(root, ['project'])) ?? '', environment };
  return [...entriesOf(nodeAt(root, ['targets']))].flatMap(([target, { value }]) => {
    const http = nodeAt(value, ['http']);
    if (http?.kind !== 'map') return [];
    const said = (key: string): string | undefined => textOf(nodeAt(http, [key])) || undefined;
    const [destinationName, connectionName] = [said('name'), said('connection')];
    const naming = {
      name: target,
      ...(destinationName === undefined ? {} : { destinationName }),
      ...(connectionName === undefined ? {} : { connectionName }),
    };
    return [
      {
        target,
        destination: destinationNameOf(config, naming),
        connection: connectionNameOf(config, naming),
        http,
      },
    ];
  });
}

function sameDestination(
  { problems }: CheckContext,
  { target, destination, http }: Endpoint,
  other: Endpoint,
): void {
  const at = ['targets', target, 'http'];
  const problem = {
    code: 'same-thing',
    message: `"${target}" and "${other.target}" would both create the API destination ${destination}.`,
    fix: 'Give one of them another name, or keep one target and name it wherever it is needed.',
  };
  if (nodeAt(http, ['name']) === undefined) problems.atKey(at, problem);
  else problems.at([...at, 'name'], problem);
}

function sharedConnection(
  { problems, root }: CheckContext,
  { target, connection, http }: Endpoint,
  other: Endpoint,
): void {
  const auth = nodeAt(http, ['auth']);
  const first = nodeAt(other.http, ['auth']);
  if (auth?.kind !== 'map' || first?.kind !== 'map' || authText(auth) === authText(first)) return;
  const place: ConfigPath = ['targets', other.target, 'http', 'auth'];
  const relatedLine = problems.file.lineOf(rangeAt(root, place).start);
  problems.atKey(['targets', target, 'http', 'auth'], {
    code: 'shared-connection',
    message: `"${target}" and "${other.target}" (line ${relatedLine}) share the connection ${connection}, but do not say the same "auth": a connection has one.`,
    fix: `Write the same auth in both, or give one of them another connection:  connection: NAME.`,
    relatedLine,
  });
}

/** What a target says of the authorization, so that two that mean the same have the same text. */
function authText(auth: SourceNode): string {
  return canonicalJson(withoutDefaults(toJson(auth)));
}

function withoutDefaults(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const { oauth, ...rest } = value;
  if (!isJsonObject(oauth)) return rest;
  const isDefault = ([key, each]: readonly [string, JsonValue]): boolean =>
    (key === 'method' && each === 'POST') || (isJsonObject(each) && Object.keys(each).length === 0);
  return { ...rest, oauth: Object.fromEntries(Object.entries(oauth).filter((entry) => !isDefault(entry))) };
}
