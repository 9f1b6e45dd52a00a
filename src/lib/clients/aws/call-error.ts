import { ExitCode } from '../../base/exit-codes.js';
import { type ErrorReport, GcxError, withCause } from '../../base/gcx-error.js';
import { redactedCause } from '../../base/redacted-cause.js';
import { isBroken } from './broken-connection.js';
import { deniedAction } from './denied-action.js';
import { isQuota, quotaOf } from './quota.js';

/** Which call it was, for messages. */
export interface AwsCallName {
  /** As IAM names it: `events:PutRule`. */
  readonly action: string;
  /** What it was about: a name or an ARN. */
  readonly subject?: string;
  readonly region: string;
  /** Profile that the credentials come from, where one is named. */
  readonly profile?: string;
}

/** A call that failed. It holds nothing of what was sent; its cause is what the SDK threw, without requests and answers. */
export class AwsCallError extends GcxError {
  constructor(
    report: ErrorReport,
    exitCode: ExitCode,
    /** AWS's or Node's code, e.g. `ResourceNotFoundException`. */
    readonly awsCode: string,
    /** Whether the call had been repeated, so that what it reports can be its own doing. */
    readonly repeated: boolean,
    /** Whether a part of the call was carried out all the same: some of its entries. */
    readonly partly = false,
  ) {
    super(report, exitCode);
  }
}

/** Whether a call that failed has changed something all the same. */
export function wasPartlyDone(error: unknown): boolean {
  return error instanceof AwsCallError && error.partly;
}

/** Whether a call failed with one of these codes of AWS. */
export function hasAwsCode(error: unknown, ...codes: readonly string[]): error is AwsCallError {
  return error instanceof AwsCallError && codes.includes(error.awsCode);
}

/** The codes with which AWS refuses credentials as such; their messages can quote the signed request. */
const refusedCredentials = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AuthFailure',
  'RequestExpired',
  'NotAuthorized',
]);

const accessDenied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
  'UnauthorizedException',
]);

const throttled = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'SlowDown',
  'KMSThrottlingException',
]);

/** Whether AWS says with a code that there are too many calls. */
export function isThrottling(code: string): boolean {
  return throttled.has(code);
}

/** Turns whatever a client of the SDK threw into what gcx shows. */
export function awsCallError(error: unknown, call: AwsCallName): AwsCallError {
  const facts = errorFacts(error);
  const { code } = facts;
  const where = [
    `AWS ${call.action}${call.subject === undefined ? '' : ` ${call.subject}`}`,
    call.region,
    ...(facts.requestId === undefined ? [] : [`request id ${facts.requestId}`]),
  ].join(', ');
  const fail = (exitCode: ExitCode, report: Omit<ErrorReport, 'where'>): AwsCallError =>
    withCause(
      new AwsCallError({ where, ...report }, exitCode, code, facts.repeated),
      refusedCredentials.has(code)
        ? redactedCause(error, () => '(not shown: it can quote the signed request)')
        : error,
    );
  if (facts.name === 'CredentialsProviderError' || facts.name === 'TokenProviderError') {
    return fail(ExitCode.denied, missingCredentials(facts.message, call.profile));
  }
  if (refusedCredentials.has(code)) return fail(ExitCode.denied, wrongCredentials(code));
  if (accessDenied.has(code) || facts.message.includes('is not authorized to perform')) {
    return fail(ExitCode.denied, deniedAction(facts.message, call));
  }
  if (isQuota(code, facts.message)) {
    return fail(ExitCode.error, {
      code: 'aws-quota',
      what: `AWS refused ${call.action}${call.subject === undefined ? '' : ` for ${call.subject}`}: a quota is used up, that of ${quotaOf(call.action)}.`,
      why: sentence(facts.message, code),
      fix: `Delete what is no longer needed, or request a higher quota: AWS console, Service Quotas, in ${call.region}. Waiting does not help.`,
    });
  }
  if (throttled.has(code)) {
    return fail(ExitCode.error, {
      code: 'aws-throttled',
      retryable: true,
      what: `AWS still throttles ${call.action}, after several attempts (${code}).`,
      fix: 'Wait a minute and run it again; other programs share the rate of this account and region.',
    });
  }
  const network = networkReport(facts, call);
  if (network !== undefined) return fail(ExitCode.error, network);
  if (facts.status >= 500) {
    return fail(ExitCode.error, {
      code: 'aws-unavailable',
      retryable: true,
      what: `AWS failed to answer ${call.action} (${code}).`,
      fix: 'Run it again in some minutes; health.aws.amazon.com shows known problems.',
    });
  }
  if (facts.name === 'SyntaxError' || facts.message.includes('Deserialization error')) {
    return fail(ExitCode.error, {
      code: 'aws-not-understood',
      what: `The response to ${call.action} did not come from AWS.`,
      why: 'A proxy or a sign-in page may stand between, or the endpoint is not AWS.',
      fix: 'Check HTTPS_PROXY and AWS_ENDPOINT_URL.',
    });
  }
  return fail(ExitCode.error, {
    code: 'aws-refused',
    what: `AWS refused ${call.action}${call.subject === undefined ? '' : ` for ${call.subject}`}: ${sentence(facts.message, code)}`,
  });
}

