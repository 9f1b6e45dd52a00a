import { isJsonObject, type JsonValue } from '../../base/json.js';
import {
  type CompileNames,
  fieldOf,
  type LiveRule,
  patternFields,
  samePattern,
  shapeOfFormat,
} from '../../engine/compile/index.js';
import type { FieldCondition } from '../../language/config/model.js';
import { type EventFormat, eventTypeFromText, partnerFormat } from '../../language/events/index.js';

/** What a rule's pattern asks, in a file's words. */
export interface PatternContent {
  readonly events: readonly string[];
  /** Absent: no condition on the queue. */
  readonly queueIds?: readonly string[];
  readonly where: Readonly<Record<string, readonly FieldCondition[]>>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads a live rule's pattern as events, queues and where of one event format; undefined where these cannot say it.
 * It is a first reading: whether a route of it makes the same rule again is for compile to show.
 * @param queueIn where a condition on the queue's id goes that lists ids
 */
export function readPattern(
  rule: Pick<LiveRule, 'pattern'>,
  format: EventFormat | undefined,
  names: CompileNames,
  queueIn: 'queues' | 'where' = 'queues',
): PatternContent | undefined {
  if (rule.pattern === undefined) return undefined;
  const { fields, exact } = patternFields(rule.pattern);
  if (!exact) return undefined;
  const shape = shapeOfFormat(format ?? partnerFormat(), names.source);
  for (const [path, conditions] of shape.fixed) {
    const asked = fields.get(path);
    const live = asked === undefined ? {} : { [path]: asked };
    if (!samePattern(live, { [path]: conditions }, names)) return undefined;
  }
  // Where the topic's name tells the queue, a condition on the body's is one of `where`.
  const inWhere = queueIn === 'where' || (shape.topicPath !== undefined && fields.has(shape.topicPath));
  const queueIds: string[] = [];
  const where: Record<string, readonly FieldCondition[]> = {};
  let events: readonly string[] | undefined;
  for (const [path, conditions] of fields) {
    if (path === shape.eventTypePath) {
      events = eventTypes(conditions, format);
    } else if (path === shape.topicPath) {
      const ids = texts(conditions)?.map((topic) => topic.split('.').find((part) => UUID.test(part)));
      if (ids === undefined || !ids.every((id) => id !== undefined)) return undefined;
      queueIds.push(...ids);
    } else if (
      path === shape.queuePath &&
      !inWhere &&
      texts(conditions)?.every((id) => UUID.test(id)) === true
    ) {
      queueIds.push(...(texts(conditions) ?? []));
    } else if (!shape.fixed.has(path) && path !== 'source') {
      const field = fieldOf(shape, path);
      if (field === undefined || !conditions.every(isCondition)) return undefined;
      where[field] = conditions;
    }
  }
  if (events === undefined || events.length === 0) return undefined;
  return { events, where, ...(queueIds.length === 0 ? {} : { queueIds: [...new Set(queueIds)] }) };
}

function eventTypes(
  conditions: readonly JsonValue[],
  format: EventFormat | undefined,
): readonly string[] | undefined {
  const found = texts(conditions)?.map((text) =>
    format === undefined ? text : eventTypeFromText(format, text),
  );
  return found?.every((each) => each !== undefined) === true ? [...new Set(found)] : undefined;
}

function texts(conditions: readonly JsonValue[]): readonly string[] | undefined {
  return conditions.every((one) => typeof one === 'string') ? conditions : undefined;
}

function isCondition(value: JsonValue): value is FieldCondition {
  return isJsonObject(value) || !Array.isArray(value);
}
