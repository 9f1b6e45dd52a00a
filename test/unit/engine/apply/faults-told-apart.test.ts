import { expect, it } from 'vitest';
import { type ErrorReport, GcxError } from '../../../../src/lib/base/gcx-error.js';
import type { ApplyReport } from '../../../../src/lib/engine/apply/index.js';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;
const withProcessor = `${head()}targets:
  sales: { processor: { handler: ./sales.ts, deduplicate: { for: 1h } } }
routes:
  ended: { events: [conversation.acd.end], targets: [sales] }
`;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

const under = (faults: readonly string[], text = file): Promise<Trial> =>
  trial(text, { faults }, { 'sales.ts': handler });

function failures({ results }: ApplyReport): readonly ErrorReport[] {
  return results.flatMap(({ outcome }) =>
    outcome.kind === 'failed' && outcome.error instanceof GcxError ? [outcome.error.report] : [],
  );
}

async function converged(all: Trial): Promise<void> {
  expect(await all.apply(await all.plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  const { changes, refusals } = await all.plan();
  expect(refusals).toEqual([]);
  expect(changes.filter(({ action }) => action !== 'none')).toEqual([]);
}

it.each([
  'sns:GetTopicAttributes:not-found:2',
  'sns:SetTopicAttributes:not-found:2',
  'sns:Subscribe:not-found:2',
  'sqs:GetQueueAttributes:not-found:2',
  'sqs:SetQueueAttributes:not-found:2',
])('what a creation has not reached yet is waited for: %s', async (fault) => {
  await converged(await under([fault]));
});

it.each(['UpdateTimeToLive', 'DeleteTable'])(
  'a table that still changes is waited for: %s',
  async (action) => {
    // More often than the client itself tries again.
    const all = await under([`dynamodb:${action}:in-use:12`], withProcessor);
    await converged(all);
    expect(await all.apply(await all.plan('destroy'))).toMatchObject({ failed: 0, notAttempted: 0 });
  },
);

it.each(['throttled-entries', 'internal-entries', 'failed-entries'])(
  'entries that failed for a reason that passes are sent again: %s',
  async (effect) => {
    await converged(await under([`events:PutTargets:${effect}:3`]));
  },
);

it('entries that go on failing so are said to be worth another run', async () => {
  const all = await under(['events:PutTargets:throttled-entries']);
  const [failure] = failures(await all.apply(await all.plan()));
  expect(failure).toMatchObject({ code: 'aws-entries-failed', retryable: true });
});

it('an integration that was disabled is waited for until it is INACTIVE', async () => {
  const all = await under([]);
  await converged(all);
  // What the platform reports of it, look by look, as long as the test says that it is not done.
  const states: string[] = [];
  let looks = 0;
  let isDeleted = false;
  all.wire.alter = (action, body) => {
    if (action.startsWith('DELETE /api/v2/integrations')) isDeleted = true;
    if (isDeleted || !/^GET \/api\/v2\/integrations\/[\w-]{36}\b/.test(action)) return body;
    looks += 1;
    const shown = looks <= 3 ? 'DEACTIVATING' : 'INACTIVE';
    states.push(shown);
    return body.replace(/"code":"(?:ACTIVE|DEACTIVATING|INACTIVE)"/, `"code":"${shown}"`);
  };
  expect(await all.apply(await all.plan('destroy'))).toMatchObject({ failed: 0, notAttempted: 0 });
  expect(states).toEqual(['DEACTIVATING', 'DEACTIVATING', 'DEACTIVATING', 'INACTIVE']);
});

it('what somebody else changes again and again is no bug of gcx', async () => {
  const all = await under([]);
  const colleague = await all.another();
  let hand = 0;
  all.wire.before = async (action) => {
    if (!/^PUT .*integrations.*config\/current/.test(action)) return;
    const [live] = await colleague.genesys.integrations.list();
    const id = live?.id ?? '';
    hand += 1;
    await colleague.genesys.integrations.configure(id, {
      name: `by hand ${hand}`,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'prod',
      eventFilter: [],
      notes: '',
    });
  };
  const [failure] = failures(await all.apply(await all.plan()));
  expect(failure).toMatchObject({ code: 'changed-meanwhile', retryable: true });
  expect(hand).toBe(5);
});

it('a quota that is used up is told at once, by its name', async () => {
  const all = await under([]);
  const { events } = all.others;
  let calls = 0;
  all.wire.before = async (action) => {
    if (action !== 'PutRule') return;
    calls += 1;
    const [bus = ''] = (await events.busNames()).filter((name) => name.startsWith('aws.partner/'));
    const rule = { bus, pattern: { source: ['x'] }, enabled: true, description: '' };
    await Promise.all(
      Array.from({ length: 300 }, (_, number) => events.putRule({ ...rule, name: `theirs-${number}` })),
    );
  };
  const report = await all.apply(await all.plan());
  const failure = failures(report).find(({ code }) => code === 'aws-quota');
  expect(failure?.what).toContain('rules of the event bus (300 unless it was raised)');
  expect(failure?.retryable).toBeUndefined();
  expect(calls).toBe(1);
});

it('the ERROR of an earlier attempt is not taken for that of this one', async () => {
  const all = await under(['genesys:patchIntegration:activation-error:1']);
  const [failure] = failures(await all.apply(await all.plan()));
  expect(failure).toMatchObject({ code: 'integration-not-active' });
  await converged(all);
});

it('an ERROR that still stands after an integration was told to try again is not the end of that try', async () => {
  const all = await under(['genesys:patchIntegration:activation-error:1']);
  const [failure] = failures(await all.apply(await all.plan()));
  expect(failure).toMatchObject({ code: 'integration-not-active' });
  const before = (await all.genesys.integrations.list())[0]?.reportedState;
  expect(before?.code).toBe('ERROR');
  const plan = await all.plan();
  // The platform shows it for three looks more, and then what the sandbox says.
  let looks = 0;
  const isOne = (action: string) => /^GET \/api\/v2\/integrations\/[\w-]{36}\b/.test(action);
  const isList = (action: string) => /^GET \/api\/v2\/integrations\b/.test(action) && !isOne(action);
  all.wire.alter = (action, body) => {
    if (isOne(action)) looks += 1;
    if (!isList(action) && !(isOne(action) && looks <= 3)) return body;
    return body.replace(
      /"reportedState":\{[^{}]*(?:\{[^{}]*\}[^{}]*)?\}/,
      `"reportedState":${JSON.stringify({ code: 'ERROR', detail: { message: before?.message } })}`,
    );
  };
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
  expect(looks).toBeGreaterThan(3);
});

it('an ERROR that is reported again is told', async () => {
  const all = await under(['genesys:patchIntegration:activation-error:2']);
  for (let run = 0; run < 2; run += 1) {
    const [failure] = failures(await all.apply(await all.plan()));
    expect(failure).toMatchObject({ code: 'integration-not-active' });
  }
  await converged(all);
});
