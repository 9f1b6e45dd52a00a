import { GcxError } from '../../../base/gcx-error.js';
import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { HttpConnection } from '../../../clients/aws/http-model.js';
import { poll } from '../door/poll.js';
import type { RunContext } from '../door/run-context.js';

/** ms after which gcx stops waiting for a connection: a token endpoint that answers does so at once. */
const CONNECTION_TIMEOUT_MS = 90_000;

/** States in which EventBridge calls with a connection. */
const READY: readonly string[] = ['AUTHORIZED', 'ACTIVE'];
/** States from which it comes to no other by itself. */
const FAILED: readonly string[] = ['DEAUTHORIZED', 'FAILED_CONNECTIVITY'];

/** Whether EventBridge can call with a connection. */
export function isReady({ state }: Pick<HttpConnection, 'state'>): boolean {
  return READY.includes(state);
}

/** Whether AWS is about to delete a connection: it can be neither changed nor used any more, and its name is taken until then. */
export function isGoing({ state }: Pick<HttpConnection, 'state'>): boolean {
  return state === 'DELETING';
}

/**
 * Waits until EventBridge can call with a connection.
 * @returns it
 * @throws GcxError with AWS's reason where it cannot
 */
export async function awaitAuthorized(
  name: string,
  context: Pick<RunContext, 'aws' | 'now' | 'sleep'>,
): Promise<HttpConnection> {
  let last: HttpConnection | undefined;
  const settled = await poll(context, CONNECTION_TIMEOUT_MS, async () => {
    last = await context.aws.http.connection(name);
    return last !== undefined && (isReady(last) || FAILED.includes(last.state)) ? last : undefined;
  });
  if (settled !== undefined && isReady(settled)) return settled;
  const why = last?.stateReason;
  throw new GcxError({
    code: 'connection-state',
    what: `Connection ${name} is in state ${last?.state ?? 'unknown'}: EventBridge cannot call the endpoint with it.`,
    ...(why === undefined ? {} : { why }),
    fix: `Correct the authorization in the file, or its secret, then run the command again. To look at it: ${awsCommand`events describe-connection --name ${name}`}`,
  });
}

/**
 * Waits until a connection that is being deleted is gone; one of its name can be made only then.
 * @throws GcxError where it is not gone in time
 */
export async function awaitGone(
  name: string,
  context: Pick<RunContext, 'aws' | 'now' | 'sleep'>,
): Promise<void> {
  let last: HttpConnection | undefined;
  const gone = await poll(context, CONNECTION_TIMEOUT_MS, async () => {
    last = await context.aws.http.connection(name);
    return last === undefined ? true : undefined;
  });
  if (gone === true) return;
  throw new GcxError({
    code: 'connection-not-gone',
    retryable: true,
    what: `EventBridge did not finish deleting connection ${name} within ${CONNECTION_TIMEOUT_MS / 1_000} s: its state is ${last?.state ?? 'unknown'}.`,
    fix: `Run the same command again in a few minutes: it continues where it stopped. To look at the connection: ${awsCommand`events describe-connection --name ${name}`}`,
  });
}
