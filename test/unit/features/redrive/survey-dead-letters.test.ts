import { expect, test } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { deadLetterSurveyText } from '../../../../src/lib/cli/render/dead-letter-survey-text.js';
import { surveyDeadLetters } from '../../../../src/lib/features/redrive/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

const file = `${head()}targets:
  inbox: { sqs: { create: inbox }, deadLetter: dead }
  board: { sns: { create: board }, deadLetter: gone }
  dead: { sqs: { create: dead } }
  gone: { sqs: { create: gone } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;
const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;
const CALL = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';
const OTHER = '2a32e58c-97a3-4ba2-9a1b-7d3f4ee5e3d1';
const quiet = new AbortController().signal;
const event = (detail: object) =>
  JSON.stringify({ 'detail-type': 'v2.detail.events.conversation.{id}.acd.end', detail });

/** A sandbox whose time is virtual: a long poll takes none. */
async function open() {
  const { aws, folder } = await trial(file);
  return { aws, config: (await loadConfig({ cwd: folder, env: {} })).config };
}

test('the dead letters of all targets, by conversation; each is seen again afterwards', async () => {
  const { aws, config } = await open();
  await aws.sqs.createQueue('dead', {}, {});
  const lost = (to: string, body: string) =>
    aws.sqs.send('dead', {
      body,
      messageAttributes: { TARGET_ARN: to, ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not authorized' },
    });
  await lost(arn('sqs', 'inbox'), event({ eventBody: { conversationId: CALL } }));
  await lost(
    arn('sqs', 'inbox'),
    event({ topicName: `v2.detail.events.conversation.${OTHER}.acd.end`, eventBody: {} }),
  );
  // What a template made of the event holds the id somewhere.
  await lost(arn('sqs', 'elsewhere'), `call ${CALL.toUpperCase()}`);
  await aws.sqs.send('dead', { body: 'whose?' });
  const failed = { 'gcx-reason': 'handler-failed', 'gcx-detail': 'Error: Jane Doe (attempt 5)' };
  await aws.sqs.send('dead', { body: event({}), messageAttributes: failed });

  const all = await surveyDeadLetters({ config, aws, signal: quiet, showPersonalData: false });
  expect(all).toMatchObject({ queues: ['dead', 'gone'], missing: ['gone'], count: 5, more: false });
  expect(all.targets).toMatchObject([{ target: 'inbox', count: 2, sendable: 2 }]);
  expect([...(all.targets[0]?.groups[0]?.conversations ?? [])].sort()).toEqual([OTHER, CALL]);
  expect(all.others.map(({ reason, count }) => `${count} ${reason}`).sort()).toEqual([
    '1 NO_PERMISSIONS',
    '1 handler-failed',
    '1 unknown',
  ]);

  // What was wrong is shown as far as it is of nobody.
  const said = ({ targets, others }: typeof all) =>
    [...targets.flatMap(({ groups }) => groups), ...others].flatMap(({ example = [] }) => example).sort();
  expect(said(all)).toEqual(['Error: (masked) (attempt 5)', 'not authorized', 'not authorized']);
  const shown = await surveyDeadLetters({ config, aws, signal: quiet, showPersonalData: true });
  expect(said(shown)).toEqual(['Error: Jane Doe (attempt 5)', 'not authorized', 'not authorized']);

  const one = await surveyDeadLetters({
    config,
    aws,
    conversation: CALL,
    signal: quiet,
    showPersonalData: false,
  });
  expect(one).toMatchObject({ count: 2, targets: [{ target: 'inbox', count: 1 }] });
  expect(deadLetterSurveyText(one, { conversation: CALL }, plainStyle)).toContain(
    `Dead letters of all targets of conversation ${CALL}`,
  );
  const nothing = await surveyDeadLetters({
    config,
    aws,
    reasons: ['THROTTLING'],
    signal: quiet,
    showPersonalData: false,
  });
  expect(deadLetterSurveyText(nothing, { reasons: ['THROTTLING'] }, plainStyle)).toMatch(
    /There are none of reason THROTTLING\.$/,
  );
});

test('what was interrupted does not say that there is nothing', async () => {
  const { aws, config } = await open();
  for (const name of ['dead', 'gone']) await aws.sqs.createQueue(name, {}, {});
  await aws.sqs.send('dead', { body: 'whose?' });
  const survey = await surveyDeadLetters({
    config,
    aws,
    signal: AbortSignal.abort(),
    showPersonalData: false,
  });
  expect(survey).toMatchObject({ count: 0, more: true });
  expect(deadLetterSurveyText(survey, {}, plainStyle)).toMatch(
    /None among those that were read; there may be more\.$/,
  );
});

test('where no dead-letter queue exists it is not said that there is nothing', async () => {
  const survey = await surveyDeadLetters({ ...(await open()), signal: quiet, showPersonalData: false });
  expect(deadLetterSurveyText(survey, {}, plainStyle)).toBe(
    'None of the dead-letter queues in the file exist.',
  );
});
