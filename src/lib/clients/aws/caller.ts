import { GcxError } from '../../base/gcx-error.js';
import { Concurrency, proxyAgent, type Runtime, type WriteGate } from '../../base/net/index.js';
import { awsCallError } from './call-error.js';
import type { AwsConnection, AwsCredentials } from './connection.js';
import { type GatedClient, gated } from './gated.js';
import { RetryStrategy } from './retry-strategy.js';

/**
 * Calls of all clients together that may be under way at once: at first, and at most where no service throttles. An answer
 * takes some 50 ms, so that the most is well within what EventBridge takes, 50 calls a second for most of its calls
 * (facts/aws.md), and half of it after the first throttled one.
 */
const callsAtOnce = { first: 8, most: 16 };

/** Milliseconds for a connection to come about, and for one answer. */
const timeouts = { connection: 5_000, request: 30_000 };

/** A provider of credentials as the SDK's clients keep it. */
type CredentialProvider = () => Promise<AwsCredentials>;

/** The part of an SDK client that the clients share. */
interface ConfiguredClient {
  readonly config: { readonly credentials: CredentialProvider };
}

/** What all services share: one concurrency limit, one set of connections and credentials, one way to fail. */
export class AwsCaller {
  readonly region: string;
  private readonly concurrency = new Concurrency(callsAtOnce.most, callsAtOnce.first);
  private readonly retryStrategy: RetryStrategy;
  private requestHandler: ReturnType<typeof openRequestHandler> | undefined;
  /** Of the first client: the others do not sign in again. */
  private credentials: CredentialProvider | undefined;

  constructor(
    private readonly connection: AwsConnection,
    readonly runtime: Runtime,
    /** What calls that change something pass. Absent: nothing. */
    private readonly gate?: WriteGate,
    private readonly requestTimeout: number = timeouts.request,
  ) {
    this.region = connection.region;
    this.retryStrategy = new RetryStrategy(runtime, () => this.concurrency.throttled());
  }

  /** Makes a client of the SDK, whose calls that change something pass the gate. */
  async open<C extends ConfiguredClient & GatedClient>(create: (config: AwsClientConfig) => C): Promise<C> {
    const client = await this.openUngated(create);
    if (this.gate !== undefined) gated(client, this.gate);
    return client;
  }

  /** {@link open} for what the gate itself is kept with. */
  async openUngated<C extends ConfiguredClient>(create: (config: AwsClientConfig) => C): Promise<C> {
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    this.requestHandler ??= openRequestHandler(this.requestTimeout);
    const requestHandler = await this.requestHandler;
    const { region, profile, endpoint } = this.connection;
    const credentials = this.credentials ?? this.connection.credentials;
    const client = create({
      region,
      requestHandler,
      retryStrategy: this.retryStrategy,
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
    this.credentials ??= client.config.credentials;
    return client;
  }

  /** Makes one call when it is its turn. Throws AwsCallError. */
  call<T>(action: string, subject: string | undefined, send: () => Promise<T>): Promise<T> {
    return this.explained(action, subject, () => this.concurrency.run(send));
  }

  /** Makes a call that only waits on AWS's side (long polling): at once, and without taking a turn. Throws AwsCallError. */
  callWaiting<T>(action: string, subject: string, send: () => Promise<T>): Promise<T> {
    return this.explained(action, subject, send);
  }

  private async explained<T>(
    action: string,
    subject: string | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    try {
      return await send();
    } catch (error) {
      // What the gate says is no failure of AWS.
      if (error instanceof GcxError) throw error;
      const profile = this.connection.profile ?? process.env['AWS_PROFILE'];
      throw awsCallError(error, {
        action,
        region: this.region,
        ...(profile ? { profile } : {}),
        ...(subject === undefined ? {} : { subject }),
      });
    }
  }
}

/** What every client of the SDK is made with. */
export interface AwsClientConfig {
  readonly region: string;
  readonly requestHandler: Awaited<ReturnType<typeof openRequestHandler>>;
  readonly retryStrategy: RetryStrategy;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentials | CredentialProvider;
}

async function openRequestHandler(requestTimeout: number) {
  const [{ NodeHttpHandler }, proxy] = await Promise.all([import('@smithy/node-http-handler'), proxyAgent()]);
  return new NodeHttpHandler({
    connectionTimeout: timeouts.connection,
    requestTimeout,
    throwOnRequestTimeout: true,
    ...(proxy === undefined ? {} : { httpAgent: proxy, httpsAgent: proxy }),
  });
}
