import type { ConnectionRecord, DestinationRecord } from '../../connection-records.js';
import type { Context } from '../../context.js';
import type { RuleRecord, TargetRecord } from '../../event-records.js';
import { askForToken } from '../../events/connections/authorize-connection.js';
import { connectionOfArn, isActive } from '../../events/connections/connection-state.js';
import { parseSecretDocument, type SecretDocument } from '../../events/connections/secret-document.js';
import { judgeOwnPolicies } from '../../iam/role-rights.js';
import { failedBy } from '../delivery-fault.js';
import type { Handover } from '../queue-delivery.js';
import type { RoutedEvent } from '../routed-event.js';
import { senderFor } from '../sender-for.js';
import type { Trial } from '../trial.js';
import { handoverOf } from './answer.js';
import { destinationRequest } from './destination-request.js';

/** What is to be posted. */
interface Post {
  readonly routed: RoutedEvent;
  readonly rule: RuleRecord;
  readonly target: TargetRecord;
  readonly text: string;
}

/** A token that expires sooner is fetched again (EventBridge user guide, "Authorization methods for connections"). */
const TOKEN_LEFT_MILLISECONDS = 60_000;

/** How long a delivery really waits for what it waits for, all tries together; what is longer is only counted. */
const PATIENCE_MILLISECONDS = 10_000;
/** How long an endpoint is waited for once the patience is over. */
const IMPATIENT_MILLISECONDS = 100;

/** Posts an event to an API destination, with its rate and its retries. */
export async function deliverToDestination(post: Post, trial: Trial, context: Context): Promise<void> {
  const { outside } = context;
  let patience = PATIENCE_MILLISECONDS;
  for (;;) {
    const ready = readyFor(post, context);
    if (ready.kind !== 'ready') {
      trial.begins();
      trial.next(ready);
      return;
    }
    const turn = outside.turn(ready.destination, context.now());
    const late = { code: 'THROTTLING', why: 'the rate of the API destination left it no turn in time' };
    if (!trial.ages(turn / 1_000, late)) return;
    if (turn > 0) await outside.pause(turn);
    trial.begins();
    const fault = context.deliveryFault('http');
    if (fault !== undefined) {
      // Nothing is sent, and the wait before the next try is only counted.
      if (trial.next(failedBy(fault, post.target.Arn)) === undefined) return;
      continue;
    }
    const began = performance.now();
    const handover = await tryOnce(post, ready, patience > 0 ? undefined : IMPATIENT_MILLISECONDS, context);
    const seconds = trial.next(handover);
    if (seconds === undefined) return;
    patience -= performance.now() - began;
    const wait = Math.min(seconds * 1_000, patience);
    if (wait <= 0) continue;
    patience -= wait;
    await outside.pause(wait);
  }
}

interface Ready {
  readonly kind: 'ready';
  readonly destination: DestinationRecord;
  readonly connection: ConnectionRecord;
  readonly document: SecretDocument;
}

/** What stands in the way before anything is sent. [?] The codes of the last two were not recorded. */
function readyFor({ rule, target }: Post, context: Context): Ready | Handover {
  const sender = senderFor(rule, target, context);
  if ('why' in sender) return { kind: 'refused', code: 'FAILED_TO_ASSUME_ROLE', why: sender.why };
  if (sender.role === undefined)
    return { kind: 'refused', code: 'FAILED_TO_ASSUME_ROLE', why: 'the target has no role' };
  const request = { action: 'events:InvokeApiDestination', resource: target.Arn };
  const verdict = judgeOwnPolicies(sender.role, request);
  if (!verdict.allowed) return { kind: 'refused', code: 'NO_PERMISSIONS', why: verdict.why };
  const destination = [...context.state.destinations.values()].find(({ arn }) => arn === target.Arn);
  if (destination === undefined)
    return { kind: 'refused', code: 'NO_RESOURCE', why: `there is no API destination ${target.Arn}` };
  const connection = connectionOfArn(destination.connectionArn, context);
  const secret = context.state.secrets.get(connection?.secretArn ?? '');
  if (connection === undefined || secret === undefined || !isActive(connection))
    return {
      kind: 'refused',
      code: 'NO_PERMISSIONS',
      why: `API destination ${destination.name} is INACTIVE: ${whyInactive(connection)}`,
    };
  const document = parseSecretDocument(secret.value);
  const unmapped = hostsOf(destination, document).find((url) => !context.outside.reaches(url));
  if (unmapped !== undefined) return unsent(destination, unmapped.host);
  return { kind: 'ready', destination, connection, document };
}

/** Where requests go: to the endpoint, whose host has no wildcard, and to that of its tokens. */
function hostsOf(
  { endpoint }: DestinationRecord,
  { authorization_endpoint: tokens }: SecretDocument,
): readonly URL[] {
  const url = new URL(endpoint.replaceAll('*', '-'));
  return tokens === undefined ? [url] : [url, new URL(tokens)];
}

function whyInactive(connection: ConnectionRecord | undefined): string {
  if (connection === undefined) return 'its connection was deleted';
  const reason = connection.reason === undefined ? '' : ` (${connection.reason.replace(/\.$/, '')})`;
  return `connection ${connection.name} is ${connection.state}${reason}`;
}

/** One request, and one for a token before it where there is none that lasts. */
async function tryOnce(
  { routed, target, text }: Post,
  { destination, connection, document }: Ready,
  timeoutMilliseconds: number | undefined,
  context: Context,
): Promise<Handover> {
  const { outside } = context;
  const parts = { destination, connection: document, target, event: routed.event, text };
  const oauth = connection.type === 'OAUTH_CLIENT_CREDENTIALS';
  const token = oauth ? await tokenOf(connection, context) : undefined;
  if (oauth && token === undefined)
    return { kind: 'failed', code: 'CONNECTION_FAILURE', why: `no token: ${whyInactive(connection)}` };
  const request = destinationRequest({ ...parts, ...(token === undefined ? {} : { token }) });
  if ('why' in request) return { kind: 'refused', code: 'INVALID_PARAMETER', why: request.why };
  const answer = await outside.send({
    ...request,
    ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
  });
  const isRefused = answer.kind === 'answer' && (answer.status === 401 || answer.status === 407);
  // Another delivery may have fetched a new one meanwhile.
  if (isRefused && outside.tokens.get(connection.arn)?.value === token) outside.tokens.delete(connection.arn);
  return handoverOf(answer, destination, context.now());
}

function unsent({ name }: DestinationRecord, host: string): Handover {
  return {
    kind: 'unsent',
    why: `not sent to API destination ${name}: nothing stands for ${host}. Start the sandbox with --deliver ${host}=http://127.0.0.1:PORT to have a server of yours stand for it`,
  };
}

async function tokenOf(connection: ConnectionRecord, context: Context): Promise<string | undefined> {
  const known = context.outside.tokens.get(connection.arn);
  const lasts = (known?.expires ?? Number.POSITIVE_INFINITY) - context.now() >= TOKEN_LEFT_MILLISECONDS;
  return known !== undefined && lasts ? known.value : await askForToken(connection, context);
}
