import { itemsOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkSubscriberFilter } from './check-subscriber-filter.js';

const KINDS = ['email', 'sqs', 'lambda', 'https'] as const;
const EMAIL = /^[^\s@"<>()[\],;:\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** Checks the subscribers of an SNS topic; that their targets exist is checked in check-references. */
export function checkSubscribers(context: CheckContext, target: ConfigPath): void {
  const { root, problems } = context;
  const seen = new Map<string, number>();
  for (const [index, subscriber] of itemsOf(nodeAt(root, [...target, 'subscribers'])).entries()) {
    const path = [...target, 'subscribers', index];
    if (subscriber.kind !== 'map') continue;
    const kinds = KINDS.filter((kind) => nodeAt(subscriber, [kind]) !== undefined);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      problems.at(path, {
        code: 'subscriber-kind',
        message:
          kind === undefined
            ? 'This does not say who subscribes.'
            : `A subscriber is one receiver, but this says ${kinds.join(' and ')}.`,
        fix: 'Give each one of email, sqs, lambda or https: - email: team@example.com',
      });
      continue;
    }
    checkSubscriber(context, path, kind, subscriber);
    checkSubscriberFilter(context, target, path);
    const key = `${kind}:${textOf(nodeAt(subscriber, [kind])) ?? index}`;
    if (seen.has(key)) {
      problems.at([...path, kind], {
        code: 'repeated',
        message: `This subscriber is there twice; number ${(seen.get(key) ?? 0) + 1} is the same.`,
        fix: 'Remove one of them.',
      });
    }
    seen.set(key, index);
  }
}

function checkSubscriber(
  { problems }: CheckContext,
  path: ConfigPath,
  kind: (typeof KINDS)[number],
  subscriber: SourceNode,
): void {
  const text = textOf(nodeAt(subscriber, [kind]));
  if (kind === 'email' && text !== undefined && text !== '' && !EMAIL.test(text)) {
    problems.at([...path, 'email'], {
      code: 'form',
      message: `"${text}" is not an email address.`,
      fix: 'An address looks like team@example.com; one subscriber for each address.',
    });
  }
  if (kind === 'https' && text !== undefined && text !== '' && !isHttps(text)) {
    problems.at([...path, 'https'], {
      code: 'form',
      message: `"${text}" is not an https URL.`,
      fix: text.startsWith('http://')
        ? `Write ${text.replace('http:', 'https:')}`
        : 'An address looks like https://example.com/events.',
    });
  }
  if ((kind === 'email' || kind === 'lambda') && nodeAt(subscriber, ['raw']) !== undefined) {
    problems.atKey([...path, 'raw'], {
      code: 'misplaced-key',
      message: `SNS sends raw messages to sqs and https only, not to ${kind}.`,
      fix: 'Remove "raw".',
    });
  }
}

function isHttps(text: string): boolean {
  return /^https:\/\/[^\s]+$/.test(text) && URL.canParse(text);
}
