import type { Aws } from '../../../clients/aws/model.js';
import { type DeadLetter, type LookedThrough, lookThrough } from '../../redrive/index.js';
import type { DeadLetterSearch } from '../model/evidence.js';
import { daysOf } from './days-of.js';
import { unlessDenied } from './unless-denied.js';

/** Dead letters of one SQS queue that are looked through. */
const LOOKED_THROUGH = 2_000;

/** What dead-letter queues hold of conversations. */
export interface DeadLettersOf {
  readonly letters: readonly DeadLetter[];
  /** How each SQS queue was looked through, by name. */
  readonly searches: ReadonlyMap<string, DeadLetterSearch>;
}

/** What is looked for in dead-letter queues. */
export interface DeadLetterWanted {
  /** Names of the SQS queues. */
  readonly queues: readonly string[];
  /** In small letters; a dead letter is of a conversation where its body holds the id. */
  readonly conversations: ReadonlySet<string>;
  /** Ms since the oldest of them began. */
  readonly age: number;
  readonly signal: AbortSignal;
}

/** Looks through dead-letter queues for messages of conversations; others see all of them again afterwards. */
export async function deadLettersOf(
  aws: Aws,
  { queues, conversations, age, signal }: DeadLetterWanted,
): Promise<DeadLettersOf> {
  const searches = new Map<string, DeadLetterSearch>();
  const letters: DeadLetter[] = [];
  const isWanted = ({ message }: DeadLetter) =>
    conversationsIn(message.body).some((id) => conversations.has(id));
  for (const name of queues) {
    const found = await unlessDenied(() => lookThrough(aws, name, { limit: LOOKED_THROUGH, signal }));
    if (found.kind === 'denied') searches.set(name, found);
    else {
      letters.push(...found.value.letters.filter(isWanted));
      searches.set(name, await searchOf(aws, name, found.value, age));
    }
  }
  return { letters, searches };
}

/** The UUIDs in a text, in small letters. */
export function conversationsIn(text: string): readonly string[] {
  return (text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? []).map((id) => id.toLowerCase());
}

async function searchOf(
  { sqs }: Aws,
  name: string,
  { missing, more }: LookedThrough,
  age: number,
): Promise<DeadLetterSearch> {
  if (missing) return { kind: 'missing' };
  const queue = await unlessDenied(() => sqs.queue(name));
  const seconds = queue.kind === 'read' ? Number(queue.value?.attributes['MessageRetentionPeriod']) : 0;
  if (seconds > 0 && age > seconds * 1_000)
    return { kind: 'expired', days: Math.floor(seconds / 86_400), ago: daysOf(age) };
  return { kind: more ? 'in-part' : 'whole' };
}
