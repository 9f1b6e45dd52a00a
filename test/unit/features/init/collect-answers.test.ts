import { describe, expect, it } from 'vitest';
import { collectAnswers, configFileText } from '../../../../src/lib/features/init/index.js';
import { interview } from '../../../../src/lib/features/questions/index.js';
import { checkConfigText } from '../../../../src/lib/language/config/index.js';
import { key, onScreen } from '../../cli/answered.js';
import { GROUND, inSandbox, NO_FLAGS } from './wizard.js';

/** The wizard with the real inquirer against the sandbox; `typed` is what the person types, one question after another. */
function wizard(...typed: readonly string[]) {
  return inSandbox(({ sources }) =>
    onScreen(
      (asker, say) =>
        interview(asker, say, (interviewer) => collectAnswers(NO_FLAGS, GROUND, sources, interviewer)),
      ...typed,
    ),
  );
}

describe('the wizard', () => {
  it('asks for everything, with searches, and its file is valid', async () => {
    const { answer } = await wizard(
      key.enter,
      // What, of which queues, under which conditions.
      'abandoned',
      key.enter,
      key.enter,
      key.down,
      key.enter,
      'sales supp',
      key.enter,
      'support retail',
      key.enter,
      key.enter,
      key.enter,
      'acdOutcome',
      key.enter,
      key.down,
      key.space,
      key.enter,
      key.enter,
      // Where to: an SQS queue, and an SNS topic with a subscriber.
      key.enter,
      key.enter,
      'y',
      key.enter,
      key.down,
      key.enter,
      'sales-ended',
      key.enter,
      key.down,
      key.enter,
      'team@example',
      key.enter,
      '.com',
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      // No other route; dead letters, a log, an environment for tests.
      key.enter,
      key.enter,
      key.enter,
      'y',
      key.enter,
      'y',
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
    );
    expect(answer).toMatchObject({
      project: 'contact-center',
      routes: [
        {
          name: 'conversation-acd-end',
          events: [{ name: 'conversation.acd.end' }],
          queues: [{ name: 'Sales Support' }, { name: 'Support', division: 'Retail' }],
          where: [{ field: 'acdOutcome', values: ['ABANDON'] }],
          targets: [
            { name: 'contact-center-inbox', inFile: { sqs: { create: 'contact-center-inbox' } } },
            { inFile: { sns: { create: 'sales-ended' } }, subscribers: [{ address: 'team@example.com' }] },
          ],
        },
      ],
      deadLetter: 'contact-center-dead-letters',
      log: true,
      environments: [{ name: 'production' }, { name: 'test', suffix: 'test' }],
    });
    expect(checkConfigText('file', configFileText(answer))).toEqual([]);
  });

  it('asks for no queues where an event type carries none, and says why', async () => {
    const { answer, screen } = await wizard(
      'sales',
      key.enter,
      'customer.end',
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      'n',
      key.enter,
      key.enter,
      key.enter,
    );
    expect(answer).toMatchObject({ project: 'sales', routes: [{ queues: [] }], log: false });
    expect(answer).not.toHaveProperty('deadLetter');
    expect(screen).toContain('does not include the queue, so a queue filter would match nothing');
  });
});
