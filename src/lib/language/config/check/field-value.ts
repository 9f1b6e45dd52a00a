import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nearName } from '../../../base/name-difference.js';
import { ownValue } from '../../../base/own-value.js';
import type { Field } from '../../events/index.js';
import type { Problem } from '../document/problems.js';
import type { ScalarNode } from '../document/source-node.js';

/** What people say for a value of Genesys Cloud, in lower case. */
const SAID_FOR: Readonly<Record<string, readonly string[]>> = {
  call: ['VOICE'],
  calls: ['VOICE'],
  phone: ['VOICE'],
  telephone: ['VOICE'],
  telephony: ['VOICE'],
  mail: ['EMAIL'],
  webchat: ['CHAT'],
  sms: ['MESSAGE'],
  whatsapp: ['MESSAGE'],
  messaging: ['MESSAGE'],
  abandoned: ['ABANDON'],
  abandonment: ['ABANDON'],
  answered: ['ANSWER'],
  in: ['INBOUND'],
  incoming: ['INBOUND'],
  out: ['OUTBOUND'],
  outgoing: ['OUTBOUND'],
  transferred: ['TRANSFER'],
};

/** What a field holds, in words. */
export const TYPE_WORDS = {
  string: 'a text',
  integer: 'a number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  map: 'an object',
  any: 'anything',
} as const;

/** A field whose own fields are meant. */
export function isAnObject(field: Field): Problem {
  return {
    code: 'field-type',
    message: `"${field.path}" is an object, and EventBridge compares only what is within.`,
    fix: `Name one of its fields: "${field.path}.…"; "${gcxCommand('event-type list')}" lists the event types, event-type show with one of them its fields.`,
  };
}
/** What is wrong with a value of a field; undefined where nothing is. */
export function valueProblem(
  field: Field,
  value: string | number | boolean,
  node: ScalarNode,
): Problem | undefined {
  const wrong = (fix: string, replacement?: string): Problem => ({
    code: 'field-type',
    ...(replacement === undefined ? {} : { replacement }),
    message: `"${field.path}" is ${TYPE_WORDS[field.type]}, but ${node.written} is ${describe(value)}; this would match nothing, ever.`,
    fix,
  });
  /** `"> 60000"`. */
  const comparison = (text: string | boolean): Problem | undefined => {
    const [, sign, number] = /^\s*(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(String(text)) ?? [];
    if (sign === undefined || number === undefined) return undefined;
    const condition = `{ numeric: ["${sign}", ${number}] }`;
    return wrong(`Write ${condition}.`, condition);
  };
  switch (field.type) {
    case 'any':
      return undefined;
    case 'object':
    case 'map':
      return isAnObject(field);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong('Write true or false, without quotes.');
    case 'integer':
    case 'number':
      return typeof value === 'number'
        ? undefined
        : (comparison(value) ?? wrong('Write the number without quotes.', numberIn(value)));
    case 'string':
      if (typeof value !== 'string')
        return wrong(`Put it in quotes: "${node.written}".`, `"${node.written}"`);
      return field.enum === undefined || field.enum.includes(value)
        ? undefined
        : unknownValue(field, field.enum, value);
  }
}

function unknownValue(field: Field, values: readonly string[], value: string): Problem {
  const sameWord = values.find((each) => each.toLowerCase() === value.toLowerCase());
  // Genesys Cloud has been seen to send flowType in both cases.
  const bothCases = sameWord !== undefined && /(^|\.)flowType$/.test(field.path);
  return {
    severity: bothCases ? 'warning' : 'error',
    code: 'unknown-value',
    message:
      sameWord === undefined
        ? `"${field.path}" is never "${value}".`
        : `"${field.path}" is published as "${sameWord}", not "${value}"; upper and lower case count.`,
    ...replacedBy(bothCases ? `{ equals-ignore-case: ${sameWord} }` : nearValue(value, values)),
    fix: bothCases ? `Take both: { equals-ignore-case: ${sameWord} }.` : valuesFix(value, values),
  };
}

function replacedBy(replacement: string | undefined): { replacement?: string } {
  return replacement === undefined ? {} : { replacement };
}

/** A number that was written as a text. */
function numberIn(value: string | boolean): string | undefined {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
}

function nearValue(value: string, values: readonly string[]): string | undefined {
  const said = ownValue(SAID_FOR, value.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return said?.find((each) => values.includes(each)) ?? nearName(value, values, 1).names[0];
}

/** The value that was probably meant, and all that there are. */
export function valuesFix(value: string, values: readonly string[]): string {
  const near = nearValue(value, values);
  const all = values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ');
  return near === undefined ? `It is one of: ${all}.` : `Did you mean ${near}? It is one of: ${all}.`;
}

function describe(value: string | number | boolean): string {
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : String(value);
}
