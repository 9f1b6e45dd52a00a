import type { HttpTarget } from '../../../language/config/model/http-target.js';
import type { DeclaredEndpoint } from '../../targets/declared-endpoint.js';

/** A connection that the file speaks of, with all that call by it. */
export interface DeclaredConnection {
  readonly name: string;
  /** Its targets in the file's order; what they say of the authorization is the same. */
  readonly targets: readonly [HttpTarget, ...HttpTarget[]];
  /** ARNs of their API destinations, without the ids that AWS gives them. */
  readonly on: readonly string[];
}

/** The connections of a file's endpoints, each once. */
export function declaredConnections(endpoints: readonly DeclaredEndpoint[]): readonly DeclaredConnection[] {
  const found = new Map<string, DeclaredConnection>();
  for (const { connection: name, target, arn } of endpoints) {
    const known = found.get(name);
    found.set(name, {
      name,
      targets: known === undefined ? [target] : [...known.targets, target],
      on: [...(known?.on ?? []), arn],
    });
  }
  return [...found.values()];
}
