import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { plainCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import type { QueueCache } from '../../../../src/lib/features/queues/cache/index.js';
import { type GivenQueue, resolveOffline } from '../../../../src/lib/features/queues/offline-queues.js';
import { QueueBook } from '../../../../src/lib/features/queues/queue-book.js';
import { queueIdsIn } from '../../../../src/lib/features/queues/queue-ids.js';
import type { Config, QueueSelector } from '../../../../src/lib/language/config/model.js';
import { describeSelector } from '../../../../src/lib/language/queues/select-queues.js';

const id = (number: number): string => `${String(number).padStart(8, '0')}-7c1e-4a52-9b0d-2f6d7a1c88e1`;
const queue = (number: number, name: string, division = 'Home') => ({
  id: id(number),
  name,
  division: { id: division, name: division },
});
const name: QueueSelector = { kind: 'name', name: 'Sales' };
const glob: QueueSelector = { kind: 'glob', glob: 'Sales*' };
const first = new Date('2026-11-19T10:00:00Z');
const second = new Date('2026-11-20T14:03:00Z');

function config(...selectors: readonly QueueSelector[]): Config {
  return {
    file: '.genesysrc.yml',
    project: 'p',
    environment: 'production',
    sharesBus: false,
    genesys: { environment: 'mypurecloud.ie', organization: id(0), integration: { suffix: 's' } },
    aws: { account: '111122223333', region: 'eu-west-1' },
    targets: {},
    routes: {
      r: { name: 'r', events: [], queues: selectors, where: {}, targets: [], enabled: true },
      open: { name: 'open', events: [], where: {}, targets: [], enabled: true },
    },
  };
}

function cacheOf(
  queues: readonly ReturnType<typeof queue>[],
  selections: readonly (readonly [QueueSelector, readonly number[], Date])[] = [],
): QueueCache {
  return {
    sandbox: false,
    queues: queues.map((each) => ({ ...each, seen: first })),
    selection(selector) {
      const kept = selections.find(([other]) => describeSelector(other) === describeSelector(selector));
      return kept && { queues: queues.filter((each) => kept[1].map(id).includes(each.id)), at: kept[2] };
    },
  };
}

function resolve(selectors: readonly QueueSelector[], given: readonly GivenQueue[] = [], cache?: QueueCache) {
  const { resolved, source } = resolveOffline(
    { config: config(...selectors), locate: () => undefined },
    { given, cache },
  );
  return { ids: resolved['r']?.map((each) => each.id), source, routes: Object.keys(resolved) };
}

describe('resolveOffline', () => {
  test('what to do names the sandbox where the project has one', () => {
    const fixOf = (hasSandbox: boolean): string | undefined => {
      try {
        resolveOffline(
          { config: config(name), locate: () => undefined },
          { given: [], cache: undefined, hasSandbox },
        );
        return undefined;
      } catch (error) {
        return error instanceof GcxError ? plainCommands(error.report.fix ?? '') : undefined;
      }
    };
    expect(fixOf(true)).toContain('in the sandbox: gcx plan --sandbox');
    expect(fixOf(false)).toContain('gcx plan');
    expect(fixOf(false)).not.toContain('sandbox');
  });

  test('an id needs nothing; a route without queues stays without', () => {
    expect(resolve([{ kind: 'id', id: id(7) }])).toEqual({
      ids: [id(7)],
      source: { kind: 'none' },
      routes: ['r'],
    });
  });

  test('the command line beats the cache for names, and adds to it for globs', () => {
    const cache = cacheOf(
      [queue(1, 'Sales'), queue(2, 'Sales DE')],
      [
        [name, [1], first],
        [glob, [1, 2], second],
      ],
    );
    expect(resolve([name], [{ id: id(9), name: 'Sales' }], cache)).toMatchObject({
      ids: [id(9)],
      source: { kind: 'given' },
    });
    expect(resolve([glob], [{ id: id(9), name: 'Sales X' }], cache)).toMatchObject({
      ids: [id(1), id(2), id(9)],
      source: { kind: 'cache', from: second },
    });
    expect(resolve([name, glob], [], cache)).toMatchObject({
      ids: [id(1), id(2)],
      source: { kind: 'cache', from: first, to: second, sandbox: false },
    });
  });

  test('a glob on the command line alone takes what fits it', () => {
    const given = ['Sales', 'Sales DE', 'Support'].map((each, index) => ({ id: id(index), name: each }));
    expect(resolve([glob], given).ids).toEqual([id(0), id(1)]);
  });

  test('a name that was only seen elsewhere is taken where it is one', () => {
    const one = cacheOf([queue(1, 'Sales')]);
    expect(resolve([name], [], one)).toMatchObject({ ids: [id(1)], source: { kind: 'cache', from: first } });
    const two = cacheOf([queue(1, 'Sales', 'A'), queue(2, 'Sales', 'B')]);
    expect(() => resolve([name], [], two)).toThrow('not known here');
    expect(resolve([{ ...name, division: 'B' }], [], two).ids).toEqual([id(2)]);
    // What fits a glob elsewhere says nothing of what does not.
    expect(() => resolve([glob], [], one)).toThrow('not known here');
  });

  test('what neither knows is named, with both ways out', () => {
    let report: unknown;
    try {
      resolve([name, glob]);
    } catch (error) {
      report = Reflect.get(Object(error), 'report');
    }
    expect(report).toMatchObject({
      code: 'queue-unknown-offline',
      details: ['route r  name "Sales"', 'route r  glob "Sales*"'],
      fix: expect.stringMatching(/--queue-id "Sales=ID"[\s\S]+gcx plan/),
    });
  });
});

describe('QueueBook', () => {
  const book = new QueueBook({
    certain: [queue(1, 'Sales'), queue(2, 'Support', 'A'), queue(3, 'Support', 'B')],
  });

  test('finds by id, and by a name that is one', async () => {
    expect(await book.find(id(8).toUpperCase())).toEqual({ id: id(8) });
    expect(await book.find('Sales')).toMatchObject({ id: id(1) });
    await expect(book.find('Support')).rejects.toMatchObject({ report: { code: 'queue-ambiguous' } });
    await expect(book.find('Salse')).rejects.toMatchObject({
      report: { details: ['Known are: "Sales".'], fix: expect.stringContaining('--queue-id "Salse=ID"') },
    });
  });

  test('an id for want of a name is no name', () => {
    const nameless = new QueueBook({ certain: [{ ...queue(1, id(1)) }] });
    expect(nameless.nameOf(id(1))).toBeUndefined();
    expect(book.nameOf(id(1).toUpperCase())).toBe('Sales');
  });
});

test('queueIdsIn finds the ids of queues in patterns and events, and no others', () => {
  expect(queueIdsIn(`{"queueId":["${id(1)}","${id(2)}"],"userId":["${id(3)}"]}`)).toEqual([id(1), id(2)]);
  expect(
    queueIdsIn(`{"queueId": "${id(1)}", "topicName": "v2.detail.events.conversation.${id(4)}.acd.end"}`),
  ).toEqual([id(1)]);
  expect(
    queueIdsIn(`["v2.routing.queues.${id(5)}.users", "v2.analytics.queues.${id(6)}.observations"]`),
  ).toEqual([id(5), id(6)]);
});
