import { resourceNotFound } from '../../aws-error.js';
import type { ConnectionRecord } from '../../connection-records.js';
import type { Context } from '../../context.js';

/** How long a state passes at most; a read ends it sooner. */
const PASSING_MILLISECONDS = 1_000;

/** Puts a connection in a state that passes: see {@link connectionNamed}. */
export function pass(
  connection: ConnectionRecord,
  state: 'AUTHORIZING' | 'DEAUTHORIZING' | 'DELETING',
  context: Context,
): void {
  enter(connection, state, context);
  connection.settles = context.now() + PASSING_MILLISECONDS;
}

/**
 * Puts a connection in a state, and lets its API destinations know where they begin or cease to work. Those of an
 * active connection that is deleted forget it (as an author has it who recorded AWS in September 2026).
 */
export function enter(
  connection: ConnectionRecord,
  state: ConnectionRecord['state'],
  context: Context,
): void {
  const was = isActive(connection);
  connection.state = state;
  delete connection.settles;
  if (was === isActive(connection)) return;
  for (const destination of context.state.destinations.values()) {
    if (destination.connectionArn !== connection.arn) continue;
    destination.modified = context.now();
    if (state === 'DELETING') delete destination.connectionArn;
  }
}

/** Whether API destinations of a connection are ACTIVE. */
export function isActive({ state }: ConnectionRecord): boolean {
  return state === 'AUTHORIZED' || state === 'DEAUTHORIZING';
}

/** A connection's states that pass have passed where it is time. */
function settle(connection: ConnectionRecord, context: Context): void {
  if (connection.settles === undefined || context.now() < connection.settles) return;
  switch (connection.state) {
    case 'DELETING':
      context.state.connections.delete(connection.name);
      return;
    case 'DEAUTHORIZING':
      enter(connection, 'DEAUTHORIZED', context);
      delete connection.secretArn;
      return;
    case 'AUTHORIZING':
      enter(connection, 'AUTHORIZED', context);
      connection.authorized = context.now();
      return;
    default:
      delete connection.settles;
  }
}

/** All connections as they are now, by name. */
export function allConnections(context: Context): readonly ConnectionRecord[] {
  const { connections } = context.state;
  for (const connection of [...connections.values()]) settle(connection, context);
  return [...connections.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The connection of a name, as it is now; undefined where there is none. */
export function connectionNamed(name: string, context: Context): ConnectionRecord | undefined {
  const connection = context.state.connections.get(name);
  if (connection !== undefined) settle(connection, context);
  return context.state.connections.get(name);
}

/** The connection of an ARN, not another one that got its name later. */
export function connectionOfArn(arn: string | undefined, context: Context): ConnectionRecord | undefined {
  const [, name = ''] = arn?.split(':').slice(5).join(':').split('/') ?? [];
  const connection = connectionNamed(name, context);
  return connection?.arn === arn ? connection : undefined;
}

/** @throws AwsError ResourceNotFoundException, in the same words for all calls (recorded 2024-12-09) */
export function existingConnection(name: string, context: Context): ConnectionRecord {
  const connection = connectionNamed(name, context);
  if (connection === undefined)
    throw resourceNotFound(`Failed to describe the connection(s). Connection '${name}' does not exist.`);
  return connection;
}

/** A state that passes has passed once it was read. */
export function wasRead(connection: ConnectionRecord, context: Context): void {
  if (connection.settles !== undefined) connection.settles = context.now();
}
