/** Genesys Cloud did not do what it was asked. Credentials and bodies are not part of it. */
export class GenesysCallFailed extends Error {
  override readonly name: string = 'GenesysCallFailed';
  /** HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** Genesys Cloud's own word for it, such as `not.found`. */
  readonly code: string | undefined;
  readonly correlationId: string | undefined;
  /** What Retry-After asks for, in ms. */
  readonly retryAfter: number | undefined;

  constructor(call: string, said: GenesysAnswer) {
    const { status, code, correlationId } = said;
    const parts = [
      status === undefined ? 'no answer' : `HTTP ${status}`,
      ...(code === undefined ? [] : [code]),
      ...(correlationId === undefined ? [] : [`correlation id ${correlationId}`]),
    ];
    super(`${call}: ${parts.join(', ')}`);
    this.status = status;
    this.code = code;
    this.correlationId = correlationId;
    this.retryAfter = said.retryAfter;
  }
}

/** What an answer says of a failure. */
export interface GenesysAnswer {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly retryAfter?: number | undefined;
}

/** What an answer says of a failure; reads its body. */
export async function failureOf(response: Response, now: number): Promise<GenesysAnswer> {
  const text = await response.text().catch(() => '');
  const code = /"(?:code|error)"\s*:\s*"([\w.-]{1,100})"/.exec(text)?.[1];
  return {
    status: response.status,
    code,
    correlationId:
      response.headers.get('inin-correlation-id') ?? /"contextId"\s*:\s*"([\w-]{1,100})"/.exec(text)?.[1],
    retryAfter: retryAfter(response.headers.get('retry-after'), now),
  };
}

/** Retry-After in ms: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header === '') return undefined;
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1_000);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
