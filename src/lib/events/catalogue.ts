import { readBodyDefinitions, readCatalogueIndex } from './catalogue-data.js';
import { topicClassifier } from './classify-topic.js';
import { findField, listFields } from './event-fields.js';
import type { Catalogue } from './model.js';
import { nearEventTypes } from './near-names.js';
import { explainTutorialName } from './tutorial-names.js';

/** Computes a value when it is first asked for. */
function lazy<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

function readCatalogue(): Catalogue {
  const { eventTypes, bodies } = readCatalogueIndex();
  const names = new Map(
    eventTypes.flatMap((eventType) => [
      [eventType.name, eventType] as const,
      [eventType.template, eventType] as const,
    ]),
  );
  const aliases = new Map(
    eventTypes.flatMap((eventType) =>
      eventType.alias === undefined ? [] : [[eventType.alias, eventType] as const],
    ),
  );
  const definitions = lazy(readBodyDefinitions);
  const classifier = lazy(() => topicClassifier(eventTypes));
  const catalogue: Catalogue = {
    all: eventTypes,
    find: (text) => names.get(text),
    findLoosely: (text) => names.get(text) ?? aliases.get(text),
    classify: (topicName) => names.get(topicName) ?? classifier()(topicName),
    suggest: (text) => nearEventTypes(text, eventTypes),
    tutorial: (text) => (names.has(text) ? undefined : explainTutorialName(text, eventTypes, classifier())),
    field: (eventType, path) => {
      const body = bodies.get(eventType);
      if (body === undefined) return path === '' ? undefined : { path, type: 'any', array: false };
      return findField(definitions(), body, path);
    },
    fields: (eventType) => {
      const body = bodies.get(eventType);
      return body === undefined ? [] : listFields(definitions(), body);
    },
    eventTypesWith: (path) =>
      eventTypes.filter(
        (eventType) => eventType.fieldsKnown && catalogue.field(eventType, path) !== undefined,
      ),
  };
  return catalogue;
}

/** The offline catalogue of Genesys event types; read from config/ when first asked for, then kept. */
export const catalogue: () => Catalogue = lazy(readCatalogue);
