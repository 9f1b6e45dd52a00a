import { type Document, parseDocument } from 'yaml';
import { canonicalJson, type JsonValue } from '../../../../base/json.js';
import { Adder } from './adder.js';
import { type Addition, withAddition } from './addition.js';
import { Layout } from './layout.js';
import { findPlace, type Refusal, type RefusedPlace } from './place.js';
import { edited } from './text-edit.js';

/** A text with everything added, or why that cannot be done without touching what else it says. */
export type AddedText = { readonly kind: 'added'; readonly text: string } | RefusedPlace;

/**
 * Adds to a YAML or JSON text, one after another; comments and layout stay: every line that nothing is added to is the same byte for
 * byte, and what is added is written as its neighbors are. The text can be read, and is a map.
 */
export function addToText(text: string, additions: readonly Addition[]): AddedText {
  let current = text;
  for (const addition of additions) {
    const added = addOne(current, addition);
    if (added.kind === 'refused') return added;
    current = added.text;
  }
  return { kind: 'added', text: current };
}

function addOne(text: string, addition: Addition): AddedText {
  const document = read(text);
  const layout = new Layout(text, document);
  const found = findPlace(document, addition.path);
  if (found.kind === 'refused') return found;
  const edits = new Adder(layout).edits(found, addition);
  const refused = (why: Refusal): AddedText => ({
    kind: 'refused',
    path: found.path,
    range: found.range,
    why,
  });
  if (edits === undefined) return refused('form');
  const result = edited(text, edits);
  const wanted = withAddition(contentOf(document), addition);
  return canonicalJson(contentOf(read(result))) === canonicalJson(wanted)
    ? { kind: 'added', text: result }
    : refused('unsure');
}

/** Tabs may indent JSON, not YAML; where they stand as many characters are read as are written. */
function read(text: string): Document.Parsed {
  const plain = text.trimStart().startsWith('{') ? text.replaceAll('\t', ' ') : text;
  return parseDocument(plain, { prettyErrors: false, version: '1.2', logLevel: 'silent' });
}

/** What a document says; undefined where it is none any more. */
function contentOf(document: Document.Parsed): JsonValue {
  if (document.errors.length > 0) return null;
  try {
    return document.toJS() as JsonValue;
  } catch {
    // An alias of nothing, or too many of them.
    return null;
  }
}
