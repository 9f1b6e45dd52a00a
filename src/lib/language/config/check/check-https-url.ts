import { Limits } from '../../../base/limits.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** InvocationEndpoint and AuthorizationEndpoint in EventBridge's API reference, once it is known to begin with https. */
const TAKEN = /^(?:%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@&=+$,A-Za-z0-9])+$/;

/**
 * Checks an address that EventBridge calls. AWS refuses all but https (recorded 2026-09-07: "Parameter InvocationEndpoint is
 * not valid").
 * @param url as EventBridge gets it
 * @param what of, as in `an API destination`
 */
export function checkHttpsUrl(
  { problems }: Pick<CheckContext, 'problems'>,
  at: ConfigPath,
  url: string,
  what: string,
): void {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== 'https') {
    problems.at(at, {
      code: 'url-invalid',
      message:
        scheme === undefined
          ? 'This is not a complete address.'
          : `EventBridge calls https addresses only, and this one begins with ${scheme}://: what is sent and its secret would be readable on the way.`,
      fix: `It looks like https://crm.example.com/contacts${scheme === 'http' ? '; write https:// if the endpoint has a certificate of a public authority' : ''}.`,
    });
    return;
  }
  if (url.length > Limits.httpUrlCharacters) {
    problems.at(at, {
      code: 'too-long',
      message: `The address of ${what} has at most ${Limits.httpUrlCharacters} characters (httpUrlCharacters); this one has ${url.length}.`,
      fix: `Shorten it by ${url.length - Limits.httpUrlCharacters}.`,
    });
    return;
  }
  if (!URL.canParse(url.replaceAll('*', 'x'))) {
    problems.at(at, {
      code: 'url-invalid',
      message: 'This is not a complete address.',
      fix: 'It looks like https://crm.example.com/contacts.',
    });
    return;
  }
  if (TAKEN.test(url)) return;
  const [sign = ''] = url.match(/[^-()_.!~*';/?:@&=+$,A-Za-z0-9%]|%(?![0-9A-Fa-f]{2})/) ?? [];
  problems.atPart(at, sign, {
    code: 'url-invalid',
    message: `EventBridge takes no ${sign === ' ' ? 'space' : `"${sign}"`} in the address of ${what}.`,
    fix:
      sign === '#'
        ? 'Remove what follows the #: it is never sent.'
        : `Write it as ${encodeURIComponent(sign) === sign ? '%25' : encodeURIComponent(sign)}.`,
  });
}
