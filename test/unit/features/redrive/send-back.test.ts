import { describe, expect, it } from 'vitest';
import { collectDeadLetters } from '../../../../src/lib/features/redrive/collect-dead-letters.js';
import type { DeadLetterQueues } from '../../../../src/lib/features/redrive/dead-letter-queues.js';
import type { SortedLetter } from '../../../../src/lib/features/redrive/group-dead-letters.js';
import type { DeadMessage } from '../../../../src/lib/features/redrive/model.js';
import { parseRate } from '../../../../src/lib/features/redrive/rate.js';
import { sendBack } from '../../../../src/lib/features/redrive/send-back.js';

/** A dead-letter queue in memory that keeps what is hidden, shown and deleted apart. */
class Box implements DeadLetterQueues {
  hidden = new Map<string, DeadMessage>();
  deleted: string[] = [];
  constructor(public visible: DeadMessage[]) {}
  async receive(queue: string): Promise<readonly DeadMessage[] | undefined> {
    if (queue !== 'dead') return undefined;
    const taken = this.visible.splice(0, 10);
    for (const message of taken) this.hidden.set(message.receipt, message);
    return taken;
  }
  async release(_queue: string, receipts: readonly string[]): Promise<void> {
    for (const receipt of receipts) {
      const message = this.hidden.get(receipt);
      if (message === undefined) continue;
      this.hidden.delete(receipt);
      this.visible.push(message);
    }
  }
  async delete(_queue: string, receipts: readonly string[]): Promise<void> {
    for (const receipt of receipts) {
      this.hidden.delete(receipt);
      this.deleted.push(receipt);
    }
  }
}

function messages(count: number): DeadMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    body: `{"n":${index}}`,
    receipt: `r${index}`,
    attributes: {},
    messageAttributes: { 'gcx-reason': 'handler-failed', 'gcx-processor': 'sales' },
  }));
}

const quiet = new AbortController().signal;

async function sorted(box: Box, limit = 100): Promise<SortedLetter[]> {
  const { letters } = await collectDeadLetters(box, ['dead'], limit, quiet);
  return letters.map((letter) => ({ letter, wayBack: { kind: 'sqs', arn: 'arn:main' } }));
}

describe('sendBack', () => {
  it('sends each before it deletes it, and leaves what cannot be sent', async () => {
    const box = new Box(messages(25));
    const sentBodies: string[] = [];
    const result = await sendBack(await sorted(box), {
      queues: box,
      send: async (way, arn, body) => {
        expect([way, arn]).toEqual(['sqs', 'arn:main']);
        expect(box.deleted).toHaveLength(sentBodies.length);
        if (body === '{"n":3}') throw new Error('no');
        sentBodies.push(body);
      },
      rate: 1000,
      signal: quiet,
      sleep: async () => {},
      now: () => 0,
    });
    expect(result).toEqual({ sent: 24, left: 0, failures: [{ id: 'm3', why: 'no' }] });
    expect(box.deleted).not.toContain('r3');
    expect(box.visible.map(({ id }) => id)).toEqual(['m3']);
  });

  it('sends to a FIFO queue the oldest first, each in the message group of its event, and of others each by itself', async () => {
    const bodies = ['{"call":"b"}', '{"call":"a"}', '{}', 'no JSON', `{"call":"${'x'.repeat(129)}"}`];
    const box = new Box(
      messages(5).map((each, index) => ({ ...each, body: bodies[index] ?? '', sentAt: 10 - index })),
    );
    const orders: unknown[] = [];
    const send = async (messageGroup: string) => {
      const wayBack = { kind: 'sqs', arn: 'arn:main', messageGroup } as const;
      await sendBack(
        (await sorted(box)).map(({ letter }) => ({ letter, wayBack })),
        {
          queues: {
            receive: (queue) => box.receive(queue),
            release: async () => {},
            delete: (queue, receipts) => box.release(queue, receipts),
          },
          send: async (_way, _arn, _body, order) => {
            orders.push(Object.values(order ?? {}));
          },
          rate: 1000,
          signal: quiet,
          sleep: async () => {},
          now: () => 0,
        },
      );
      return orders.splice(0);
    };
    const ids = ['m4', 'm3', 'm2', 'm1', 'm0'];
    const groups = ['m4', 'm3', 'm2', 'a', 'b'];
    expect(await send('$.call')).toEqual(groups.map((group, index) => [group, ids[index]]));
    expect(await send('all')).toEqual(ids.map((id) => ['all', id]));
  });

  it('keeps to the rate, and shows the rest again where it is interrupted', async () => {
    const box = new Box(messages(5));
    const abort = new AbortController();
    let clock = 0;
    const waits: number[] = [];
    const result = await sendBack(await sorted(box), {
      queues: box,
      send: async (_way, _arn, body) => {
        if (body === '{"n":2}') abort.abort();
      },
      rate: 2,
      signal: abort.signal,
      sleep: async (ms) => {
        waits.push(ms);
        clock += ms;
      },
      now: () => clock,
    });
    expect(waits).toEqual([500, 500]);
    expect(result).toMatchObject({ sent: 3, left: 2, failures: [] });
    expect(box.visible.map(({ id }) => id)).toEqual(['m3', 'm4']);
    expect(box.hidden.size).toBe(0);
  });
});

describe('collectDeadLetters', () => {
  it('takes at most about the limit, and names queues that are not there', async () => {
    const box = new Box(messages(30));
    const collected = await collectDeadLetters(box, ['gone', 'dead'], 20, quiet);
    expect(collected).toMatchObject({ missing: ['gone'], more: true });
    expect(collected.letters).toHaveLength(20);
    expect(box.visible).toHaveLength(10);
  });
});

describe('parseRate', () => {
  it.each([
    ['10/s', 10],
    ['300/m', 5],
    ['2.5', 2.5],
  ])('reads %s', (text, perSecond) => {
    expect(parseRate(text)?.perSecond).toBe(perSecond);
  });

  it.each(['', 'fast', '0', '-1/s', '10/h'])('refuses %s', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });

  it('takes no more in one run than can be sent while messages are hidden', () => {
    expect(parseRate('1/m')?.limit).toBe(24);
    expect(parseRate('1000/s')?.limit).toBe(10_000);
  });
});

describe('collectDeadLetters', () => {
  it('shows others again what it took where a call fails', async () => {
    const box = new Box(messages(12));
    const receive = async (queue: string) => {
      if (queue === 'denied') throw new Error('AccessDenied');
      return box.receive(queue);
    };
    const queues = { receive, release: box.release.bind(box), delete: box.delete.bind(box) };
    await expect(collectDeadLetters(queues, ['dead', 'denied'], 100, quiet)).rejects.toThrow('AccessDenied');
    expect([box.visible.length, box.hidden.size]).toEqual([12, 0]);
  });
});
