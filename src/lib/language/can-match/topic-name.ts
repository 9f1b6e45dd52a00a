import type { EventType } from '../events/index.js';
import { fitsTemplate, type Test } from '../patterns/index.js';
import type { Reason } from './model.js';
import { told } from './place.js';
import { quoted, testWords } from './text-fit.js';

/**
 * Why the topic's name, which is an event type's template with the ids filled in, cannot pass a test.
 * @param eventType undefined for one that the catalog lacks
 */
export function whyNoTopicName(eventType: EventType | undefined, test: Test): Reason | undefined {
  if (test.kind === 'exact' && test.text.includes('{id}')) {
    return {
      certainty: 'certain',
      tell: () =>
        told(
          'detail.topicName holds real ids; the template with {id} stands in detail-type.',
          'Ask about detail-type.',
        ),
    };
  }
  if (eventType === undefined) return undefined;
  const { template, name } = eventType;
  switch (test.kind) {
    case 'exact':
      if (fitsTemplate(test.text, template)) return undefined;
      return {
        certainty: 'doubtful',
        tell: () =>
          told(
            `detail.topicName of ${name} is ${quoted(template)} with real ids in place of {id}, never ${quoted(test.text)}.`,
          ),
      };
    case 'prefix': {
      const head = template.split('{id}', 1)[0] ?? '';
      const text = test.ignoreCase ? test.text.toLowerCase() : test.text;
      const start = test.ignoreCase ? head.toLowerCase() : head;
      if (start.startsWith(text) || (text.startsWith(start) && head !== template)) return undefined;
      return {
        certainty: 'certain',
        tell: () =>
          told(`detail.topicName of ${name} begins with ${quoted(head)}; it is never ${testWords(test)}.`),
      };
    }
    default:
      return undefined;
  }
}
