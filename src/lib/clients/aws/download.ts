import type { IncomingMessage } from 'node:http';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { proxyAgent } from '../../base/net/index.js';

/** ms that a server may be silent. */
const SILENCE_MS = 30_000;

/** What is downloaded, and how much at most. */
export interface Download {
  /** For messages, instead of the URL, whose query is signed. */
  readonly what: string;
  readonly maxBytes: number;
}

/**
 * GETs a URL without credentials, and follows no redirect. Undefined where there is more than `maxBytes`.
 * @throws GcxError `download-failed`, without the URL: whoever has it may read
 */
export async function download(url: URL, { what, maxBytes }: Download): Promise<Uint8Array | undefined> {
  const [{ get }, agent] = await Promise.all([
    url.protocol === 'https:' ? import('node:https') : import('node:http'),
    proxyAgent(),
  ]);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = get(url, { ...(agent === undefined ? {} : { agent }), timeout: SILENCE_MS }, resolve);
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
    });
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new Error(`HTTP ${answer.statusCode ?? 0}`);
    }
    return await bytesOf(answer, maxBytes);
  } catch (error) {
    throw withCause(
      new GcxError({
        code: 'download-failed',
        what: `${what} could not be downloaded from ${url.host} (${reasonOf(error)}).`,
        fix: 'Check the network, and HTTPS_PROXY where it is set; then run the same command again.',
      }),
      error,
    );
  }
}

async function bytesOf(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > maxBytes) {
      answer.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
