import type { TargetCommon } from './target-common.js';

/** Methods that EventBridge calls an API destination with (HttpMethod in its API reference). */
export const HTTP_METHODS = ['POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const;

/** Methods with which EventBridge asks for an OAuth token (ConnectionOAuthHttpMethod in its API reference). */
export const TOKEN_METHODS = ['GET', 'POST', 'PUT'] as const;

/** Where gcx takes a secret from when it is sent to AWS: never from the file. */
export type SecretReference =
  /** The environment variable `GENESYS_GCX_SECRET_NAME` of the machine that gcx runs on. */
  | { readonly kind: 'env'; readonly name: string }
  | {
      readonly kind: 'secretsManager';
      /** Name or ARN of the secret. */
      readonly id: string;
      /** Member of the JSON that the secret holds. Absent: the secret is the whole text. */
      readonly key?: string;
      /** Id of the version. Absent: the current one. */
      readonly version?: string;
    };

/** Texts by name, such as headers. */
export type HttpParameters = Readonly<Record<string, string>>;

/** How EventBridge proves to an HTTPS endpoint who is calling; it calls none without. */
export type HttpAuth =
  | { readonly kind: 'apiKey'; readonly header: string; readonly secret: SecretReference }
  | { readonly kind: 'basic'; readonly user: string; readonly secret: SecretReference }
  | {
      /** OAuth 2.0 with client credentials. */
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly method: (typeof TOKEN_METHODS)[number];
      readonly clientId: string;
      readonly secret: SecretReference;
      /** What is sent to the token endpoint beside client id and client secret. */
      readonly headers: HttpParameters;
      readonly query: HttpParameters;
      readonly body: HttpParameters;
    };

/** An HTTPS endpoint as a target: gcx makes an EventBridge connection and an API destination for it. */
export interface HttpTarget extends TargetCommon {
  readonly kind: 'http';
  /** With `{NAME}` for each part of the path that comes from the event. */
  readonly url: string;
  /** By name, the path into the event of each `{NAME}` in the URL. */
  readonly path: HttpParameters;
  readonly method: (typeof HTTP_METHODS)[number];
  /** A text, or a path into the event that begins with `$`; so in the query, too. */
  readonly headers: HttpParameters;
  readonly query: HttpParameters;
  /** Calls a second, at most. Absent: {@link Limits.httpCallsPerSecond}. */
  readonly rate?: number;
  readonly auth: HttpAuth;
  /** Name of the API destination on AWS. Absent: it is made of project, environment and target. */
  readonly destinationName?: string;
  /** Name of the connection on AWS; several targets with the same `auth` may share one. Absent: as the API destination. */
  readonly connectionName?: string;
}
