import { expect, test } from 'vitest';
import type { Config, Route } from '../../../../src/lib/language/config/model.js';
import {
  partnerFormat,
  requireFormat,
  shippedFormats,
} from '../../../../src/lib/language/events/formats/index.js';
import type { ResolvedQueues } from '../../../../src/lib/language/queues/resolved-queues.js';
import { filterKey, processorSettings } from '../../../../src/lib/processor/build/index.js';
import { PROCESSOR_ATTEMPTS } from '../../../../src/lib/processor/contract/settings.js';
import { processor } from '../../engine/plan/project.js';

const target = processor('sales', {
  handler: './sales.ts',
  batch: { size: 100, windowSeconds: 5 },
  environment: { CRM_URL: 'https://crm.example.com' },
  secrets: { Z: 'arn:z', GENESYS: 'arn:g' },
  migrations: [{ from: '1', to: '2', move: { z: 'y', a: 'b' } }],
});
const relayed = [...shippedFormats().values()].find(({ name }) => name !== 'partner') ?? partnerFormat();

function route(name: string, more: Partial<Route> = {}): Route {
  return { name, events: [], where: {}, targets: ['sales'], enabled: true, ...more };
}

function config(routes: readonly Route[], genesys: Partial<Config['genesys']> = {}): Config {
  return {
    file: '.genesysrc.yml',
    project: 'shop',
    environment: 'default',
    sharesBus: false,
    genesys: {
      environment: 'mypurecloud.ie',
      organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
      ...genesys,
    },
    aws: { account: '111122223333', region: 'eu-west-1' },
    targets: { sales: target },
    routes: Object.fromEntries(routes.map((each) => [each.name, each])),
  };
}

function queue(id: string, name: string) {
  return { id, name, division: { id: 'd', name: 'Home' }, chosenBy: name };
}

const queues: ResolvedQueues = {
  a: [queue('q2', 'Two'), queue('q1', 'One')],
  b: [queue('q3', 'q3')],
  other: [queue('q9', 'Nine')],
  [filterKey('sales')]: [queue('q2', 'Two'), queue('q1', 'One')],
};

test('formats, queue names and policies of the routes that send to it, and of no others', () => {
  const routes = [
    route('b', { format: relayed }),
    route('a'),
    route('again'),
    route('other', { targets: ['elsewhere'], format: requireFormat('partner') }),
  ];
  const settings = processorSettings(config(routes), target, queues);
  expect(settings).toMatchObject({
    processor: 'sales',
    project: 'shop',
    genesysEnvironment: 'mypurecloud.ie',
    queueNames: { q1: 'One', q2: 'Two' },
    concurrency: 10,
    attempts: PROCESSOR_ATTEMPTS,
  });
  expect(settings.formats.map(({ name }) => name)).toEqual([relayed.name, 'partner'].sort());
  expect(Object.keys(settings.secrets)).toEqual(['GENESYS', 'Z']);
  // What is moved first is moved first.
  expect(Object.keys(settings.migrations[0]?.move ?? {})).toEqual(['z', 'a']);
  expect(settings).not.toHaveProperty('only');
  expect(JSON.stringify(settings)).not.toContain('crm.example.com');
});

test('another order of routes and queues gives the same text', () => {
  const [a, b] = [route('a'), route('b', { format: relayed })];
  const reversed = Object.fromEntries(
    Object.entries(queues).map(([key, list]) => [key, [...list].reverse()]),
  );
  expect(JSON.stringify(processorSettings(config([b, a]), target, reversed))).toBe(
    JSON.stringify(processorSettings(config([a, b]), target, queues)),
  );
});

test('a filter of its own is ids and event types, sorted', () => {
  const only = {
    events: ['z', 'a'],
    queues: [{ kind: 'glob', glob: '*' } as const],
    withoutQueue: true,
  };
  expect(processorSettings(config([route('a')]), { ...target, only }, queues).only).toEqual({
    events: ['a', 'z'],
    queues: ['q1', 'q2'],
    withoutQueue: true,
  });
  expect(() => processorSettings(config([]), { ...target, only }, {})).toThrow('not looked up');
});

test('before any route sends to it, events come as the file says', () => {
  const formats = (genesys: Partial<Config['genesys']>) =>
    processorSettings(config([], genesys), target, {}).formats.map(({ name }) => name);
  expect(formats({})).toEqual(['partner']);
  expect(formats({ format: relayed })).toEqual([relayed.name]);
});
