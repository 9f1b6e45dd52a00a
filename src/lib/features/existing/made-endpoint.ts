import type { ApiDestination, HttpConnection } from '../../clients/aws/http-model.js';

/** What gcx made for an HTTPS endpoint. */
export interface MadeEndpoint {
  /** Name of the target in the file that it was made for. */
  readonly target: string;
  readonly destination: ApiDestination;
  readonly connection: HttpConnection;
}
