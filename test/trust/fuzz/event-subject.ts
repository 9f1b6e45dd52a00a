import { readdirSync, readFileSync } from 'node:fs';
import { createStyle } from '../../../src/lib/base/terminal/style.js';
import { eventCheckText } from '../../../src/lib/cli/render/event-check-text.js';
import { decided, eventOfText, patternOf } from '../../../src/lib/features/pattern-test/test-pattern.js';
import { checkEvents, requireFormat } from '../../../src/lib/language/events/index.js';
import { matches } from '../../../src/lib/language/patterns/index.js';
import type { Subject } from './cases.js';
import { mutateJson } from './mutate-json.js';
import { mutateText } from './mutate-text.js';
import type { Random } from './random.js';

const folder = new URL('../../../config/event-samples/', import.meta.url);
const samples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));

const PATTERN = `{
  "source": [{ "prefix": "aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod" }],
  "detail-type": ["v2.detail.events.conversation.{id}.acd.end", { "wildcard": "v2.*.end" }],
  "detail": {
    "topicName": [{ "suffix": ".end" }],
    "eventBody": {
      "queueId": ["5affb229-7631-4992-b0ce-583505c6af07", { "exists": false }],
      "mediaType": [{ "anything-but": ["CHAT", "EMAIL"] }],
      "waited": [{ "numeric": [">", 0, "<=", 600] }],
      "$or": [{ "direction": ["INBOUND"] }, { "address": [{ "cidr": "10.0.0.0/24" }] }]
    }
  }
}`;

/** Events as `event validate` checks them, as Genesys Cloud sends them and as a relay does. */
export const eventSubject: Subject = {
  name: 'event',
  cases: 3_000,
  make(random) {
    const text = eventText(random);
    const format = random.below(3) === 0 ? requireFormat('com.genesys.cloud', undefined) : undefined;
    return {
      bytes: text.length,
      answer: () => eventCheckText(checkEvents(text, 'events.json', format), createStyle(false)),
    };
  },
};

/** Patterns on events, as `pattern test` has them. */
export const patternSubject: Subject = {
  name: 'pattern',
  cases: 2_000,
  make(random) {
    const pattern = patternText(random);
    const event = random.below(2) === 0 ? sample(random) : eventText(random);
    return {
      bytes: pattern.length + event.length,
      answer: () => decided(() => matches(patternOf(pattern), eventOfText(event))),
    };
  },
};

function sample(random: Random): string {
  return samples[random.below(samples.length)] ?? '';
}

/** A pattern with something done to it. */
export function patternText(random: Random): string {
  return random.below(2) === 0 ? mutateText(PATTERN, random) : mutatedJsonOf(PATTERN, random);
}

/** One event, or several, with something done to them. */
export function eventText(random: Random): string {
  const text = sample(random);
  switch (random.below(4)) {
    case 0:
      return mutateText(text, random);
    case 1:
      return mutateText(`[${text}, ${sample(random)}]`, random);
    case 2:
      return [text, sample(random), mutatedJsonOf(text, random)]
        .map((each) => each.replaceAll('\n', ''))
        .join('\n');
    default:
      return mutatedJsonOf(text, random);
  }
}

function mutatedJsonOf(text: string, random: Random): string {
  return JSON.stringify(mutateJson(JSON.parse(text), random));
}
