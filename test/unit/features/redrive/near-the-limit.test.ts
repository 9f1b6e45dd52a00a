import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Aws, SqsApi, SqsDraft } from '../../../../src/lib/clients/aws/model.js';
import { SEND_WAYS } from '../../../../src/lib/engine/targets/send-ways.js';
import { readDeadLetter } from '../../../../src/lib/features/redrive/read-dead-letter.js';
import { orderOf } from '../../../../src/lib/features/redrive/send-order.js';
import { isOfTarget, wayBack } from '../../../../src/lib/features/redrive/way-back.js';
import { processorNames } from '../../../../src/lib/language/names/processor-names.js';
import { readInvocation } from '../../../../src/lib/processor/runtime/delivery.js';
import { processor, project } from '../../engine/plan/project.js';
import { HAPPENED, partnerEvent, sqsRecord } from '../../processor/runtime/genesys-events.js';
import {
  batch,
  type DeadLetter,
  LambdaWorld,
  lambdaContext,
  MESSAGE_BYTES,
} from '../../processor/runtime/lambda-world.js';

/** All numbers of bytes that an event leaves free for what is said of it. */
const FREE = Array.from({ length: 101 }, (_, free) => free);

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

/** An event whose message has so many bytes, in characters of one or two bytes. */
function eventOf(bytes: number, fill: string, time = HAPPENED): string {
  const text = (filled: string) =>
    JSON.stringify(partnerEvent({ conversation: bytes, time, body: { filled } }));
  const room = bytes - Buffer.byteLength(text(''));
  const whole = fill.repeat(Math.floor(room / Buffer.byteLength(fill)));
  return text(whole + 'x'.repeat(room - Buffer.byteLength(whole)));
}

const malformed = (bytes: number, fill: string) => fill + 'x'.repeat(bytes - Buffer.byteLength(fill));

function bytesOf(body: string, attributes: Readonly<Record<string, string>>): number {
  const said = Object.entries(attributes).map(([name, value]) => `${name}String${value}`);
  return [body, ...said].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

/** What `gcx redrive` makes of a letter in the dead-letter queue of a processor. */
async function redriven(letter: DeadLetter, messageGroup?: string) {
  const target = processor('line', messageGroup === undefined ? {} : { messageGroup });
  const config = project([], [target, processor('other')]);
  const read = readDeadLetter(processorNames(config, target).deadLetterQueue, {
    id: 'm1',
    body: letter.body,
    receipt: 'r1',
    attributes: letter.traceHeader === undefined ? {} : { AWSTraceHeader: letter.traceHeader },
    // The name of the world's processor differs from test to test.
    messageAttributes: {
      ...letter.attributes,
      ...('gcx-processor' in letter.attributes ? { 'gcx-processor': target.name } : {}),
    },
  });
  const back = wayBack(config, target, read);
  expect(isOfTarget(config, target, read)).toBe(true);
  if (back.kind !== 'sqs') throw new Error(`It stays: ${JSON.stringify(back)}`);
  const drafts: SqsDraft[] = [];
  const send: SqsApi['send'] = async (_, draft) => {
    drafts.push(draft);
  };
  const order = orderOf(read, back.messageGroup);
  const aws = { sqs: { send } } as unknown as Aws;
  await SEND_WAYS.sqs.send(aws, back.arn, read.message.body, order);
  return { reason: read.reason, draft: drafts[0] ?? { body: '' } };
}

const aged = (then: 'deadLetter') => ({ ofSeconds: 300, then });

test.each([
  // The longest word, and the shortest.
  ['handler-failed', 'é', '$.id'],
  ['too-old', 'x', undefined],
  // No JSON.
  ['malformed', '☎', undefined],
])(
  '%s of an event of %s: its reason comes with it and it goes back, whatever room it leaves',
  async (reason, fill, messageGroup) => {
    const settings = world.settings({ concurrency: 4, attempts: 1, maxEventAge: aged('deadLetter') });
    const lambda = world.lambda(settings, () => {
      throw new Error('é'.repeat(90));
    });
    const bodies = FREE.map((free) =>
      reason === 'malformed'
        ? malformed(MESSAGE_BYTES - free, fill)
        : eventOf(MESSAGE_BYTES - free, fill, reason === 'too-old' ? HAPPENED - 400_000 : HAPPENED),
    );
    expect(bodies.map((body) => Buffer.byteLength(body))).toEqual(FREE.map((free) => MESSAGE_BYTES - free));
    expect(await lambda(batch(...bodies), lambdaContext(600_000))).toEqual({ batchItemFailures: [] });
    const letters = new Map(world.deadLetters.map((letter) => [Buffer.byteLength(letter.body), letter]));
    expect(letters.size).toBe(FREE.length);
    for (const [free, body] of bodies.entries()) {
      const letter = letters.get(MESSAGE_BYTES - free);
      if (letter === undefined) throw new Error(`No dead letter of what leaves ${free} bytes.`);
      const { reason: told, draft } = await redriven(letter, messageGroup);
      const size = bytesOf(draft.body, draft.messageAttributes ?? {});
      expect([free, told, draft.body === body, size <= MESSAGE_BYTES]).toEqual([free, reason, true, true]);
      const record = sqsRecord(draft.body, {
        attributes: draft.traceHeader === undefined ? {} : { AWSTraceHeader: draft.traceHeader },
        messageAttributes: draft.messageAttributes ?? {},
      });
      // Else its age is judged again, and it is dropped.
      expect([free, readInvocation({ Records: [record] }).deliveries[0]?.redriven]).toEqual([free, true]);
    }
  },
);
