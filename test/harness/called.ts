import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rebuiltEvents } from '../../src/lib/features/conversation/index.js';
import { openRules } from '../../src/lib/features/rules/open-rules.js';
import type { GroundSides } from '../../src/lib/features/why/evidence/ground.js';
import { originOf } from '../../src/lib/features/why/explain.js';
import { explainConversation, type Why } from '../../src/lib/features/why/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import type { Trial } from './trial.js';
import { VIRTUAL_START } from './virtual-clock.js';

/** The example organization's queues. */
export const SALES_SUPPORT = '5affb229-7631-4992-b0ce-583505c6af07';

/** A phone number and a name that are nowhere to be seen. */
export const CANARY = { number: '+15550107788', name: 'Canary Quill' } as const;

/** Id of the conversation with a number. */
export function callId(number: number): string {
  return `0ca11000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A call as analytics tells it: it waits in queues one after another, and an agent takes it at the end. */
export function call(
  number: number,
  queues: readonly string[],
  { begin = VIRTUAL_START + 60_000 }: { readonly begin?: number } = {},
): object {
  const at = (second: number) => new Date(begin + second * 1_000).toISOString();
  const id = (part: number) => `0ca11000-0000-4000-8000-${String(number * 100 + part).padStart(12, '0')}`;
  const session = {
    mediaType: 'voice',
    direction: 'inbound',
    provider: 'Edge',
    ani: `tel:${CANARY.number}`,
    dnis: 'tel:+15555550000',
  };
  const part = (index: number, purpose: string, segments: readonly object[]) => ({
    participantId: id(index),
    participantName: CANARY.name,
    purpose,
    sessions: [{ ...session, sessionId: id(50 + index), segments }],
  });
  const last = queues.length * 20;
  return {
    conversationId: callId(number),
    conversationStart: at(0),
    conversationEnd: at(last + 60),
    originatingDirection: 'inbound',
    participants: [
      part(1, 'customer', [
        {
          segmentType: 'interact',
          segmentStart: at(0),
          segmentEnd: at(last + 60),
          disconnectType: 'endpoint',
        },
      ]),
      ...queues.map((queueId, index) =>
        part(10 + index, 'acd', [
          {
            segmentType: 'interact',
            segmentStart: at(index * 20),
            segmentEnd: at(index * 20 + 20),
            disconnectType: 'transfer',
            queueId,
          },
        ]),
      ),
    ],
  };
}

/** A seed file in which analytics tells these conversations. */
export function seedOf(conversations: readonly object[], more: object = {}): string {
  const file = join(temporaryFolder(), 'seed.json');
  writeFileSync(file, JSON.stringify({ ...more, conversations }));
  return file;
}

/** Lets a conversation happen: its events are published as Genesys Cloud would, each when it is time. */
export async function happens(trial: Trial, id: string): Promise<void> {
  const { config } = await loadConfig({ cwd: trial.folder, env: {} });
  const { events } = await rebuiltEvents(trial.genesys, { kind: 'id', id }, originOf(config));
  for (const { event } of events) {
    const { detail } = event;
    await trial.clock.sleep(Math.max(0, Date.parse(detail.timestamp) - trial.clock.now()));
    await trial.sandbox.emit({ event: { 'detail-type': event['detail-type'], detail: { ...detail } } });
  }
  await trial.sandbox.settle();
}

/** What gcx works with to answer. */
export async function sidesOf(trial: Trial): Promise<GroundSides> {
  const read = await loadConfig({ cwd: trial.folder, env: {} });
  const loaded = { ...read, config: { ...read.config, file: join(trial.folder, read.config.file) } };
  const place = {
    folder: temporaryFolder(),
    organization: loaded.config.genesys.organization,
    sandbox: true,
  };
  const open = await openRules(
    {
      loaded,
      given: [],
      place,
      sandboxPlace: place,
      canAsk: true,
      genesys: async () => trial.genesys,
      aws: async () => trial.aws,
      notice: () => {},
    },
    { sandbox: true, offline: false, live: false },
  );
  return { loaded, sandbox: true, open, genesys: trial.genesys, aws: trial.aws };
}

/** What gcx says about a conversation. */
export async function asked(trial: Trial, id: string, target?: string): Promise<Why> {
  return explainConversation(await sidesOf(trial), {
    conversation: { kind: 'id', id },
    ...(target === undefined ? {} : { target }),
    now: trial.clock.now(),
    signal: new AbortController().signal,
    showPersonalData: false,
  });
}
