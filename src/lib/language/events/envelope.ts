/** EventBridge's own fields of every event, in the order of AWS's reference (EventBridge User Guide, event structure). */
export const ENVELOPE_FIELDS: readonly string[] = [
  'version',
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
];

/** What only replayed events have beside them (EventBridge User Guide, archives and replays). */
export const REPLAY_FIELD = 'replay-name';

/** What Genesys Cloud puts into `detail`. */
export const DETAIL_FIELDS: readonly string[] = [
  'topicName',
  'version',
  'eventBody',
  'metadata',
  'timestamp',
];

/** Where the body of Genesys Cloud's events lies. */
export const EVENT_BODY = 'detail.eventBody';

/** The one field of `detail.metadata`. */
export const CORRELATION_ID = 'detail.metadata.CorrelationId';
