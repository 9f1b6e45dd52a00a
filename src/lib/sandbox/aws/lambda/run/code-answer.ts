import type { SandboxRequest, SandboxResponse } from '../../../http.js';
import type { CodeStore } from './code-store.js';

const CODE_PATH = /^\/code\/([0-9a-f]{64})$/;

/** Whether a request is for a function's zip. */
export function isCodeRequest({ path }: SandboxRequest): boolean {
  return CODE_PATH.test(path);
}

/**
 * The answer to a request for a function's zip, at the address that GetFunction gives; undefined for any other
 * request. It needs no signature: the SHA-256 in it is the secret, as the signature in AWS's own address is.
 */
export function codeAnswer(request: SandboxRequest, store: CodeStore): SandboxResponse | undefined {
  const hex = CODE_PATH.exec(request.path)?.[1];
  if (hex === undefined) return undefined;
  const bytes = store.zip(Buffer.from(hex, 'hex').toString('base64'));
  if (bytes === undefined) {
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is no such code.' };
  }
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: '', bytes };
}
