import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';

/** A host as a URL has it, with its port where that is not 443. */
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;

/**
 * What stands for which host, of what `--deliver` says.
 * @param given Each `HOST=URL`, such as `crm.example.com=http://127.0.0.1:9000`.
 * @returns base URLs by host
 * @throws GcxError for what is not that, and for a host that is given twice
 */
export function hostsDeliveredTo(given: readonly string[]): Readonly<Record<string, string>> {
  const hosts: Record<string, string> = {};
  for (const text of given) {
    const [, named = '', url = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    const host = named.toLowerCase().replace(/:443$/, '');
    if (!HOST.test(host))
      throw wrong(text, `"${named === '' ? text : named}" is not a host such as crm.example.com.`);
    if (!isBase(url)) throw wrong(text, `"${url}" is not the address of a server without a path.`);
    if (Object.hasOwn(hosts, host)) throw wrong(text, `another --deliver names ${host}.`);
    hosts[host] = url;
  }
  return hosts;
}

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  const bare = [search, hash, username, password].every((part) => part === '') && pathname === '/';
  return bare && (protocol === 'http:' || protocol === 'https:');
}

function wrong(text: string, why: string): GcxError {
  return new GcxError({
    code: 'bad-deliver',
    what: `--deliver ${text} is not understood: ${why}`,
    fix: `Write HOST=URL, for example ${gcxCommand('sandbox start', '--deliver', 'crm.example.com=http://127.0.0.1:9000')}.`,
  });
}
