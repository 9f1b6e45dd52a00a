import { describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import type { Selection } from '../../../../src/lib/features/tail/selection.js';
import { tailPatterns } from '../../../../src/lib/features/tail/tail-patterns.js';
import {
  catalogue,
  type EventFormat,
  requireFormat,
  sampleEvent,
} from '../../../../src/lib/language/events/index.js';
import { matches, parsePattern, readEvent } from '../../../../src/lib/language/patterns/index.js';
import { queueId } from '../../engine/compile/file-builder.js';
import { config } from './listened-file.js';

describe('the patterns of a tail', () => {
  const eventTypes = catalogue().all.filter(({ transports }) => transports === 'eventbridge');
  const queues = [1, 2].map((number) => ({
    id: queueId(number),
    name: `Queue ${number}`,
    division: { id: 'd', name: 'Home' },
  }));
  const settings = {
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    suffix: 'prod',
    account: '111122223333',
    region: 'eu-west-1',
    time: new Date('2025-12-12T15:04:25Z'),
  };
  /** How many of the patterns an event matches. */
  const hits = (selection: Omit<Selection, 'words'>, event: object): number =>
    tailPatterns(config, { ...selection, words: '' }).filter((pattern) =>
      matches(parsePattern(JSON.stringify(pattern)), readEvent(JSON.stringify(event))),
    ).length;

  it('match exactly what was asked for, each event once', () => {
    const withQueue = eventTypes.filter(({ queue }) => queue !== 'none');
    const events = withQueue.map(({ template }) => template);
    expect(new Set(withQueue.map(({ queue }) => queue))).toEqual(new Set(['body', 'topicName']));
    for (const eventType of eventTypes) {
      const carries = eventType.queue !== 'none';
      const of = (number: number) =>
        sampleEvent(eventType, { ...settings, ...(carries ? { queueId: queueId(number) } : {}) });
      expect(hits({ where: {} }, of(1)), eventType.name).toBe(1);
      expect(hits({ where: {} }, { ...of(1), source: 'other' })).toBe(0);
      expect(hits({ where: {}, events: [eventType.template] }, of(9))).toBe(1);
      expect(hits({ where: {}, events, queues }, of(1)), eventType.name).toBe(carries ? 1 : 0);
      expect(hits({ where: {}, events, queues }, of(9)), eventType.name).toBe(0);
    }
  });

  it('stay within the quota for hundreds of queues', () => {
    const many = Array.from({ length: 400 }, (_, number) => ({ ...queues[0], id: queueId(number) }));
    const selection: Selection = {
      events: ['v2.detail.events.conversation.{id}.acd.end'],
      queues: many.map(({ id }) => ({ id, name: id, division: { id: 'd', name: 'Home' } })),
      where: { mediaType: ['VOICE'] },
      words: '',
    };
    const patterns = tailPatterns(config, selection).map((pattern) => JSON.stringify(pattern));
    expect(patterns.length).toBeGreaterThan(1);
    for (const pattern of patterns) {
      expect(pattern.length).toBeLessThanOrEqual(Limits.rulePatternCharacters);
      expect(pattern).toContain('"mediaType":["VOICE"]');
    }
    for (const { id } of many) expect(patterns.filter((pattern) => pattern.includes(id))).toHaveLength(1);
  });
});

describe('the patterns of a tail of relayed events', () => {
  const route = (format: EventFormat | undefined, name: string) => ({
    name,
    events: ['ended'],
    where: {},
    targets: [],
    enabled: true,
    ...(format === undefined ? {} : { format }),
  });
  const relayed = (...formats: readonly (EventFormat | undefined)[]) => ({
    ...config,
    routes: Object.fromEntries(formats.map((format, index) => [`r${index}`, route(format, `r${index}`)])),
  });
  const relay = requireFormat('com.genesys.cloud');

  it('are those of the format', () => {
    expect(
      tailPatterns(relayed(relay), { format: relay, events: ['conversation.end'], where: {}, words: '' }),
    ).toEqual([{ source: ['com.genesys.cloud'], 'detail-type': ['conversation.end'] }]);
  });

  it('take the events of every format of the file, each once', () => {
    const every = (...formats: readonly (EventFormat | undefined)[]) =>
      tailPatterns(relayed(...formats), { where: {}, words: '' });
    expect(every(relay, relay, requireFormat('genesys.cloud/update'))).toEqual([
      { source: ['com.genesys.cloud', 'genesys.cloud'] },
    ]);
    expect(every(relay, undefined)).toHaveLength(1);
    expect(every(relay, requireFormat('flat'))).toEqual([{ source: [{ exists: true }] }]);
  });
});
