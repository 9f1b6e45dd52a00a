import { ExitCode } from '../../base/exit-codes.js';
import { type ErrorReport, GcxError, withCause } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject } from '../../base/json.js';
import { permissionFor, whoamiChecks } from './permissions.js';
import type { NetworkFailure, TransportAnswer } from './transport.js';

/** Which call it was, for messages. */
export interface CallName {
  readonly method: string;
  /** Without the query. */
  readonly url: URL;
}

/** A call that Genesys Cloud answered with an error. It holds nothing of what was sent. */
export class GenesysCallError extends GcxError {
  constructor(
    report: ErrorReport,
    exitCode: ExitCode,
    /** HTTP status. */
    readonly status: number,
    cause?: unknown,
  ) {
    super(report, exitCode, cause);
  }
}

/** The error for an answer with a status of 300 or more. `redact` takes secrets out of a text. */
export function callError(
  call: CallName,
  answer: TransportAnswer,
  redact: (text: string) => string,
): GenesysCallError {
  const body = errorBody(answer.text);
  const said = body.message === undefined ? undefined : redact(body.message);
  const name = `${call.method} ${call.url.pathname}`;
  const correlation = answer.headers['inin-correlation-id'] ?? body.contextId;
  const where = [
    `${call.method} ${call.url.host}${call.url.pathname}`,
    `HTTP ${answer.status}`,
    ...(correlation === undefined ? [] : [`correlation id ${correlation}`]),
  ].join(', ');
  const fail = (exitCode: ExitCode, report: Omit<ErrorReport, 'where'>): GenesysCallError =>
    withCause(
      new GenesysCallError({ where, ...report }, exitCode, answer.status),
      answered(answer.status, correlation, said),
    );
  const why = said === undefined ? {} : { why: said };
  switch (answer.status) {
    case 401:
      return fail(ExitCode.denied, {
        code: 'genesys-unauthorized',
        what: 'Genesys Cloud does not accept the access token: it is wrong, expired, or of another environment.',
        ...why,
        fix: 'Check GENESYSCLOUD_ACCESS_TOKEN or the OAuth client in GENESYSCLOUD_OAUTHCLIENT_ID and _SECRET, and that the environment is the one of its organization.',
      });
    case 403:
      return fail(ExitCode.denied, { ...permissionReport(missingPermissions(body, call), name), ...why });
    case 407:
      return fail(ExitCode.error, {
        code: 'proxy-authentication',
        what: 'The proxy requires a user name and password.',
        fix: 'Put them into HTTPS_PROXY: http://user:password@host:port.',
      });
    case 429:
      return fail(ExitCode.error, {
        code: 'genesys-rate-limited',
        retryable: true,
        what: 'Genesys Cloud still refuses more calls, after several attempts.',
        ...why,
        fix: 'Wait a minute and run it again; another program may use up the limit of the same OAuth client.',
      });
    default:
      if (answer.status >= 500) {
        return fail(ExitCode.error, {
          code: 'genesys-unavailable',
          retryable: true,
          what: `Genesys Cloud failed to answer ${name}.`,
          ...why,
          fix: 'Run it again in some minutes; Genesys Care asks for the correlation id.',
        });
      }
      return fail(ExitCode.error, {
        code: 'genesys-refused',
        what: `Genesys Cloud refused ${name}${said === undefined ? '.' : `: ${said}`}`,
      });
  }
}

function permissionReport(missing: readonly string[], name: string): Omit<ErrorReport, 'where' | 'why'> {
  const code = 'genesys-permission-missing';
  if (missing.length === 0) {
    return {
      code,
      what: `The Genesys Cloud credentials are not allowed to do this (${name}).`,
      fix: `Give a role of the OAuth client the permission that this call needs (Admin > Roles / Permissions); ${gcxCommand('whoami')} shows what is missing.`,
    };
  }
  const list = missing.join(', ');
  const checked = missing.some(whoamiChecks) ? `; ${gcxCommand('whoami')} shows what is missing` : '';
  return {
    code,
    what: `The Genesys Cloud credentials lack the permission${missing.length > 1 ? 's' : ''} ${list}.`,
    fix: `Give a role of the OAuth client ${list} (Admin > Roles / Permissions), in the divisions that it works on${checked}.`,
  };
}

