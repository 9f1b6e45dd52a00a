import { once } from '../../base/once.js';
import { bodySchema, catalogueIndex } from './catalogue-data.js';
import { topicClassifier } from './classify-topic.js';
import { findField, listFields } from './event-fields.js';
import type { Catalogue } from './model.js';
import { nearEventTypes } from './near-event-types.js';
import { explainTutorialName } from './tutorial-names.js';

function readCatalogue(): Catalogue {
  const { eventTypes } = catalogueIndex();
  const names = new Map(eventTypes.map((eventType) => [eventType.name, eventType]));
  const templates = new Map(eventTypes.map((eventType) => [eventType.template, eventType]));
  const aliases = new Map(eventTypes.map((eventType) => [eventType.alias ?? eventType.name, eventType]));
  const classifier = once(() => topicClassifier(eventTypes));
  const catalogue: Catalogue = {
    all: eventTypes,
    find: (text) => names.get(text) ?? templates.get(text),
    findLoosely: (text) => catalogue.find(text) ?? aliases.get(text),
    classify: (topicName) => templates.get(topicName) ?? classifier()(topicName),
    suggest: (text) => nearEventTypes(text, eventTypes),
    tutorial: (text) =>
      catalogue.find(text) === undefined ? explainTutorialName(text, eventTypes, classifier()) : undefined,
    field: (eventType, path) => {
      const schema = bodySchema(eventType);
      if (schema !== undefined) return findField(schema, path);
      return path.split('.').includes('') ? undefined : { path, type: 'any', array: false };
    },
    fields: (eventType) => {
      const schema = bodySchema(eventType);
      return schema === undefined ? [] : listFields(schema);
    },
    eventTypesWith: (path) =>
      eventTypes.filter(
        (eventType) => eventType.fieldsKnown && catalogue.field(eventType, path) !== undefined,
      ),
  };
  return catalogue;
}

/** The offline catalog of Genesys event types; read from config/ when first asked for, then kept. */
export const catalogue: () => Catalogue = once(readCatalogue);
