import { request } from 'node:http';

/** An answer of a server on this machine. */
export interface LocalAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends a POST to a server on this machine. Not `fetch`, which refuses some ports and may be pointed at a proxy.
 * @throws Error where it cannot be reached, or does not answer in time
 */
export function postLocally(
  port: number,
  path: string,
  message: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeoutMs?: number;
  },
): Promise<LocalAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers: message.headers, agent: false },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    if (message.timeoutMs !== undefined) {
      call.setTimeout(message.timeoutMs, () => call.destroy(new Error('No answer in time.')));
    }
    call.on('error', reject);
    call.end(message.body);
  });
}
