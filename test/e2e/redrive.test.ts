import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';

const file = `${head()}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;

const topic = 'arn:aws:sns:eu-west-1:111122223333:shop-board';
const nobody = {
  Sid: 'Owner',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: 'SNS:Subscribe',
  Resource: topic,
};

test('what EventBridge could not deliver is shown by reason, and sent back to where it was going', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    const { sqs, sns } = createAws(sandbox.aws);
    await sqs.setAttributes('shop-inbox', { Policy: '' });
    await sns.setAttribute(topic, 'Policy', JSON.stringify({ Version: '2012-10-17', Statement: [nobody] }));
  });
  expect(await project.emit({ eventType: 'acd.end', count: 2 })).toEqual([
    'dead-lettered shop-board',
    'dead-lettered shop-board',
    'dead-lettered shop-inbox',
    'dead-lettered shop-inbox',
  ]);
  await project.done('apply --auto-approve');

  const shown = await project.sandbox('redrive inbox --dry-run');
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('2 × NO_PERMISSIONS  from EventBridge');
  expect(shown.stdout).toContain('to    SQS queue shop-inbox');
  expect(shown.stdout).toContain('stays: its target was board');
  expect(shown.stdout).toContain('Without --dry-run, 2 dead letters would be sent back.');
  for (const line of shown.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);

  // Without a target: those of all, and nothing is sent.
  const all = await project.sandbox('redrive');
  expect(all.code).toBe(0);
  expect(all.stdout).toMatch(
    /^Dead letters of all targets\n1 SQS queue {2}shop-dead\n\nTarget inbox {2}2 dead letters\n {2}2 × NO_PERMISSIONS {2}from EventBridge/,
  );
  expect(all.stdout).toContain('\nTarget board  2 dead letters\n');
  expect(all.stdout).toMatch(/\n\nNothing was sent\. Next: gcx redrive inbox --sandbox\n$/);
  for (const line of all.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  const { document: survey } = await project.json(
    'redrive --conversation 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
  );
  expect(survey).toMatchObject({ outcome: 'nothing', targets: [], count: 0 });

  expect(await project.json('redrive inbox --reason SDK_CLIENT_ERROR --dry-run')).toMatchObject({
    code: 1,
    document: { error: { code: 'no-such-reason' } },
  });
  const unanswered = await project.sandbox('redrive inbox');
  expect(unanswered.code).toBe(64);
  expect(unanswered.stderr).toContain('gcx redrive inbox --dry-run --sandbox');
  expect((await project.sandbox('redrive inbx --dry-run')).stderr).toContain('Did you mean inbox?');

  const sent = await project.json('redrive inbox --rate 100/s --auto-approve');
  expect(sent).toMatchObject({ code: 0, document: { outcome: 'done', sent: 2, failed: 0, left: 2 } });
  const { inbox, dead } = await project.inside(async (sandbox) => {
    const { sqs } = createAws(sandbox.aws);
    const quiet = new AbortController().signal;
    return {
      inbox: await sqs.receive('shop-inbox', 0, quiet),
      dead: await sqs.receive('shop-dead', 0, quiet),
    };
  });
  expect(inbox?.map(({ body }) => JSON.parse(body)['detail-type'])).toEqual(
    Array(2).fill('v2.detail.events.conversation.{id}.acd.end'),
  );
  expect(inbox?.every(({ messageAttributes }) => messageAttributes['gcx-redriven'] === 'true')).toBe(true);
  expect(dead?.map(({ messageAttributes }) => messageAttributes['TARGET_ARN'])).toEqual(
    Array(2).fill('arn:aws:sns:eu-west-1:111122223333:shop-board'),
  );
});

const withInputs = `${head()}defaults: { deadLetter: dead }
targets:
  inbox:
    sqs: { create: shop-inbox }
    input: { template: '{"of": <of>}', paths: { of: $.detail.eventBody.subject } }
  words:
    sqs: { create: shop-words }
    input: { template: '"of <of>"', paths: { of: $.detail.eventBody.subject } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, words] }
`;

test('dead letters of targets with an input go back as they are, all but text that is no JSON', async () => {
  const project = new Project(withInputs);
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    await createAws(sandbox.aws).sqs.setAttributes('shop-inbox', { Policy: '' });
  });
  const quoted = { eventType: 'acd.end', set: { subject: 'say "hi"' } };
  expect(await project.emit(quoted)).toEqual(['dead-lettered shop-inbox', 'dead-lettered shop-words']);
  await project.done('apply --auto-approve');

  const broken = await project.sandbox('redrive words --auto-approve');
  expect(broken.code).toBe(0);
  // It was told beforehand, with the template that is right.
  expect(broken.stderr).toContain(`fix: Write template: '{"text": "of <of>"}'.`);
  expect(broken.stdout).toContain('1 × INVALID_JSON  from EventBridge');
  expect(broken.stdout.replace(/\s+/g, ' ')).toContain(
    "stays: the target's template produced this from the event, which is not valid JSON: fix the template, then send the events again from the archive, if the file has one: gcx replay",
  );
  expect(await project.json('redrive inbox --rate 100/s --auto-approve')).toMatchObject({
    code: 0,
    document: { outcome: 'done', sent: 1, failed: 0, left: 1 },
  });
  const bodies = await project.inside(async (sandbox) => {
    const { sqs } = createAws(sandbox.aws);
    const quiet = new AbortController().signal;
    const all = [];
    for (const name of ['shop-inbox', 'shop-words', 'shop-dead'])
      all.push((await sqs.receive(name, 0, quiet))?.map(({ body }) => body));
    return all;
  });
  expect(bodies).toEqual([['{"of": "say \\"hi\\""}'], [], ['"of say "hi""']]);
});
