import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runTail, sweepTails } from '../../../../src/lib/features/tail/index.js';
import type { RunRecords } from '../../../../src/lib/features/tail/run-record.js';
import type { TailOptions } from '../../../../src/lib/features/tail/run-tail.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import type { LoadedConfig } from '../../../../src/lib/language/config/model.js';
import { emitRequest } from '../../../../src/lib/sandbox/index.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const file = `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox] }
`;
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const LEFT = 'gcx-tail-0123456789ab';
const format = { 'genesys-gcx:format': '3 gcx-0.4.0' };
const tagsOfLeft = {
  'genesys-gcx:tail': 'shop/default/6513270e-269e-4d37-b2a7-4de452e6b438',
  'genesys-gcx:purpose': 'tail',
  'genesys-gcx:expires': '2025-01-01T00:00:00Z',
};
const words = /^Marks of format 3 are on .*, written by gcx 0\.4\.0; .* Upgrade gcx to 0\.4\.0/;

let at: Trial;
let loaded: LoadedConfig;

/** Records that no other test sees. */
const records = (): RunRecords => ({ begin: () => {}, end: () => {}, abandoned: () => new Set() });

async function applied(): Promise<void> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.genesysrc.yml'), file);
  loaded = await loadConfig({ cwd, env: {} });
  at = await trial(file);
  const report = await at.apply(await at.plan());
  expect(report.failed).toBe(0);
}

/** A tail of one event, with what its observer was told. */
async function tailOne(part: Partial<TailOptions> = {}) {
  const told: string[] = [];
  const outcome = await runTail({
    loaded,
    genesys: at.genesys,
    aws: at.aws,
    records: records(),
    request: { route: 'ended', queues: [], eventTypes: [] },
    seconds: 30,
    showPersonalData: false,
    count: 1,
    signal: new AbortController().signal,
    observer: {
      swept: ({ removed }) => told.push(...removed.map(({ name }) => `swept ${name}`)),
      warning: (text) => told.push(text),
      started: ({ selection }) => {
        told.push(`started ${selection.words}`);
        void emit();
      },
      event: ({ alias }, queueName) => told.push(`${alias} of ${queueName}`),
      ending: () => told.push('ending'),
      left: (left) => told.push(`left ${left.length}`),
    },
    ...part,
  });
  return { outcome, told };
}

async function emit(): Promise<void> {
  await at.sandbox.emit(await emitRequest('conversation.acd.end', { queue: 'Sales Support', count: 1 }));
}

/** The names of everything of tails that is there. */
async function tailThings(): Promise<readonly string[]> {
  const rules = await at.others.events.listRules(BUS, 'gcx-tail-');
  return [...rules.map(({ name }) => name), ...(await at.others.sqs.queueNames('gcx-tail-'))];
}

test('a tail hands over what arrives and sweeps before; what it made is gone', async () => {
  await applied();
  await at.others.sqs.createQueue(LEFT, {}, tagsOfLeft);
  const { outcome, told } = await tailOne();
  expect(outcome).toEqual({ events: 1, reason: 'count', left: [] });
  expect(told).toEqual([`swept ${LEFT}`, 'started route ended', 'acd.end of Sales Support', 'ending']);
  expect(await tailThings()).toEqual([]);
});

test('a tail that is ended before it began makes nothing', async () => {
  await applied();
  const before = at.wire.writes.length;
  const { outcome, told } = await tailOne({ signal: AbortSignal.abort() });
  expect([outcome.reason, told]).toEqual(['interrupted', []]);
  expect(at.wire.writes.length).toBe(before);
});

describe('marks of a newer gcx', () => {
  test.each([
    [
      'the event bus',
      async () => {
        const bus = await at.others.events.bus(BUS);
        await at.others.events.tag(bus?.arn ?? '', format, []);
      },
    ],
    [
      'a rule of the project',
      async () => {
        const [rule] = await at.others.events.listRules(BUS, 'shop-');
        await at.others.events.tag(rule?.arn ?? '', format, []);
      },
    ],
    [
      'the integration',
      async () => {
        const [integration] = await at.genesys.integrations.list();
        if (integration?.config === undefined) throw new Error('no integration');
        const { notes } = integration.config;
        await at.genesys.integrations.configure(integration.id, {
          ...integration.config,
          notes: notes.replace('"project":', '"format":3,"gcx":"0.4.0","project":'),
        });
      },
    ],
  ])('on %s: the tail warns, and runs', async (_, write) => {
    await applied();
    await write();
    const { outcome, told } = await tailOne();
    expect(told[0]).toMatch(words);
    expect(told.slice(1)).toEqual(['started route ended', 'acd.end of Sales Support', 'ending']);
    expect(outcome.reason).toBe('count');
  });

  test('on what a tail left: a tail warns and leaves it, a sweep alone is refused and removes nothing', async () => {
    await applied();
    const own = 'gcx-tail-ba9876543210';
    await at.others.sqs.createQueue(LEFT, {}, { ...tagsOfLeft, ...format });
    await at.others.sqs.createQueue(own, {}, tagsOfLeft);
    await expect(sweepTails({ loaded, aws: at.aws, records: records() })).rejects.toMatchObject({
      exitCode: 5,
      report: { code: 'newer-format', what: expect.stringContaining(`on SQS queue ${LEFT}, written by gcx`) },
    });
    expect(await tailThings()).toEqual([LEFT, own]);
    const { told } = await tailOne();
    expect(told.slice(0, 2)).toEqual([`swept ${own}`, expect.stringMatching(words)]);
    expect(await tailThings()).toEqual([LEFT]);
  });
});
