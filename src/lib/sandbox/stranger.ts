import type { IncomingHttpHeaders } from 'node:http';

/** How programs of this machine call it. A web page whose name was made to point here has another one. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is not one of a program on this machine that means this server; undefined where it is. Browsers say on
 * whose behalf they call (`Origin`, `Sec-Fetch-Site`), and no page has anything to do here; `none` is an address that
 * somebody typed or a link out of an email, as those of SNS.
 * @param port The port that it came in on.
 */
export function strangerReason(headers: IncomingHttpHeaders, port: number | undefined): string | undefined {
  const { host, origin } = headers;
  const [, name = '', written = '80'] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host ?? '') ?? [];
  if (!LOCAL_HOSTS.has(name.toLowerCase()) || Number(written) !== port) {
    return `The sandbox answers to 127.0.0.1, localhost and [::1] with its port only.`;
  }
  const site = headers['sec-fetch-site'];
  if (origin !== undefined || (site !== undefined && site !== 'none')) {
    return 'The sandbox does not answer web pages.';
  }
  return undefined;
}
