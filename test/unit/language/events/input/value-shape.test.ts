import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../../src/lib/base/json.js';
import {
  catalogue,
  findFormat,
  partnerFormat,
  sampleEvent,
  sampleOrigin,
} from '../../../../../src/lib/language/events/index.js';
import {
  atJsonPath,
  parseJsonPath,
  type ShapeSource,
  shapeAt,
  type ValueShape,
} from '../../../../../src/lib/language/events/input/index.js';

/** Every path of an event, down to its leaves. */
function pathsOf(value: JsonValue, path = '$'): readonly string[] {
  if (Array.isArray(value))
    return [
      path,
      ...(value as readonly JsonValue[]).flatMap((each, index) => pathsOf(each, `${path}[${index}]`)),
    ];
  if (!isJsonObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, `${path}.${key}`))];
}

/** Whether a value is what a shape promises. */
function fits(value: JsonValue, shape: ValueShape): boolean {
  if (value === null) return true;
  switch (shape.kind) {
    case 'unknown':
      return true;
    case 'nothing':
      return false;
    case 'plain-text':
      return typeof value === 'string' && JSON.stringify(value).slice(1, -1) === value;
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' || typeof value === 'boolean';
    case 'object':
      return isJsonObject(value);
    case 'list':
      return Array.isArray(value) && (value as readonly JsonValue[]).every((each) => fits(each, shape.of));
  }
}

function misfits(event: JsonObject, source: ShapeSource): readonly string[] {
  return pathsOf(event).filter((path) => {
    const steps = parseJsonPath(path);
    if (steps === undefined) return false;
    const value = atJsonPath(event, path);
    return value !== undefined && !fits(value, shapeAt(steps, source));
  });
}

const partner = partnerFormat();
const shape = (path: string, name = 'conversation.acd.end', format = partner) =>
  shapeAt(parseJsonPath(path) ?? [], { format, eventType: catalogue().find(name) });

describe('what a path finds', () => {
  it('is of the shape that is told, in a sample of every event type', () => {
    for (const eventType of catalogue().all) {
      const event = sampleEvent(eventType, { ...sampleOrigin(), time: new Date(0) });
      expect([eventType.name, misfits(event, { format: partner, eventType })]).toEqual([eventType.name, []]);
    }
  });

  it.each(readdirSync('test/fixtures/events'))('is of the shape that is told, in %s', (file) => {
    const event = JSON.parse(readFileSync(`test/fixtures/events/${file}`, 'utf8')) as JsonObject;
    const eventType = catalogue().find(String(event['detail-type']));
    expect(eventType).toBeDefined();
    expect(misfits(event, { format: partner, eventType })).toEqual([]);
  });

  it.each<[string, ValueShape]>([
    ['$', { kind: 'object' }],
    ['$.time', { kind: 'plain-text' }],
    ['$.nothing', { kind: 'nothing' }],
    ['$.detail.conversationId', { kind: 'nothing' }],
    ['$.detail.eventbody.conversationid', { kind: 'nothing' }],
    ['$.detail.eventBody', { kind: 'object' }],
    ['$.detail.eventBody.conversationId', { kind: 'plain-text' }],
    ['$.detail.eventBody.subject', { kind: 'text' }],
    ['$.detail.eventBody.eventTime', { kind: 'number' }],
    ['$.detail.eventBody.mediaType', { kind: 'plain-text' }],
    ['$.detail.eventBody.callbackNumbers', { kind: 'list', of: { kind: 'text' } }],
    ['$.detail.eventBody.callbackNumbers[0]', { kind: 'text' }],
    ['$.detail.eventBody.callbackNumbers[*]', { kind: 'list', of: { kind: 'text' } }],
    ['$.detail.eventBody.callbackNumbers.x', { kind: 'nothing', list: 'callbackNumbers' }],
    ['$.detail.eventBody.subject[*]', { kind: 'nothing' }],
    ['$.detail.eventBody.subject.x', { kind: 'nothing' }],
  ])('%s of conversation.acd.end', (path, expected) => {
    expect(shape(path)).toEqual(expected);
  });

  it('is not known of an event type that is not, nor in the detail of a relay but for its ids', () => {
    expect(shape('$.detail.eventBody.subject', 'no.such')).toEqual({ kind: 'unknown' });
    expect(shape('$.detail.eventBody.userId', 'no.such')).toEqual({ kind: 'plain-text' });
    const relay = findFormat('com.genesys.cloud', {});
    if (relay === undefined) throw new Error('no such format');
    expect(shape('$.detail.agent', 'no.such', relay)).toEqual({ kind: 'unknown' });
    expect(shape('$.detail.conversationId', 'no.such', relay)).toEqual({ kind: 'plain-text' });
    expect(shape('$.time', 'no.such', relay)).toEqual({ kind: 'plain-text' });
  });
});
