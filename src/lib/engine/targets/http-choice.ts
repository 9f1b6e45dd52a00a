import { canonicalJson, type JsonObject, objectOrEmpty } from '../../base/json.js';
import { HTTP_METHODS } from '../../language/config/model/http-target.js';
import { placeholdersOf } from '../../language/names/http-names.js';
import type { TargetChoice, TargetDetail } from './kind.js';

/** What stands before each detail behind the URL: `https://crm.example.com/events,auth=basic,user=gcx,secret=CRM_PASSWORD`. */
const BETWEEN = /,(?=(?:method|auth|header|user|tokenUrl|clientId|secret|path\.[\w-]+)=)/;

/** Ways to prove who is calling, with what each takes beside the secret. */
const WAYS = {
  apiKey: { name: 'An API key in a header', details: ['header'] },
  basic: { name: 'A user name and a password', details: ['user'] },
  oauth: { name: 'OAuth client credentials', details: ['tokenUrl', 'clientId'] },
} as const;

/** What token servers require (RFC 6749, 4.4.2), and EventBridge sends only where it is told to. */
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' };

/** An HTTPS endpoint in a new file. The secret itself is never asked for: the file only says which variable holds it. */
export const httpChoice: TargetChoice = {
  word: 'http',
  offered: 'HTTPS endpoint',
  description: 'A CRM, a webhook or a ticket system; gcx creates what EventBridge calls it with.',
  by: 'url',
  makes: true,
  nameOf: (text) => hostName(parsed(text).url),
  next: (text) => detailsOf(parsed(text)).find(({ word }) => parsed(text).given[word] === undefined),
  inFile: (text) => inFile(parsed(text)),
  textOf,
};

/** What is chosen from a list: upper and lower case make no difference. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  method: HTTP_METHODS,
  auth: Object.keys(WAYS),
};

interface Parsed {
  readonly url: string;
  readonly given: Readonly<Record<string, string>>;
}

function parsed(text: string): Parsed {
  const [url = '', ...details] = text.split(BETWEEN);
  const given = details.map((each) => {
    const at = each.indexOf('=');
    const [word, value] = [each.slice(0, at), each.slice(at + 1)];
    return [word, CHOSEN[word]?.find((one) => one.toLowerCase() === value.toLowerCase()) ?? value] as const;
  });
  return { url, given: Object.fromEntries(given) };
}

/** All that is asked about an endpoint, in order. */
function detailsOf({ url, given }: Parsed): readonly TargetDetail[] {
  const way = isWay(given['auth']) ? given['auth'] : 'apiKey';
  const standardSecret = `${hostName(url)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')}_SECRET`;
  const each: Readonly<Record<(typeof WAYS)[keyof typeof WAYS]['details'][number], TargetDetail>> = {
    header: {
      word: 'header',
      question: 'Header that carries the key',
      standard: 'X-Api-Key',
      optional: true,
    },
    user: { word: 'user', question: 'User name', standard: 'genesys' },
    tokenUrl: {
      word: 'tokenUrl',
      question: 'Address that issues the tokens',
      standard: 'https://login.example.com/oauth/token',
    },
    clientId: { word: 'clientId', question: 'Client ID', standard: 'genesys-events' },
  };
  return [
    ...placeholdersOf(url)
      .filter((name) => /^[\w-]+$/.test(name))
      .map((name) => ({
        word: `path.${name}`,
        question: `Path into the event for {${name}}`,
        standard: '$.detail.eventBody.conversationId',
      })),
    {
      word: 'method',
      question: 'Which method does the endpoint expect?',
      standard: 'POST',
      optional: true,
      offered: HTTP_METHODS.map((value) => ({ value, name: value })),
    },
    {
      word: 'auth',
      question: 'How does the endpoint check who is calling?',
      standard: 'apiKey',
      offered: Object.entries(WAYS).map(([value, { name }]) => ({ value, name })),
    },
    ...WAYS[way].details.map((word) => each[word]),
    {
      word: 'secret',
      question: 'NAME of the secret (not the secret itself): gcx reads GENESYS_GCX_SECRET_NAME',
      standard: standardSecret,
    },
  ];
}

function inFile({ url, given }: Parsed): JsonObject {
  const all = detailsOf({ url, given });
  const value = (word: string): string =>
    given[word] ?? all.find((each) => each.word === word)?.standard ?? '';
  const way = value('auth');
  const details = isWay(way) ? WAYS[way].details : [];
  const paths = all.flatMap(({ word }) => (word.startsWith('path.') ? [word.slice('path.'.length)] : []));
  const method = value('method');
  return {
    http: {
      url,
      ...(paths.length === 0
        ? {}
        : { path: Object.fromEntries(paths.map((name) => [name, value(`path.${name}`)])) }),
      ...(method === 'POST' ? {} : { method }),
      auth: {
        [way]: {
          ...Object.fromEntries(details.map((word) => [word, value(word)])),
          secret: { env: value('secret') },
          ...(way === 'oauth' ? { body: CLIENT_CREDENTIALS } : {}),
        },
      },
    },
  };
}

/** The text that makes such a target again; undefined where it is none, or says more than the questions ask for. */
function textOf(target: JsonObject): string | undefined {
  const { url, path, method, auth } = objectOrEmpty(target['http']);
  const [[way = '', said] = []] = Object.entries(objectOrEmpty(auth));
  if (typeof url !== 'string' || !isWay(way)) return undefined;
  const { secret, body, ...details } = objectOrEmpty(said);
  if (body !== undefined && canonicalJson(body) !== canonicalJson(CLIENT_CREDENTIALS)) return undefined;
  const given = {
    ...Object.fromEntries(Object.entries(objectOrEmpty(path)).map(([name, each]) => [`path.${name}`, each])),
    ...(method === undefined ? {} : { method }),
    auth: way,
    ...details,
    secret: objectOrEmpty(secret)['env'],
  };
  return [url, ...Object.entries(given).map(([word, each]) => `${word}=${String(each)}`)].join(',');
}

function isWay(text: string | undefined): text is keyof typeof WAYS {
  return text !== undefined && Object.hasOwn(WAYS, text);
}

/** What an endpoint is called: the first part of its host that tells, such as `crm` of www.crm.example.com. */
function hostName(url: string): string {
  const host = /^[a-z]+:\/\/([^/?#:,]+)/i.exec(url)?.[1] ?? url;
  return host.split('.').find((part) => !/^(?:www\d*|api|hooks?)$/i.test(part)) ?? host;
}