interface ErrorFacts {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly repeated: boolean;
  /** Host or address that Node names. */
  readonly host: string | undefined;
}

function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof AggregateError && error.errors.length > 0) return errorFacts(error.errors[0]);
  const fields =
    typeof error === 'object' && error !== null ? new Map<string, unknown>(Object.entries(error)) : new Map();
  const name = error instanceof Error ? error.name : 'Error';
  const code = fields.get('code');
  const metadata = fields.get('$metadata');
  const of = (key: string): unknown =>
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, key) : undefined;
  const attempts = of('attempts');
  const requestId = of('requestId');
  const status = of('httpStatusCode');
  const hostname = fields.get('hostname');
  const address = fields.get('address');
  const port = fields.get('port');
  const host =
    typeof hostname === 'string'
      ? hostname
      : typeof address === 'string'
        ? `${address}${typeof port === 'number' ? `:${port}` : ''}`
        : undefined;
  return {
    name,
    // An error of Node itself has its word in `code`; one of AWS in `name`.
    code: typeof code === 'string' && (name === 'Error' || isBroken(code)) ? code : name,
    message: error instanceof Error ? error.message : '',
    status: typeof status === 'number' ? status : 0,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    repeated: typeof attempts === 'number' && attempts > 1,
    host,
  };
}

function missingCredentials(message: string, profile: string | undefined): Omit<ErrorReport, 'where'> {
  const expired = /expired|sso login|login session/i.test(message);
  return {
    code: 'aws-credentials-missing',
    what: expired
      ? `The AWS sign-in${profile === undefined ? '' : ` of profile ${profile}`} has expired.`
      : `There are no AWS credentials${profile === undefined ? '' : ` in profile ${profile}`}.`,
    why: 'gcx takes credentials from the default chain of AWS, never from the file.',
    fix: [
      'Sign in with aws sso login, or set AWS_PROFILE (or aws.profile in the file) to a profile that has credentials, or set',
      '  export AWS_ACCESS_KEY_ID=<access key id>',
      '  export AWS_SECRET_ACCESS_KEY=<secret access key>',
      'In GitHub Actions, aws-actions/configure-aws-credentials sets them by OIDC. To try gcx without an account, add --sandbox.',
    ].join('\n'),
  };
}

function wrongCredentials(code: string): Omit<ErrorReport, 'where'> {
  const expired = /Expired/.test(code);
  return {
    code: expired ? 'aws-credentials-expired' : 'aws-credentials-refused',
    what: expired
      ? `The AWS credentials have expired (${code}).`
      : `AWS does not accept the credentials (${code}).`,
    fix: expired
      ? 'Sign in again (aws sso login), or set fresh AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.'
      : 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN or the profile, the clock of this machine, and that the region is enabled in the account.',
  };
}

const unreachable = ['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'];

function networkReport(facts: ErrorFacts, call: AwsCallName): Omit<ErrorReport, 'where'> | undefined {
  const host = facts.host ?? `AWS ${call.action.split(':')[0] ?? ''} in ${call.region}`;
  const fix = 'Check the network and the region, and HTTPS_PROXY or AWS_ENDPOINT_URL where they are set.';
  if (unreachable.includes(facts.code)) {
    return {
      code: 'network-unreachable',
      retryable: true,
      what: `AWS cannot be reached: no connection to ${host} (${facts.code}).`,
      fix,
    };
  }
  if (facts.code === 'TimeoutError' || facts.code === 'ETIMEDOUT') {
    return { code: 'network-timeout', retryable: true, what: `AWS did not answer in time: ${host}.`, fix };
  }
  if (isBroken(facts.code)) {
    return {
      code: 'network-broken',
      retryable: true,
      what: `The connection to ${host} broke (${facts.code}).`,
      fix,
    };
  }
  if (/CERT|SIGNED|ERR_TLS|UNABLE_TO/.test(facts.code)) {
    return {
      code: 'network-certificate',
      what: `The certificate of ${host} is not trusted (${facts.code}).`,
      fix: 'Where a proxy opens TLS connections, set NODE_EXTRA_CA_CERTS to its certificate.',
    };
  }
  return undefined;
}

function sentence(message: string, code: string): string {
  const text = message.trim();
  return text === '' || text === 'UnknownError'
    ? `${code}.`
    : `${text}${/[.!?]$/.test(text) ? '' : '.'} (${code})`;
}
