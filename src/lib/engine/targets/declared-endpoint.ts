import type { HttpTarget } from '../../language/config/model/http-target.js';

/** An HTTPS endpoint that the file speaks of: gcx makes a connection and an API destination for it. */
export interface DeclaredEndpoint {
  readonly target: HttpTarget;
  /** What its API destination is called. */
  readonly name: string;
  /** What its connection is called; several endpoints can share one. */
  readonly connection: string;
  /** ARN of the API destination, without the id that AWS gives it. */
  readonly arn: string;
  /** Its address as EventBridge takes it: with a `*` for each part that comes from the event. */
  readonly endpoint: string;
}
