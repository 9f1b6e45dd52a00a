import type { SandboxRequest, SandboxResponse } from '../../../http.js';
import type { CodeStore } from './code-store.js';

/**
 * The answer to a request for a function's zip, at the address that GetFunction gives; undefined for any other
 * request. It needs no signature: the SHA-256 in it is the secret, as the signature in AWS's own address is.
 */
export function codeAnswer(request: SandboxRequest, store: CodeStore): SandboxResponse | undefined {
  const hex = /^\/code\/([0-9a-f]{64})$/.exec(request.path)?.[1];
  if (hex === undefined) return undefined;
  const bytes = store.zip(Buffer.from(hex, 'hex').toString('base64'));
  if (bytes === undefined) {
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is no such code.' };
  }
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: '', bytes };
}
