import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '../../../../src/lib/language/config/index.js';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const head = 'region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438';
const gateway = `{ ${head}, subscriptions: per-event-type }`;
const aws = '{ account: "111122223333", region: eu-west-1, bus: events }';
const events = '[conversationEnded]';

async function load(text: string): Promise<Config> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    return (await loadConfig({ cwd, env: {} })).config;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('subscriptions per event type', () => {
  test('bring the format genesyscloud where the file names none', async () => {
    const { genesys, routes } = await load(fileWith({ genesys: gateway, aws, events }));
    expect(genesys).toMatchObject({
      subscriptions: { kind: 'per-event-type', exclusive: false },
      format: { name: 'genesyscloud' },
    });
    expect(routes['sales']).toMatchObject({
      events: ['conversationEnded'],
      format: { source: ['genesyscloud'] },
    });
  });

  test('keep the format that the file, or a route, names', async () => {
    const file = fileWith({
      genesys: `{ ${head}, subscriptions: per-event-type, exclusive: true, format: flat }`,
      aws,
      events,
      route: 'queues: ["Sales"]',
    });
    const other = file.replace('queues: ["Sales"]', 'format: genesyscloud');
    const { genesys, routes } = await load(other);
    expect(genesys).toMatchObject({ subscriptions: { exclusive: true }, format: { name: 'flat' } });
    expect(routes['sales']?.format?.name).toBe('genesyscloud');
  });

  test('by the integration are the default, and the same as nothing', async () => {
    const said = await load(
      fileWith({ genesys: `{ ${head}, integration: { suffix: prod }, subscriptions: integration }` }),
    );
    expect(said.genesys).toEqual((await load(fileWith({}))).genesys);
  });

  test('that are exclusive are warned of where another environment subscribes at the same gateway', async () => {
    const exclusive = `{ ${head}, subscriptions: per-event-type, exclusive: true }`;
    const file = (staging: string) =>
      `${fileWith({ genesys: exclusive, aws, events }).replace('create: inbox', 'create: "inbox-${env}"')}environments:\n  production: {}\n  staging: ${staging}\n`;
    const codes = async (text: string) =>
      (await validateText(text)).diagnostics.map(({ code, severity, message }) => [code, severity, message]);
    expect(await codes(file('{}'))).toEqual([
      [
        'exclusive-shared',
        'warning',
        expect.stringMatching(/^In production: .* staging of this file subscribes/),
      ],
      ['exclusive-shared', 'warning', expect.stringMatching(/^In staging: .* production of this file/)],
    ]);
    expect(await codes(file('{ genesys: { exclusive: false } }'))).toEqual([
      ['exclusive-shared', 'warning', expect.stringMatching(/^In production: /)],
    ]);
    const elsewhere = '{ genesys: { organization: 7513270e-269e-4d37-b2a7-4de452e6b438 } }';
    expect(await codes(file(elsewhere))).toEqual([]);
  });

  test('need no word on the format of each route', async () => {
    expect((await validateText(fileWith({ genesys: gateway, aws, events }))).diagnostics).toEqual([]);
  });

  expectBadFiles([
    {
      what: 'beside an integration',
      file: fileWith({
        genesys: `{ ${head}, subscriptions: per-event-type, «integration: { suffix: prod } }`,
        events,
      }),
      code: 'conflict',
      words: ['not both', 'Remove one'],
    },
    {
      what: 'without a bus',
      file: fileWith({ genesys: gateway, aws: '' })
        .replace('targets:', '«aws: { account: "111122223333", region: eu-west-1 }\ntargets:')
        .replace('conversation.acd.end', 'conversationEnded'),
      code: 'missing-key',
      words: ['aws.bus', 'aws: { bus: NAME }'],
    },
    {
      what: 'exclusive of an integration',
      file: fileWith({ genesys: `{ ${head}, integration: { suffix: prod }, «exclusive: true }` }),
      code: 'misplaced-key',
      words: ['per event type only', 'subscriptions: per-event-type'],
    },
    {
      what: 'of another kind',
      file: fileWith({ genesys: `{ ${head}, integration: { suffix: prod }, subscriptions: «per-topic }` }),
      code: 'wrong-type',
      words: ['per-event-type'],
    },
    {
      what: 'that no route waits for',
      file: fileWith({
        genesys: `{ ${head}, «subscriptions: per-event-type }`,
        aws,
        events: '[conversation.end]',
        route: 'format: com.genesys.cloud',
      }),
      severity: 'warning',
      code: 'no-subscriptions',
      words: ['No route has the format genesyscloud'],
    },
    {
      what: 'with a filter on queues, which their format cannot tell',
      file: fileWith({ genesys: gateway, aws, events, route: '«queues: ["Sales Support"]' }),
      code: 'format-without-queue',
      words: ['genesyscloud'],
    },
  ]);
});
