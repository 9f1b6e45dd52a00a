const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** Whether a code of Node's says that a connection broke. The SDK gives some of these errors the name of a time-out. */
export function isBroken(code: string): boolean {
  return broken.has(code);
}
