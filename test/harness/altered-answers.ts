import type { JsonObject, JsonValue } from '../../src/lib/base/json.js';
import { isJsonObject } from '../../src/lib/base/json.js';

/** Where the attributes of a kind of thing stand in AWS's answers. */
export interface AnswerPlace {
  /** The call whose answer it is. */
  readonly action: RegExp;
  /** The objects in the answer that hold the attributes; of an answer in XML: the names of the elements around them. */
  readonly within: ((answer: JsonObject) => readonly JsonObject[]) | readonly string[];
  /** Which answers, where several are of that call: a text that the one about the thing holds. Absent: all. */
  readonly about?: string;
}

/** Something that an answer is to say in place of what it says. */
export interface Alteration {
  readonly place: AnswerPlace;
  /** With dots between levels, and `[]` after a list: its first item is altered. */
  readonly path: string;
  readonly value: JsonValue;
}

/** A body of an answer with what is altered in it, as if somebody had changed the thing itself. */
export function alteredAnswer(action: string, body: string, alterations: readonly Alteration[]): string {
  const fitting = alterations.filter(
    ({ place }) => place.action.test(action) && (place.about === undefined || body.includes(place.about)),
  );
  return fitting.reduce((text, each) => alter(text, each), body);
}

function alter(body: string, { place, path, value }: Alteration): string {
  const { within } = place;
  if (typeof within !== 'function') return alterXml(body, within, path, value);
  const answer: JsonValue = JSON.parse(body === '' ? '{}' : body);
  if (!isJsonObject(answer)) return body;
  for (const holder of within(answer)) setAt(holder, path.split('.'), value);
  return JSON.stringify(answer);
}

function setAt(holder: JsonObject, [step = '', ...rest]: readonly string[], value: JsonValue): void {
  const target = holder as Record<string, JsonValue>;
  const key = step.replace('[]', '');
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  if (step.endsWith('[]')) {
    const list = Array.isArray(target[key]) ? [...target[key]] : [];
    const first = isJsonObject(list[0]) ? { ...list[0] } : {};
    setAt(first, rest, value);
    target[key] = [first, ...list.slice(1)];
    return;
  }
  const inner = isJsonObject(target[key]) ? { ...target[key] } : {};
  setAt(inner, rest, value);
  target[key] = inner;
}

/** `entry`: attributes by key and value, as SNS has them; else elements named as the attributes. */
function alterXml(body: string, within: readonly string[], path: string, value: JsonValue): string {
  const text = escaped(typeof value === 'string' ? value : String(value));
  if (within[0] === 'entry') {
    const known = new RegExp(`(<entry><key>${path}</key><value>)[^<]*(</value></entry>)`);
    return known.test(body)
      ? body.replace(known, (_all, before, after) => `${before}${text}${after}`)
      : body.replace('<Attributes>', `<Attributes><entry><key>${path}</key><value>${text}</value></entry>`);
  }
  const [outer = ''] = within;
  const steps = path
    .split('.')
    .flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), 'member'] : [step]));
  const [first = ''] = steps;
  const inner = steps.reduceRight((content, step) => `<${step}>${content}</${step}>`, text);
  const without = body.replace(new RegExp(`<${first}>.*?</${first}>|<${first}/>`, 's'), '');
  return without.replace(`<${outer}>`, `<${outer}>${inner}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
