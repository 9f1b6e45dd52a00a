/** How a connection says who is calling, without its secret, which AWS never gives. */
export type ConnectionAuth =
  | { readonly kind: 'apiKey'; readonly header: string }
  | { readonly kind: 'basic'; readonly user: string }
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly method: string;
      readonly clientId: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly query: Readonly<Record<string, string>>;
      readonly body: Readonly<Record<string, string>>;
    };

/** An EventBridge connection: how an HTTPS endpoint is called. Connections carry no tags. */
export interface HttpConnection {
  readonly name: string;
  /** With the id that AWS gave it. */
  readonly arn: string;
  readonly description: string;
  /** `AUTHORIZED` where it can be used; CREATING, AUTHORIZING, DEAUTHORIZED and others where it cannot. */
  readonly state: string;
  /** Why, in AWS's words. */
  readonly stateReason?: string;
  /** Undefined: of a form that gcx does not know. */
  readonly auth?: ConnectionAuth;
}

/** What a connection is made or changed to. */
export interface ConnectionSettings {
  readonly name: string;
  readonly description: string;
  /** Absent: it stays as it is. */
  readonly auth?: ConnectionAuth;
  /** Together with `auth`, always. */
  readonly secret?: string;
}

/** An EventBridge API destination: an HTTPS endpoint, as rules send to it. API destinations carry no tags. */
export interface ApiDestination extends ApiDestinationSettings {
  /** With the id that AWS gave it. */
  readonly arn: string;
  /** `ACTIVE` or `INACTIVE`. */
  readonly state: string;
}

/** What an API destination is made or changed to. */
export interface ApiDestinationSettings {
  readonly name: string;
  readonly description: string;
  /** With the id that AWS gave it. */
  readonly connectionArn: string;
  /** With a `*` for each part of the path that rules fill in. */
  readonly endpoint: string;
  readonly method: string;
  /** Calls a second. */
  readonly rate: number;
}

/** EventBridge's connections and API destinations as gcx uses them. */
export interface HttpApi {
  /** Names of all connections of the account; all pages. */
  connectionNames(): Promise<readonly string[]>;
  /** All API destinations of the account, as they are listed; all pages. */
  destinations(): Promise<readonly Pick<ApiDestination, 'name' | 'connectionArn'>[]>;
  /** Undefined where there is none. */
  connection(name: string): Promise<HttpConnection | undefined>;
  /** Undefined where there is none. */
  destination(name: string): Promise<ApiDestination | undefined>;
  createConnection(settings: ConnectionSettings): Promise<void>;
  updateConnection(settings: ConnectionSettings): Promise<void>;
  /** Nothing where there is none; AWS takes some seconds to do it. */
  deleteConnection(name: string): Promise<void>;
  createDestination(settings: ApiDestinationSettings): Promise<void>;
  updateDestination(settings: ApiDestinationSettings): Promise<void>;
  /** Nothing where there is none. */
  deleteDestination(name: string): Promise<void>;
}

/** AWS Secrets Manager as gcx uses it: secrets are read, never written. */
export interface SecretsApi {
  /** Id of the current version; undefined where there is no such secret. */
  version(id: string): Promise<string | undefined>;
  /** The text of a secret; undefined where there is none, or no such version. It is nowhere shown or kept. */
  value(id: string, version?: string): Promise<string | undefined>;
}
