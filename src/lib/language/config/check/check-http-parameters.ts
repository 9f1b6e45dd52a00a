import { Limits } from '../../../base/limits.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFoundPath, knownPaths } from './check-filled-input.js';
import { pathProblem } from './input-problems.js';
import { eventsOfTarget } from './target-events.js';

/** Headers that EventBridge takes out of a request, or sets itself (EventBridge user guide, "API destinations"), in lower case. */
const REMOVED: ReadonlySet<string> = new Set(
  'a-im accept-charset accept-datetime accept-encoding cache-control connection content-encoding content-length content-md5 date expect forwarded from host http2-settings if-match if-modified-since if-none-match if-range if-unmodified-since max-forwards origin pragma proxy-authorization range referer te trailer transfer-encoding user-agent upgrade via warning'.split(
    ' ',
  ),
);

/** Names and values that EventBridge takes (HttpParameters in its API reference). */
const FORMS = {
  header: { name: /^[!#$%&'*+.^_`|~0-9a-zA-Z-]+$/, value: /^[\t\x20-\x7e]*$/ },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's own pattern
  'query parameter': { name: /^[^\x00-\x1f\x7f]+$/, value: /^[^\x00-\x09\x0b\x0c\x0e-\x1f\x7f]*$/ },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's own pattern
  'body parameter': { name: /^[^\x00-\x1f\x7f]+$/, value: /^.*$/s },
} as const;

/**
 * Checks headers, query or body parameters.
 * @param target of the events that their values can come from; absent: they cannot, as for the token endpoint
 */
export function checkHttpParameters(
  context: CheckContext,
  at: ConfigPath,
  what: keyof typeof FORMS,
  target?: ConfigPath,
): void {
  const { problems, root } = context;
  const given = entriesOf(nodeAt(root, at));
  if (given.size > Limits.httpParameters) {
    problems.atKey(at, {
      code: 'too-many',
      message: `EventBridge takes at most ${Limits.httpParameters} ${what}s (httpParameters); here are ${given.size}.`,
      fix: `Remove ${given.size - Limits.httpParameters}.`,
    });
  }
  for (const [name, { value }] of given) {
    const here = [...at, name];
    checkName(context, here, what, name);
    const text = textOf(value);
    if (text === undefined) continue;
    if (what !== 'body parameter' && text.length > Limits.httpParameterCharacters) {
      problems.at(here, {
        code: 'too-long',
        message: `The value of a ${what} has at most ${Limits.httpParameterCharacters} characters (httpParameterCharacters); this one has ${text.length}.`,
        fix: `Shorten it by ${text.length - Limits.httpParameterCharacters}.`,
      });
    } else if (!FORMS[what].value.test(text)) {
      problems.at(here, {
        code: 'form',
        message: `EventBridge takes no such characters in the value of a ${what}.`,
        fix: 'Use letters, digits, spaces and punctuation on one line.',
      });
    }
    if (target === undefined || !text.startsWith('$')) continue;
    const sources = eventsOfTarget(context, String(target.at(-1)));
    const problem = pathProblem(text, knownPaths(context, sources));
    if (problem !== undefined) problems.at(here, problem);
    checkFoundPath(
      context,
      here,
      text,
      sources,
      `no event fills the ${what}. Whether AWS then sends it empty or leaves it out is not known`,
    );
  }
}

function checkName(
  { problems }: CheckContext,
  here: ConfigPath,
  what: keyof typeof FORMS,
  name: string,
): void {
  if (what === 'header' && REMOVED.has(name.toLowerCase())) {
    problems.atKey(here, {
      code: 'header-removed',
      message: `EventBridge never sends a header ${name} of your own: it sets it itself, or takes it out.`,
      fix: 'Remove the line; if the endpoint needs the value, use a header of another name, such as X-NAME.',
    });
    return;
  }
  if (name.length > Limits.httpParameterCharacters || !FORMS[what].name.test(name)) {
    problems.atKey(here, {
      code: 'name-invalid',
      message: `EventBridge does not take this as the name of a ${what}.`,
      fix:
        what === 'header'
          ? `Use at most ${Limits.httpParameterCharacters} letters, digits and - (httpParameterCharacters).`
          : `Use at most ${Limits.httpParameterCharacters} characters (httpParameterCharacters).`,
    });
  }
}
