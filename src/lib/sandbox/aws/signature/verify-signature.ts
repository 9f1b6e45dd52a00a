import { createHash } from 'node:crypto';
import { isEqualSecret } from '../../equal-secret.js';
import type { WireRequest } from '../../http.js';
import { computeSignature } from './compute-signature.js';
import type { RequestSignature } from './signed-request.js';

/** How far a request's date may be from the clock: AWS says 5 or 15 minutes, by service. */
const SKEW_MINUTES = 15;

/** The longest life of a presigned URL, in seconds (AWS: seven days). */
const PRESIGNED_SECONDS_MAX = 604_800;

/** Headers whose meaning a signature has to cover beside `host`; others of `x-amz-` only describe the client. */
const COVERED = ['x-amz-date', 'x-amz-target', 'x-amz-security-token', 'x-amz-content-sha256'];

/** What a signature is checked against. */
export interface SignatureCheck {
  /** The secret access key. */
  readonly secret: string;
  /** The service's signing name; undefined where the request does not say which service it is for. */
  readonly service: string | undefined;
  /** Clocks that the date may agree with, epoch milliseconds; the first is told in messages. */
  readonly clocks: readonly [number, ...number[]];
}

/**
 * Why a signature is not good, in AWS's words; undefined where it is. The scope is looked at first, then the date, then
 * the signature itself, so that nobody learns more from the answers than AWS tells.
 */
export function signatureProblem(
  request: WireRequest,
  given: RequestSignature,
  check: SignatureCheck,
): string | undefined {
  return (
    scopeProblem(given, check.service) ??
    coverageProblem(request, given) ??
    dateProblem(given, check.clocks) ??
    bodyProblem(request) ??
    (isEqualSecret(computeSignature(request, given, check.secret), given.signature) ? undefined : MISMATCH)
  );
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';

function scopeProblem({ credential, date }: RequestSignature, service?: string): string | undefined {
  if (credential.length !== 5) {
    return 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.';
  }
  const [, day = '', region = '', signedService = '', terminator = ''] = credential;
  const problems = [
    /^[a-z0-9-]+$/.test(region) ? '' : 'Credential should be scoped to a valid region. ',
    service === undefined || service === signedService
      ? ''
      : `Credential should be scoped to correct service: '${service}'. `,
    terminator === 'aws4_request'
      ? ''
      : "Credential should be scoped with a valid terminator: 'aws4_request'. ",
    date.startsWith(`${day}T`)
      ? ''
      : 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP. ',
  ].join('');
  return problems === '' ? undefined : problems.trimEnd();
}

function coverageProblem(request: WireRequest, { signedHeaders }: RequestSignature): string | undefined {
  if (!signedHeaders.includes('host')) {
    return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  }
  const open = COVERED.filter((name) => name in request.headers && !signedHeaders.includes(name));
  return open.length === 0
    ? undefined
    : `There were headers present in the request which were not signed: ${open.join(', ')}.`;
}

function dateProblem(
  { place, date, expires }: RequestSignature,
  clocks: SignatureCheck['clocks'],
): string | undefined {
  const time = epochOf(date);
  if (time === undefined) return `Date must be in ISO-8601 'basic format'. Got '${date.slice(0, 40)}'.`;
  const seconds = expires === undefined ? undefined : Number(expires);
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds > 0 && seconds <= PRESIGNED_SECONDS_MAX)
  ) {
    return `X-Amz-Expires must be a number of seconds from 1 to ${PRESIGNED_SECONDS_MAX}.`;
  }
  const skew = SKEW_MINUTES * 60_000;
  const lasts = place === 'query' && seconds !== undefined ? seconds * 1_000 : skew;
  if (clocks.some((now) => time >= now - lasts && time <= now + skew)) return undefined;
  const [now] = clocks;
  if (time < now) {
    return `Signature expired: ${date} is now earlier than ${basic(now - lasts)} (${basic(now)} - ${lasts / 60_000} min.)`;
  }
  return `Signature not yet current: ${date} is still later than ${basic(now + skew)} (${basic(now)} + ${SKEW_MINUTES} min.)`;
}

/** `x-amz-content-sha256` may only say what is so: of the sandbox's services none takes an unsigned body. */
function bodyProblem({ headers, bytes }: WireRequest): string | undefined {
  const said = headers['x-amz-content-sha256'];
  return said === undefined || said === createHash('sha256').update(bytes).digest('hex')
    ? undefined
    : MISMATCH;
}

/** `20261128T185137Z` as epoch milliseconds. */
function epochOf(date: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function basic(epoch: number): string {
  return new Date(epoch).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
