import { z } from 'zod';
import { filled, form } from './schema-parts.js';

/** A field within `detail`. */
const WITHIN_DETAIL = /^detail(\.[^.\s$[\]*]+)+$/;
/** `detail` itself, or an object within it. */
const PAYLOAD = /^detail(\.[^.\s$[\]*]+)*$/;
/** A field within `detail`, or one that EventBridge itself fills in. */
const ANYWHERE = /^(id|time|version|detail(\.[^.\s$[\]*]+)+)$/;

const HOW = 'Write the path from the top of the event, without "$.", for example detail.queue.id.';

function place(what: string, pattern = WITHIN_DETAIL) {
  return form(
    pattern,
    `Where ${what} stands in the event, such as detail.queue.id. Left out: the events do not say it.`,
    'This is not a place within an event.',
    HOW,
  ).optional();
}

/** A format of a relay's events: the shape that they have on the bus. */
export const formatSchema = z
  .strictObject({
    description: z.string().meta({ description: 'What the format is, in a sentence.' }).optional(),
    source: z
      .json()
      .meta({
        description:
          'Source of the events: a text, an EventBridge operator such as { prefix: com.acme. }, or a list of these; "partner" for that of Genesys Cloud itself. Left out: any.',
      })
      .optional(),
    detailType: filled(
      'detail-type of the events; {eventType} in it stands for the event type. Left out: any.',
      'detailType',
    ).optional(),
    eventTypes: z
      .union([
        z.literal('genesys'),
        z
          .array(
            z.union([
              filled('Name of an event type.', 'The name of the event type'),
              z.strictObject({
                name: filled('Name of an event type.', 'name'),
                queue: z.boolean().meta({ description: 'false where its events name no queue.' }).optional(),
              }),
            ]),
          )
          .min(1, { error: 'A format has at least one event type; "eventTypes" is empty.' }),
      ])
      .meta({
        description:
          'The event types that "events" of a route may name: a list of the relay\'s own names, or genesys for Genesys Cloud\'s event types. Left out: any name.',
      })
      .optional(),
    eventType: place('the event type, where detail-type does not tell it,'),
    topicName: place("the name of Genesys Cloud's notification topic"),
    queueId: place('the id of the queue'),
    queueName: place('the name of the queue'),
    conversationId: place('the id of the conversation'),
    eventId: place('the id of the event', ANYWHERE),
    time: place('when it happened', ANYWHERE),
    schemaVersion: place('the version of the shape', ANYWHERE),
    payload: form(
      PAYLOAD,
      'The object that "where" looks into. Left out: detail.',
      'This is not an object within an event.',
      'Write detail, or an object within it: detail.data.',
    ).optional(),
  })
  .meta({ description: "The shape of a relay's events." });

/** The name of a format. */
export const formatNameSchema = filled(
  'Name of the event format: partner (as Genesys Cloud sends events), one that gcx brings, or one of "formats".',
  'format',
);
