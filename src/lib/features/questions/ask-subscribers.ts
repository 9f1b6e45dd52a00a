import type { Asker } from '../../base/terminal/asker.js';
import type { SubscriberAnswer, TargetAnswer } from './answers.js';
import { partOf } from './interview.js';
import { subscriberKey } from './target-answer.js';

type Way = 'none' | 'email' | 'https' | 'target';

/**
 * Asks who gets what an SNS topic gets, one after another; nobody is an answer.
 * @param askThing asks for an SQS queue or a function: who is asked, the question, a word for the name to offer
 * @param check what is wrong with the subscribers in the file that they go to
 */
export async function askSubscribers(
  asker: Asker,
  askThing: (asker: Asker, question: string, standard: string) => Promise<TargetAnswer>,
  check: (subscribers: readonly SubscriberAnswer[]) => string | undefined,
): Promise<readonly SubscriberAnswer[]> {
  const taken: SubscriberAnswer[] = [];
  for (let next = 1; ; next++) {
    const part = partOf(asker, `subscriber ${next}`);
    const way = await part.choose<Way>(
      taken.length === 0 ? 'Add a subscriber to this SNS topic?' : 'Add another subscriber?',
      [
        { value: 'none', name: taken.length === 0 ? 'No, not now' : 'No, continue' },
        {
          value: 'email',
          name: 'Email address',
          description: 'The recipient must confirm the subscription.',
        },
        { value: 'target', name: 'SQS queue or Lambda function', description: 'For an application.' },
        {
          value: 'https',
          name: 'HTTPS endpoint (webhook)',
          description: 'SNS sends POST requests to it. It must confirm the subscription.',
        },
      ],
    );
    if (way === 'none') return taken;
    const subscriber = await ask[way](part, askThing, (each) =>
      taken.some((other) => same(other, each))
        ? 'The topic already has this subscriber.'
        : check([...taken, each]),
    );
    if (subscriber !== undefined && !taken.some((other) => same(other, subscriber))) taken.push(subscriber);
  }
}

type Problem = (subscriber: SubscriberAnswer) => string | undefined;

const ask: Readonly<
  Record<
    Exclude<Way, 'none'>,
    (
      asker: Asker,
      askThing: Parameters<typeof askSubscribers>[1],
      problem: Problem,
    ) => Promise<SubscriberAnswer | undefined>
  >
> = {
  async email(asker, _, problem) {
    const text = await asker.text('Email address', {
      problem: (address) => problem({ kind: 'email', address }),
    });
    return { kind: 'email', address: text };
  },
  async https(asker, _, problem) {
    const text = await asker.text('Endpoint URL (starts with https://)', {
      problem: (url) => problem({ kind: 'https', url }),
    });
    return { kind: 'https', url: text };
  },
  async target(asker, askThing) {
    const target = await askThing(asker, 'What do you want to subscribe?', 'subscriber');
    const key = subscriberKey(target);
    return key === undefined ? undefined : { kind: 'target', key, target };
  },
};

function same(one: SubscriberAnswer, other: SubscriberAnswer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
