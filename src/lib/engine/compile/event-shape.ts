import type { JsonValue } from '../../base/json.js';
import type { Route } from '../../language/config/model.js';
import {
  type EventFormat,
  eventTypePath,
  eventTypeText,
  partnerFormat,
  tellsByDetailType,
} from '../../language/events/index.js';
import type { CompileNames } from './compile-names.js';

/** Where patterns of a route's event format look; paths are dotted, from the event's top. */
export interface EventShape {
  /** What every pattern asks beside: conditions by path. */
  readonly fixed: ReadonlyMap<string, readonly JsonValue[]>;
  /** What tells event types apart. */
  readonly eventTypePath: string;
  /** What stands there for an event type. */
  eventTypeText(eventType: string): string;
  /** The queue's id; undefined where the format has none. */
  readonly queuePath: string | undefined;
  /** The topic's name with the queue's id in it; undefined where the format has none. */
  readonly topicPath: string | undefined;
  /** The object that `where` looks into. */
  readonly payload: string;
}

/** The shape of a route's events. */
export function shapeOf({ format }: Pick<Route, 'format'>, names: Pick<CompileNames, 'source'>): EventShape {
  return shapeOfFormat(format ?? partnerFormat(), names.source);
}

/**
 * The shape of a format's events.
 * @param partnerSource the conditions on the source of Genesys Cloud's own events
 */
export function shapeOfFormat(format: EventFormat, partnerSource: readonly JsonValue[]): EventShape {
  const source = format.source === 'partner' ? partnerSource : format.source;
  const { detailType, places } = format;
  return {
    fixed: new Map([
      ...(source === undefined ? [] : [['source', source] as const]),
      ...(detailType === undefined || tellsByDetailType(format)
        ? []
        : [['detail-type', [detailType]] as const]),
    ]),
    eventTypePath: eventTypePath(format),
    eventTypeText: (eventType) => eventTypeText(format, eventType),
    queuePath: places.queueId,
    topicPath: places.topicName,
    payload: places.payload,
  };
}

/** The path of a field of `where`. */
export function fieldPath({ payload }: EventShape, field: string): string {
  return `${payload}.${field}`;
}

/** What `where` calls a path; undefined where it lies outside the payload. */
export function fieldOf({ payload }: EventShape, path: string | undefined): string | undefined {
  return path?.startsWith(`${payload}.`) === true ? path.slice(payload.length + 1) : undefined;
}
