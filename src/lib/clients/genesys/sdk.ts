// The build replaces this package by its few classes that are named here (scripts/genesys-sdk), which load in
// milliseconds; unbundled, in tests, it is the whole package.
import sdk from 'purecloud-platform-client-v2';
import { type Runtime, systemRuntime, type WriteGate } from '../../base/net/index.js';
import type { GenesysConnection } from './connection.js';
import { type GenesysAnswer, type GenesysCall, GenesysHttp } from './http.js';
import { Transport } from './transport.js';

/** How long one request may take, in milliseconds. */
const requestTimeout = 30_000;

type ApiClient = typeof sdk.ApiClient;

/** The API classes of the SDK that gcx uses, joined to our own HTTP client. */
export interface GenesysSdk {
  readonly analytics: InstanceType<typeof sdk.AnalyticsApi>;
  readonly authorization: InstanceType<typeof sdk.AuthorizationApi>;
  readonly integrations: InstanceType<typeof sdk.IntegrationsApi>;
  readonly notifications: InstanceType<typeof sdk.NotificationsApi>;
  readonly organization: InstanceType<typeof sdk.OrganizationApi>;
  readonly routing: InstanceType<typeof sdk.RoutingApi>;
  readonly tokens: InstanceType<typeof sdk.TokensApi>;
  /** A call that no API class has: `{name}` in the path is filled from `pathParameters`, percent-encoded. */
  call(
    method: 'GET' | 'PUT',
    path: string,
    pathParameters?: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<unknown>;
}

/** What a connection is opened with. */
export interface SdkOptions {
  /** What calls that can change something pass. Absent: nothing. */
  readonly gate?: WriteGate;
  /** What tests replace. */
  readonly runtime?: Runtime;
  /** How long one request may take, in milliseconds. */
  readonly requestTimeout?: number;
}

/** Opens the SDK for one connection. Nothing is called yet. */
export function openSdk(connection: GenesysConnection, options: SdkOptions = {}): GenesysSdk {
  const client = newApiClient();
  // The SDK reads a file in the home folder that can redirect hosts and log: nothing of it is to hold here.
  client.config.live_reload_config = false;
  client.config.setConfigPath('');
  client.config.refresh_access_token = false;
  Object.assign(client.config.logger, { log: () => {} });
  delete client.config.gateway;
  client.setEnvironment(connection.environment);
  if (connection.gateway !== undefined) client.setGateway(connection.gateway);
  const hosts = {
    api: client.config.getConfUrl('api', client.config.basePath),
    login: client.config.getConfUrl('login', client.config.authUrl),
  };
  const transport = new Transport(options.requestTimeout ?? requestTimeout);
  client.setHttpClient(
    new SdkHttpClient(
      new GenesysHttp(connection, hosts, transport, options.runtime ?? systemRuntime, options.gate),
    ),
  );
  return {
    analytics: new sdk.AnalyticsApi(client),
    authorization: new sdk.AuthorizationApi(client),
    integrations: new sdk.IntegrationsApi(client),
    notifications: new sdk.NotificationsApi(client),
    organization: new sdk.OrganizationApi(client),
    routing: new sdk.RoutingApi(client),
    tokens: new sdk.TokensApi(client),
    call: (method, path, pathParameters = {}, body = undefined) =>
      client.callApi(
        path,
        method,
        { ...pathParameters },
        {},
        {},
        {},
        body,
        ['PureCloud OAuth'],
        ['application/json'],
        ['application/json'],
      ),
  };
}

/** Our HTTP client in the SDK's words; the SDK takes nothing but a subclass of its own abstract class. */
class SdkHttpClient extends sdk.AbstractHttpClient {
  constructor(private readonly http: GenesysHttp) {
    super();
  }

  override request(options: GenesysCall): Promise<GenesysAnswer> {
    return this.http.call(options);
  }

  override enableHooks(): void {}
}

/** The package exports one instance of its client; each connection gets its own. */
function newApiClient(): ApiClient {
  return Reflect.construct(sdk.ApiClient.constructor, []);
}
