import { gcxCommand } from '../../base/hints/gcx-command.js';
import { catalogue, type EventType } from '../events/index.js';
import { fitsTemplate, passes, type Test } from '../patterns/index.js';
import type { Reason } from './model.js';
import { told } from './place.js';
import { quoted, testWords } from './text-fit.js';

const PATH = 'detail-type';

/** What every template of Genesys Cloud's event types begins with. */
const BEGINNING = 'v2.';

/** A template: segments of letters, digits, `_` and `-`, or `{id}`, between dots. */
const TEMPLATE = /^v2(\.[A-Za-z0-9_-]+|\.\{id\})+$/;

/** What no template holds. */
const FOREIGN = /[^A-Za-z0-9_.{}-]/;

/** A segment that is an id or begins with one, as a UUID does. */
const REAL_ID = /(^|[.-])(?=[a-f-]*\d)[0-9a-f]{8}($|[.-])/i;

/**
 * Why a test on `detail-type` cannot be met by the template of an event type that the catalog does not know; undefined
 * where it may be.
 */
export function whyNoUnknownType(test: Test): Reason | undefined {
  switch (test.kind) {
    case 'exact':
    case 'equals-ignore-case':
      return noTemplate(test.text, test.kind);
    case 'prefix':
      return partReason(test, [test.text], beginsTemplate(test.text, test.ignoreCase));
    case 'suffix':
      return partReason(test, [test.text], true);
    case 'wildcard': {
      const parts = test.text.split(/\*/);
      return partReason(test, parts, beginsTemplate(parts[0] ?? '', false));
    }
    case 'exists':
      return test.present ? undefined : certain(`Every event has a ${PATH}: it is never missing.`);
    case 'number':
    case 'numeric':
    case 'numeric-equals':
    case 'literal':
    case 'cidr':
    case 'address':
      return certain(
        `${PATH} is a text: the template of the event type.`,
        `It looks like "v2.detail.events.conversation.{id}.acd.end".`,
      );
    case 'anything-but':
    case 'anything-but-numbers':
    case 'anything-but-texts':
      return undefined;
  }
}

function noTemplate(text: string, kind: 'exact' | 'equals-ignore-case'): Reason {
  const known = catalogue();
  if (known.find(text)?.template === text) return certain(`The catalog has the event type ${quoted(text)}.`);
  if (kind === 'exact') {
    const slip = known.all.find(({ template }) => template.toLowerCase() === text.trim().toLowerCase());
    if (slip !== undefined) {
      return {
        ...certain(
          `${PATH} is ${quoted(slip.template)}; ${quoted(text)} differs from it in ${text.trim() === slip.template ? 'spaces' : 'upper and lower case'}.`,
          write(slip),
        ),
        meant: [slip],
      };
    }
    const spread = text.includes('*') ? known.all.filter(({ template }) => fitsStar(text, template)) : [];
    if (spread.length > 0) {
      return {
        ...certain(
          `A plain text is compared as it stands, its * too, and ${PATH} holds none.`,
          `Write { wildcard: ${quoted(text)} }.`,
        ),
        meant: spread,
      };
    }
  }
  const real = known.all.find(({ template }) => template !== text && fitsTemplate(text, template));
  if (real !== undefined && REAL_ID.test(text)) return { ...realId(text, real), meant: [real] };
  const tutorial = known.tutorial(text);
  if (tutorial !== undefined) {
    const meant = tutorial.instead.flatMap((name) => known.find(name) ?? []);
    return {
      ...certain(
        `No event has the ${PATH} ${quoted(text)}. ${tutorial.explanation}`,
        meant.length === 0 ? undefined : write(...meant),
      ),
      meant,
    };
  }
  const short = known.findLoosely(text);
  if (short !== undefined) {
    return {
      ...certain(
        `${PATH} holds the event type's template, not its short name ${quoted(text)}.`,
        write(short),
      ),
      meant: [short],
    };
  }
  const near = known.suggest(text);
  const cure =
    near.length === 0
      ? `"${gcxCommand('event-type list')}" shows all.`
      : `Did you mean ${near
          .slice(0, 3)
          .map(({ template }) => quoted(template))
          .join(' or ')}?`;
  if (REAL_ID.test(text)) return realId(text);
  if (TEMPLATE.test(kind === 'exact' ? text : text.toLowerCase())) {
    return { certainty: 'doubtful', tell: () => told(`gcx knows no event type ${quoted(text)}.`, cure) };
  }
  return certain(
    `No event has the ${PATH} ${quoted(text)}: it is the template of the event type, such as "v2.detail.events.conversation.{id}.acd.end".`,
    cure,
  );
}

/** @param begins whether the template of some event type may begin with what is wanted at its beginning */
function partReason(test: Test, parts: readonly string[], begins: boolean): Reason | undefined {
  const id = parts.find((part) => REAL_ID.test(part));
  if (id !== undefined) {
    const meant = catalogue().all.filter((eventType) =>
      passes(withoutIds(test), { kind: 'string', text: eventType.template }),
    );
    return { ...realId(id), ...(meant.length === 0 ? {} : { meant }) };
  }
  const known = catalogue().all.some(({ template }) => passes(test, { kind: 'string', text: template }));
  if (known) return undefined;
  const words = testWords(test);
  if (!begins || parts.some((part) => FOREIGN.test(part))) {
    return certain(
      `No ${PATH} is ${words}: it is the template of the event type, such as "v2.detail.events.conversation.{id}.acd.end".`,
    );
  }
  return {
    certainty: 'doubtful',
    tell: () =>
      told(
        `gcx knows no event type whose template is ${words}.`,
        `"${gcxCommand('event-type list')}" shows all.`,
      ),
  };
}

function beginsTemplate(prefix: string, ignoreCase: boolean): boolean {
  const text = ignoreCase ? prefix.toLowerCase() : prefix;
  return text.length <= BEGINNING.length ? BEGINNING.startsWith(text) : text.startsWith(BEGINNING);
}

/** The test with `{id}` in place of each segment that is a real id, as far as it goes. */
function withoutIds(test: Test): Test {
  if (test.kind !== 'prefix' && test.kind !== 'suffix' && test.kind !== 'wildcard') return test;
  const text = test.text
    .split('.')
    .map((segment) => (REAL_ID.test(segment) ? '{id}' : segment))
    .join('.');
  return { ...test, text };
}

function fitsStar(text: string, template: string): boolean {
  try {
    return passes({ kind: 'wildcard', text }, { kind: 'string', text: template });
  } catch {
    return false;
  }
}

function realId(text: string, eventType?: EventType): Reason {
  return certain(
    `${PATH} holds the template with a literal {id}, never the real id that ${quoted(text)} has.`,
    eventType === undefined
      ? 'Write {id} in its place; the real id stands in detail.topicName.'
      : `Write ${quoted(eventType.template)}; the real id stands in detail.topicName.`,
  );
}

function write(...eventTypes: readonly EventType[]): string {
  return `Write ${eventTypes.map(({ template }) => quoted(template)).join(' or ')}.`;
}

function certain(message: string, cure?: string): Reason {
  return { certainty: 'certain', tell: () => told(message, cure) };
}
