import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith } from './marked-file.js';

const KEY = 'auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }';
const URL = 'url: "https://crm.example.com/contacts"';

/** A file with an HTTPS endpoint that the route sends to, so that only its own problem is told. */
function http(text: string): string {
  return fileWith({ targets: `it: { http: { ${text} } }` }).replace(
    'targets: [inbox]',
    'targets: [inbox, it]',
  );
}

/** A file with this endpoint and a second one. */
function two(text: string, second: string): string {
  return http(text)
    .replace(/^( +)it: .*$/m, (line, indent: string) => `${line}\n${indent}other: { http: { ${second} } }`)
    .replace('targets: [inbox, it]', 'targets: [inbox, it, other]');
}

const BAD: readonly BadFile[] = [
  {
    what: 'a name that AWS does not take',
    file: http(`${URL}, name: «CRM/calls, ${KEY}`),
    code: 'name-invalid',
    words: ['The name of an API destination cannot hold "/"', 'CRM-calls'],
  },
  {
    what: 'a connection name that is too long',
    file: http(`${URL}, connection: «${'c'.repeat(65)}, ${KEY}`),
    code: 'name-too-long',
    words: ['The name of a connection has at most 64 characters (apiDestinationNameCharacters)'],
  },
  {
    what: 'two targets that are one API destination, one of them by the name that gcx gives it',
    file: two(`${URL}, ${KEY}`, `${URL}, name: «pipe-it, ${KEY}`),
    code: 'same-thing',
    words: ['"other" and "it" would both create the API destination pipe-it'],
  },
  {
    what: 'a shared connection with two ways to prove who is calling',
    file: two(
      `${URL}, connection: CRM, ${KEY}`,
      `${URL}, connection: CRM, «${KEY.replace('CRM_KEY', 'OTHER_KEY')}`,
    ),
    code: 'shared-connection',
    words: ['"other" and "it" (line ', 'share the connection CRM', 'connection: NAME'],
  },
  {
    what: 'an address that is not encrypted',
    file: http(`url: «"http://crm.example.com", ${KEY}`),
    code: 'url-invalid',
    words: ['https addresses only', 'http://'],
  },
  {
    what: 'an address that is none',
    file: http(`url: «crm, ${KEY}`),
    code: 'url-invalid',
    words: ['not a complete address'],
  },
  {
    what: 'a part of the path without a path into the event',
    file: http(`url: "https://crm.example.com/«{id}", ${KEY}`),
    code: 'placeholder',
    words: ['{id} in the URL has no path', 'path: { id:'],
  },
  {
    what: 'a path that the URL has no place for',
    file: http(`${URL}, path: { «id: $.detail.eventBody.conversationId }, ${KEY}`),
    code: 'placeholder',
    words: ['The URL has no {id}'],
  },
  {
    what: 'a part of the host from the event',
    file: http(`url: "https://«{id}.example.com/", path: { id: $.detail.eventBody.conversationId }, ${KEY}`),
    code: 'url-invalid',
    words: ['outside the path'],
  },
  {
    what: 'a wildcard of EventBridge’s own',
    file: http(`url: "https://crm.example.com/«*", ${KEY}`),
    code: 'url-invalid',
    words: ['Give the part a name'],
  },
  {
    what: 'a fragment',
    file: http(`url: "https://crm.example.com/«#here", ${KEY}`),
    code: 'url-invalid',
    words: ['never sent'],
  },
  {
    what: 'more calls a second than AWS makes',
    file: http(`${URL}, ${KEY}, rate: «301`),
    code: 'out-of-range',
    words: ['1 to 300 (httpCallsPerSecond)'],
  },
  {
    what: 'a header that EventBridge sets itself',
    file: http(`${URL}, headers: { «User-Agent: gcx }, ${KEY}`),
    code: 'header-removed',
    words: ['never sends a header User-Agent'],
  },
  {
    what: 'a header that EventBridge takes out, however it is spelled',
    file: http(`${URL}, headers: { «IF-match: x }, ${KEY}`),
    code: 'header-removed',
    words: ['IF-match'],
  },
  ...(['headers: { X-Id: «$.detail.none }', 'query: { id: «$.detail.none }'] as const).map(
    (key): BadFile => ({
      what: `a path that finds nothing, in ${key}`,
      file: http(`${URL}, ${key}, ${KEY}`),
      code: 'path-finds-nothing',
      severity: 'warning',
      words: ['no event fills the', 'Whether AWS then sends it empty or leaves it out is not known'],
    }),
  ),
  {
    what: 'a part of the URL whose path finds nothing',
    file: http(`url: "https://crm.example.com/{id}", path: { id: «$.detail.none }, ${KEY}`),
    code: 'path-finds-nothing',
    severity: 'warning',
    words: ['What AWS does with such an event is not known; the sandbox does not send it'],
  },
  {
    what: 'no authorization',
    file: http(`${URL}, auth: {}`).replace('auth: {}', '«auth: {}'),
    code: 'http-auth',
    words: ['calls no endpoint without'],
  },
  {
    what: 'two ways to authorize',
    file: http(
      `${URL}, auth: { apiKey: { header: X, secret: { env: A } }, «basic: { user: u, secret: { env: A } } }`,
    ),
    code: 'http-auth',
    words: ['apiKey and basic'],
  },
  {
    what: 'a user with a colon',
    file: http(`${URL}, auth: { basic: { user: «"a:b", secret: { env: A } } }`),
    code: 'form',
    words: ['no colon'],
  },
  {
    what: 'a secret that is nowhere',
    file: http(`${URL}, auth: { basic: { user: u, «secret: {} } }`),
    code: 'http-secret',
    words: ['does not say where the secret is', 'GENESYS_GCX_SECRET_CRM_KEY'],
  },
  {
    what: 'a variable with the prefix that gcx puts there',
    file: http(`${URL}, auth: { basic: { user: u, secret: { env: «GENESYS_GCX_SECRET_A } } }`),
    code: 'name-invalid',
    words: ['Write env: A.'],
  },
  {
    what: 'a version of a variable',
    file: http(`${URL}, auth: { basic: { user: u, secret: { env: A, «version: x } } }`),
    code: 'misplaced-key',
    words: ['AWS Secrets Manager'],
  },
  {
    what: 'a token endpoint that is not encrypted',
    file: http(
      `${URL}, auth: { oauth: { tokenUrl: «"http://login.example.com", clientId: c, body: { grant_type: client_credentials }, secret: { env: A } } }`,
    ),
    code: 'url-invalid',
    words: ['https addresses only'],
  },
  {
    what: 'no grant type of a token server',
    file: http(
      `${URL}, auth: { «oauth: { tokenUrl: "https://login.example.com", clientId: c, body: { scope: a }, secret: { env: A } } }`,
    ),
    code: 'oauth-grant-type',
    words: ['grant_type: client_credentials', 'body: { grant_type: client_credentials }'],
    severity: 'warning',
  },
  {
    what: 'OAuth without a retry, with which EventBridge gets another token',
    file: http(
      `${URL}, auth: { oauth: { tokenUrl: "https://login.example.com", clientId: c, body: { grant_type: client_credentials }, secret: { env: A } } } }, retry: { attempts: «0 `,
    ),
    code: 'retry-oauth',
    severity: 'warning',
    words: ['401', 'token', 'attempts: 1 or more'],
  },
  {
    what: 'OAuth without a retry by the defaults',
    file: http(
      `${URL}, auth: { oauth: { tokenUrl: "https://login.example.com", clientId: c, body: { grant_type: client_credentials }, secret: { env: A } } }`,
    ).replace('targets:', 'defaults: { retry: { attempts: «0 } }\ntargets:'),
    code: 'retry-oauth',
    severity: 'warning',
    words: ['401'],
  },
  {
    what: 'a part of the path whose path into the event lacks its beginning',
    file: http(`${URL}, path: { id: «conversationId }, ${KEY}`).replace('contacts', 'contacts/{id}'),
    code: 'form',
    words: ['Write $.detail.eventBody.conversationId.'],
  },
  {
    what: 'protection',
    file: http(`${URL}, ${KEY} }, «protect: true, retry: { attempts: 1`),
    code: 'protect-not-made',
    words: ['no tags'],
  },
];

describe('an HTTPS endpoint', () => {
  expectBadFiles(BAD);
});