/** What an answer said, as the cause of the error for it: nothing of what was sent, and no body. */
function answered(status: number, correlation: string | undefined, said: string | undefined): Error {
  const parts = [
    `HTTP ${status}`,
    ...(correlation === undefined ? [] : [`correlation id ${correlation}`]),
    ...(said === undefined ? [] : [said]),
  ];
  return new Error(parts.join(', '));
}

/** The error for a token request that was refused. */
export function loginError(
  call: CallName,
  answer: TransportAnswer,
  redact: (text: string) => string,
): GenesysCallError {
  if (answer.status >= 500 || answer.status === 407 || answer.status === 429)
    return callError(call, answer, redact);
  const body = errorBody(answer.text);
  const said = body.message === undefined ? undefined : redact(body.message);
  const error = new GenesysCallError(
    {
      code: 'genesys-login-failed',
      what: 'Genesys Cloud does not accept the OAuth client: its id or secret is wrong, or it belongs to another environment.',
      where: `POST ${call.url.host}${call.url.pathname}, HTTP ${answer.status}${answer.headers['inin-correlation-id'] === undefined ? '' : `, correlation id ${answer.headers['inin-correlation-id']}`}`,
      ...(said === undefined ? {} : { why: said }),
      fix: 'Check GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and the environment; the client needs the grant type "Client Credentials".',
    },
    ExitCode.denied,
    answer.status,
  );
  return withCause(error, answered(answer.status, answer.headers['inin-correlation-id'], said));
}

/** The error for an answer that is not JSON although its status says that all is well. */
export function notJsonError(call: CallName, answer: TransportAnswer): GenesysCallError {
  return new GenesysCallError(
    {
      code: 'genesys-not-json',
      what: `${call.url.host} answered ${call.method} ${call.url.pathname} with something that is not JSON.`,
      why: 'A proxy or a sign-in page may stand between, or the host is not Genesys Cloud.',
      fix: 'Check HTTPS_PROXY and GENESYSCLOUD_GATEWAY_HOST.',
    },
    ExitCode.error,
    answer.status,
  );
}

/** The error for a call that got no answer. */
export function networkError(call: CallName, failure: NetworkFailure): GcxError {
  const where = `${call.method} ${failure.host}${call.url.pathname}, ${failure.code}`;
  const proxy = 'Check the network, and HTTPS_PROXY where this machine needs a proxy.';
  switch (failure.kind) {
    case 'unreachable':
      return new GcxError({
        code: 'network-unreachable',
        retryable: true,
        what: `Genesys Cloud cannot be reached: no connection to ${failure.host} (${failure.code}).`,
        where,
        fix: proxy,
      });
    case 'timeout':
      return new GcxError({
        code: 'network-timeout',
        retryable: true,
        what: `Genesys Cloud did not answer in time: ${failure.host}.`,
        where,
        fix: proxy,
      });
    case 'certificate':
      return new GcxError({
        code: 'network-certificate',
        what: `The certificate of ${failure.host} is not trusted (${failure.code}).`,
        where,
        fix: 'Where a proxy opens TLS connections, set NODE_EXTRA_CA_CERTS to its certificate.',
      });
    case 'broken':
      return new GcxError({
        code: 'network-broken',
        retryable: true,
        what: `The connection to ${failure.host} broke (${failure.code}).`,
        where,
        fix: proxy,
      });
  }
}

interface ErrorBody {
  readonly message?: string;
  readonly contextId?: string;
  /** Values of `messageParams`. */
  readonly params: readonly string[];
}

function errorBody(text: string): ErrorBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { params: [] };
  }
  if (!isJsonObject(parsed)) return { params: [] };
  const message = [
    parsed['message'],
    parsed['error_description'],
    parsed['description'],
    parsed['error'],
  ].find((each): each is string => typeof each === 'string' && each !== '');
  const contextId = parsed['contextId'];
  const params = isJsonObject(parsed['messageParams']) ? Object.values(parsed['messageParams']) : [];
  return {
    ...(message === undefined ? {} : { message }),
    ...(typeof contextId === 'string' ? { contextId } : {}),
    params: params.filter((each): each is string => typeof each === 'string'),
  };
}

function missingPermissions(body: ErrorBody, call: CallName): readonly string[] {
  const texts = [...body.params, body.message ?? ''];
  const named = new Set(texts.flatMap((text) => text.match(/\b[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z*]+/g) ?? []));
  if (named.size > 0) return [...named];
  const known = permissionFor(call.method, call.url.pathname);
  return known === undefined ? [] : [known];
}
