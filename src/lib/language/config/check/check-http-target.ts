import { Limits } from '../../../base/limits.js';
import { endpointOf, placeholdersOf } from '../../names/http-names.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFoundPath, knownPaths } from './check-filled-input.js';
import { checkHttpAuth } from './check-http-auth.js';
import { checkHttpParameters } from './check-http-parameters.js';
import { checkHttpsUrl } from './check-https-url.js';
import { checkRoleArn } from './check-role.js';
import { pathProblem } from './input-problems.js';
import { eventsOfTarget } from './target-events.js';

/** Checks an HTTPS endpoint: an address that AWS calls, what is filled in from the event, and how its secret is named. */
export function checkHttpTarget(context: CheckContext, target: ConfigPath): void {
  const at = [...target, 'http'];
  checkUrl(context, at);
  checkPath(context, target, at);
  checkHttpParameters(context, [...at, 'headers'], 'header', target);
  checkHttpParameters(context, [...at, 'query'], 'query parameter', target);
  checkHttpAuth(context, [...at, 'auth']);
  checkRoleArn(context, [...target, 'role']);
  checkTokenRetry(context, target);
}

/** EventBridge gets another token once the endpoint answers 401 or 407, and then retries (its user guide, "Connections"). */
function checkTokenRetry({ problems, root }: CheckContext, target: ConfigPath): void {
  if (nodeAt(root, [...target, 'http', 'auth', 'oauth']) === undefined) return;
  const own = [...target, 'retry', 'attempts'];
  const at = nodeAt(root, own) === undefined ? ['defaults', 'retry', 'attempts'] : own;
  const attempts = nodeAt(root, at);
  if (attempts?.kind !== 'scalar' || attempts.value !== 0) return;
  problems.at(at, {
    severity: 'warning',
    code: 'retry-oauth',
    message: `Without a retry, an event is lost for ${String(target.at(-1))} whenever its OAuth token has expired: EventBridge gets another token when the endpoint answers 401 or 407, and sends the event again only by a retry.`,
    fix:
      at === own
        ? 'Write attempts: 1 or more.'
        : `Give ${String(target.at(-1))} its own:  retry: { attempts: 1 }`,
  });
}

function checkUrl({ problems, root }: CheckContext, http: ConfigPath): void {
  const at = [...http, 'url'];
  const url = textOf(nodeAt(root, at));
  if (url === undefined || url.trim() === '') return;
  if (url.includes('*')) {
    problems.atPart(at, '*', {
      code: 'url-invalid',
      message: 'EventBridge takes a * in an address for a part that comes from the event.',
      fix: 'Give the part a name:  url: https://crm.example.com/contacts/{id}  with  path: { id: $.detail.eventBody.conversationId }.',
    });
    return;
  }
  const [beforePath = ''] = /^[a-z]*:\/\/[^/?#]*/i.exec(url) ?? [];
  const rest = url.slice(beforePath.length);
  const misplaced = placeholdersOf(beforePath)[0] ?? placeholdersOf(rest.slice(rest.search(/[?#]|$/)))[0];
  if (misplaced !== undefined) {
    problems.atPart(at, `{${misplaced}}`, {
      code: 'url-invalid',
      message: `{${misplaced}} is outside the path: EventBridge fills in only parts of the path.`,
      fix: 'For a query parameter from the event, write:  query: { NAME: $.detail.eventBody.conversationId }. The host cannot come from the event.',
    });
    return;
  }
  checkHttpsUrl({ problems }, at, endpointOf(url), 'an API destination');
}

/** Each `{NAME}` has a path, and each path a `{NAME}`: EventBridge fills them in by their order. */
function checkPath(context: CheckContext, target: ConfigPath, http: ConfigPath): void {
  const { problems, root } = context;
  const url = textOf(nodeAt(root, [...http, 'url'])) ?? '';
  const named = placeholdersOf(url);
  const given = entriesOf(nodeAt(root, [...http, 'path']));
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice !== undefined) {
    problems.atPart([...http, 'url'], `{${twice}}`, {
      code: 'placeholder',
      message: `{${twice}} is in the URL more than once.`,
      fix: 'Give each its own name, and both the same path.',
    });
  }
  for (const name of named) {
    if (given.has(name)) continue;
    problems.atPart([...http, 'url'], `{${name}}`, {
      code: 'placeholder',
      message: `{${name}} in the URL has no path into the event.`,
      fix: `Add  path: { ${/^[\w-]+$/.test(name) ? name : 'NAME'}: $.detail.eventBody.conversationId }.`,
    });
  }
  for (const [name, { value }] of given) {
    const at = [...http, 'path', name];
    if (!named.includes(name)) {
      problems.atKey(at, {
        code: 'placeholder',
        message: `The URL has no {${name}}.`,
        fix: `Put {${name}} into the URL where the value belongs, or remove the line.`,
      });
      continue;
    }
    const path = textOf(value);
    if (path === undefined) continue;
    if (path.length > Limits.httpParameterCharacters) {
      problems.at(at, {
        code: 'too-long',
        message: `A path has at most ${Limits.httpParameterCharacters} characters (httpParameterCharacters); this one has ${path.length}.`,
        fix: `Shorten it by ${path.length - Limits.httpParameterCharacters}.`,
      });
      continue;
    }
    const sources = eventsOfTarget(context, String(target.at(-1)));
    const problem = pathProblem(path, knownPaths(context, sources));
    if (problem !== undefined) problems.at(at, problem);
    checkFoundPath(
      context,
      at,
      path,
      sources,
      'no event fills that part of the URL. What AWS does with such an event is not known; the sandbox does not send it',
    );
  }
}
