import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { descriptionMark, markOf, markTags, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import { cancelReplay, runReplay } from '../../../../src/lib/features/replay/index.js';
import type { ReplayRequest } from '../../../../src/lib/features/replay/run-replay.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { busArn, ruleArn } from '../../../../src/lib/language/names/arn.js';
import { project, route, sqs } from '../../engine/plan/project.js';
import { type AwsServer, startAws } from '../../sandbox/aws/aws-server.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const config: Config = project([route('sales', { targets: ['inbox'] })], [sqs('inbox')], {
  genesys: { environment: 'mypurecloud.ie', organization: '6513270e-269e-4d37-b2a7-4de452e6b438' },
  aws: { account: '111122223333', region: 'eu-west-1', bus: 'shared' },
  archive: { retentionDays: 0 },
});
const NAME = 'calls-sales-1';
const newer = '[genesys-gcx-format:3 gcx-0.4.0]';

let server: AwsServer;
let aws: Aws;
let now = Date.parse('2026-03-01T10:00:00Z');

beforeAll(async () => {
  server = await startAws({ now: () => now, seed: { buses: [{ name: 'shared' }] } });
  aws = createAws({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
  });
  await aws.events.putRule({
    bus: 'shared',
    name: NAME,
    pattern: { source: ['x'] },
    description: '',
    enabled: true,
    tags: { ...markTags(markOf(config)), [TagKey.route]: 'sales' },
  });
  await aws.archives.create(busArn(config, 'shared'), {
    name: 'calls-production',
    description: descriptionMark(markOf(config)),
    pattern: { source: ['x'] },
    retentionDays: 0,
  });
  now += 10 * DAY;
});
afterAll(() => server.close());

/** A replay of an hour, with what its observer was told; each look moves the clock on, so that the replay ends. */
async function run(part: Partial<ReplayRequest> = {}) {
  const told: string[] = [];
  const { plan, end } = await runReplay({
    config,
    aws,
    from: now - 2 * HOUR,
    to: now - HOUR,
    now,
    routes: [],
    observer: {
      planned: ({ rules }) => told.push(`planned ${rules.map(({ name }) => name)}`),
      following: (name) => told.push(`following ${name}`),
      looked: ({ state }) => {
        told.push(state);
        now += HOUR;
      },
    },
    ...part,
  });
  return { plan, end, told };
}
const yes = async () => true;
const untilOver = () => new AbortController().signal;
/** All that AWS holds: where it is the same, nothing was started. */
const account = () => JSON.stringify(server.cloud.snapshot());

describe('a replay', () => {
  test('is planned, approved, started and followed until it is over', async () => {
    const asked: string[] = [];
    const { end, told } = await run({
      approve: async ({ archive, rules }) => {
        asked.push(`${archive.name} to ${rules.length}`);
        return true;
      },
      follow: untilOver,
    });
    expect(asked).toEqual(['calls-production to 1']);
    expect(end).toMatchObject({ kind: 'over', replay: { state: 'COMPLETED' } });
    const name = end.kind === 'over' ? end.replay.name : '';
    expect(told).toEqual([`planned ${NAME}`, `following ${name}`, 'STARTING', 'COMPLETED']);
  });

  test('that nobody approves starts nothing', async () => {
    const before = account();
    expect((await run()).end).toEqual({ kind: 'planned' });
    const { end, told } = await run({ approve: async () => false, follow: untilOver });
    expect(end).toEqual({ kind: 'declined' });
    expect(told).toEqual([`planned ${NAME}`]);
    expect(account()).toBe(before);
  });

  test('runs on where nobody follows it, or whoever did leaves', async () => {
    const { end, told } = await run({ approve: yes });
    const name = end.kind === 'started' ? end.name : '';
    expect(told).toEqual([`planned ${NAME}`]);
    expect(await aws.replays.get(name)).toMatchObject({ state: 'STARTING' });

    const leaving = new AbortController();
    leaving.abort();
    const left = await run({ approve: yes, follow: () => leaving.signal });
    expect(left.end).toMatchObject({ kind: 'left', state: 'STARTING' });
    expect(await aws.replays.get(left.end.kind === 'left' ? left.end.name : '')).toBeDefined();
  });
});

describe('marks of a newer gcx', () => {
  const words = /^Marks of format 3 are on .*, written by gcx 0\.4\.0;/;
  const refused = { exitCode: 5, report: { code: 'newer-format', what: expect.stringMatching(words) } };

  test('on a rule: nothing is started, and what is only shown comes with a warning', async () => {
    const arn = ruleArn(config, 'shared', NAME);
    await aws.events.tag(arn, { 'genesys-gcx:format': '3 gcx-0.4.0' }, []);
    const before = account();
    await expect(run({ approve: yes })).rejects.toMatchObject(refused);
    const { plan, end } = await run();
    expect(end).toEqual({ kind: 'planned' });
    expect(plan.warnings).toEqual([expect.stringMatching(words)]);
    expect(account()).toBe(before);
    await aws.events.tag(arn, {}, ['genesys-gcx:format']);
  });

  test('on a replay: it is not cancelled', async () => {
    await aws.replays.start({
      name: 'calls-newer',
      description: `gcx replay ${descriptionMark(markOf(config))} ${newer}`,
      archiveArn: 'arn:aws:events:eu-west-1:111122223333:archive/calls-production',
      busArn: busArn(config, 'shared'),
      ruleArns: [ruleArn(config, 'shared', NAME)],
      from: now - 2 * HOUR,
      to: now - HOUR,
    });
    await expect(cancelReplay(aws, config, 'calls-newer')).rejects.toMatchObject({
      ...refused,
      report: { ...refused.report, fix: expect.stringContaining('aws events cancel-replay') },
    });
    expect(await aws.replays.get('calls-newer')).toMatchObject({ state: 'STARTING' });
  });
});
