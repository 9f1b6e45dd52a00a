import { PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { descriptionMark, markOf, markTags, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import { followReplay } from '../../../../src/lib/features/replay/follow-replay.js';
import { planReplay } from '../../../../src/lib/features/replay/plan-replay.js';
import { startReplay } from '../../../../src/lib/features/replay/start-replay.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { awsSetup, jsonError } from '../../clients/aws/aws-server.js';
import { project, route, sqs } from '../../engine/plan/project.js';
import { type AwsServer, startAws } from '../../sandbox/aws/aws-server.js';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T10:00:00Z');
const config: Config = project(
  [route('sales', { targets: ['inbox'] }), route('other', { targets: ['inbox'] })],
  [sqs('inbox')],
  { aws: { account: '111122223333', region: 'eu-west-1', bus: 'shared' }, archive: { retentionDays: 2 } },
);
const { integration: _, ...genesys } = config.genesys;
const file: Config = { ...config, genesys };
const busArn = (name: string) => `arn:aws:events:eu-west-1:111122223333:event-bus/${name}`;

let server: AwsServer;
let aws: Aws;
let now = START;

beforeAll(async () => {
  server = await startAws({ now: () => now, seed: { buses: [{ name: 'shared' }, { name: 'second' }] } });
  aws = createAws({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
  });
  for (const [name, by] of [
    ['calls-sales-1', { ...markTags(markOf(file)), [TagKey.route]: 'sales' }],
    // Of the right name and route, but another project's.
    ['calls-other-1', { ...markTags({ ...markOf(file), project: 'x' }), [TagKey.route]: 'other' }],
  ] as const) {
    const Tags = Object.entries(by).map(([Key, Value]) => ({ Key, Value }));
    const EventPattern = '{"source":["x"]}';
    await server.events.send(new PutRuleCommand({ EventBusName: 'shared', Name: name, EventPattern, Tags }));
  }
});
afterAll(() => server.close());

const plan = (part: { from?: number; to?: number; routes?: readonly string[] } = {}) =>
  planReplay({
    config: file,
    aws,
    from: now - 3_600_000,
    to: now,
    now,
    routes: [],
    shownOnly: false,
    ...part,
  });

async function withArchive<T>(bus: string, description: string, work: () => Promise<T>): Promise<T> {
  const pattern = { source: ['x'] };
  await aws.archives.create(busArn(bus), {
    name: 'calls-production',
    description,
    pattern,
    retentionDays: 2,
  });
  try {
    return await work();
  } finally {
    await aws.archives.delete('calls-production');
  }
}

describe('the plan of a replay', () => {
  test('names the live rules that are ours, and says what is missing', () =>
    withArchive('shared', descriptionMark(markOf(file)), async () => {
      now = START + 10 * DAY;
      const { rules, warnings } = await plan({ from: START - DAY, to: now });
      expect(rules.map(({ name }) => name)).toEqual(['calls-sales-1']);
      expect(rules[0]?.arn).toBe('arn:aws:events:eu-west-1:111122223333:rule/shared/calls-sales-1');
      expect(warnings.map((text) => text.split(':')[0])).toEqual([
        'Route other receives nothing',
        expect.stringContaining('Events before 2026-03-01T10'),
        'Events are kept for 2d',
        'It can take ten minutes until an event is in the archive',
      ]);
      const quiet = await plan({ from: now - DAY, to: now - 3_600_000, routes: ['sales', 'sales'] });
      expect([quiet.rules.length, quiet.warnings]).toEqual([1, []]);
      await expect(plan({ routes: ['other'] })).rejects.toMatchObject({ report: { code: 'rules-missing' } });
      now = START;
    }));

  test('is refused without an archive of ours on the file’s bus', async () => {
    await expect(plan()).rejects.toMatchObject({ report: { code: 'archive-missing' }, exitCode: 1 });
    await withArchive('shared', 'by hand', () =>
      expect(plan()).rejects.toMatchObject({ report: { code: 'name-taken' }, exitCode: 5 }),
    );
    await withArchive('second', descriptionMark(markOf(file)), () =>
      expect(plan()).rejects.toMatchObject({ report: { code: 'archive-elsewhere' }, exitCode: 5 }),
    );
  });

  test('starts with a name that AWS takes, whatever the project is called', () =>
    withArchive('shared', descriptionMark(markOf(file)), async () => {
      const name = await startReplay(aws, { ...file, project: 'p'.repeat(32) }, await plan(), new Date(now));
      expect(name).toMatch(/^p{32}-20260301T100000Z-[0-9a-f]{6}$/);
      expect(name.length).toBeLessThanOrEqual(64);
      expect(await aws.replays.get(name)).toMatchObject({ state: 'STARTING' });
    }));
});

test('a replay that cannot be seen yet is waited for, and a failed one is over', async () => {
  const states = ['RUNNING', 'FAILED'];
  const fake = await awsSetup((_, call) =>
    call === 1
      ? jsonError('ResourceNotFoundException', 'Replay r does not exist.')
      : { json: { ReplayName: 'r', State: states[call - 2], StateReason: 'No room.' } },
  );
  const seen: string[] = [];
  const end = await followReplay(fake.aws, 'r', new AbortController().signal, ({ state }) =>
    seen.push(state),
  );
  await fake.server.close();
  expect(end).toMatchObject({ kind: 'over', replay: { state: 'FAILED', stateReason: 'No room.' } });
  expect(seen).toEqual(states);
});
