import { mkdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';
import { genesysEvent } from './processor-project.js';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys-AbCdEf';
const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  left: { events: [conversation.acd.end], targets: [inbox] }
`;
const WITH_PROCESSOR = FILE.replace('targets: [inbox]', 'targets: [inbox, sales]').replace(
  'routes:',
  `  sales: { processor: { handler: ./handlers/sales.ts, secrets: { GENESYS: "${SECRET}" } } }\nroutes:`,
);

const HANDLER = `import { defineHandler, DoNotRetry } from 'genesys-gcx/processor';
import { words } from './words.js';
export default defineHandler(async (event, { genesys, logger, metrics, secrets }) => {
  const id = event.conversationId ?? '';
  logger.info('at work', { words, ani: event.body['ani'] ?? '' });
  metrics.count('Left');
  console.log('said so');
  if (id.startsWith('1')) await genesys.get('/api/v2/organizations/me');
  if (id.startsWith('2')) throw new Error('The CRM does not answer.');
  if (id.startsWith('3')) throw new DoNotRetry('No such customer.');
  if (id.startsWith('4')) process.exit(3);
  if (id.startsWith('8')) logger.info('a secret', { is: String(secrets['GENESYS']) });
});
`;
const words = (text: string) => `export const words = ${text};\n`;

/** The conversation of a digit. */
const conversation = (digit: number) => `${digit}${'0'.repeat(7)}-0000-4000-8000-000000000000`;

async function opened(): Promise<Project> {
  const project = new Project(FILE);
  mkdirSync(`${project.folder}/handlers`);
  project.write('handlers/sales.ts', HANDLER);
  project.write('handlers/words.ts', words('"first"'));
  await project.done('apply --auto-approve');
  // The processor is not there yet: what is handled is handled on this machine.
  project.write('.genesysrc.yml', WITH_PROCESSOR);
  return project;
}

/** A file with processors that cannot be developed. */
let wrongProject: Promise<Project> | undefined;
const wrong = (): Promise<Project> => {
  wrongProject ??= makeWrong();
  return wrongProject;
};
async function makeWrong(): Promise<Project> {
  const project = await opened();
  project.write('handlers/broken.ts', `import './missing.js';\n${HANDLER}`);
  project.write(
    '.genesysrc.yml',
    WITH_PROCESSOR.replace(
      'routes:',
      '  alone: { processor: { handler: ./handlers/sales.ts } }\n  broken: { processor: { handler: ./handlers/broken.ts } }\nroutes:',
    ).replace('[inbox, sales]', '[inbox, sales, broken]'),
  );
  await project.serve();
  return project;
}

/** Sends events of conversations, as Genesys Cloud does: those of the same digit are the same. */
const send = (project: Project, ...digits: readonly number[]) =>
  project.inside(async (sandbox) => {
    for (const digit of digits)
      await sandbox.emit({ event: genesysEvent(conversation(digit), { time: 1_700_000_000_000 }) });
  });

/** The SQS queues of tails. */
const leftovers = (project: Project) =>
  project.inside(async (sandbox) => createAws(sandbox.aws).sqs.queueNames('gcx-tail-'));

/** Resolves when something is so; what never comes ends the test by its own time. */
const until = (isSo: () => boolean) =>
  vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 300_000, interval: 50 });

test('events go through the handler on this machine; saved changes are loaded, and no older code handles an event', async () => {
  const project = await opened();
  await project.serve();
  let [told, shown] = ['', ''];
  const ends = (count: number) => () =>
    shown.split(/^ {2}(?:handled|duplicate|failed|gave up|died)/m).length > count;
  const { code, stdout, stderr } = await project.sandbox('processor dev sales', {
    onStderr: (text) => {
      told += text;
    },
    onStdout: (text) => {
      shown += text;
    },
    onStart: async (kill) => {
      await until(() => told.includes('Events arrive'));
      await send(project, 1, 2, 3, 4, 5, 5);
      await until(ends(6));
      project.write('handlers/words.ts', words('"second"'));
      await until(() => told.includes('handlers/words.ts changed: loaded again in '));
      await send(project, 6);
      await until(ends(7));
      project.write('handlers/words.ts', words('"third'));
      await until(() => told.includes('Events wait until this is corrected.'));
      await send(project, 7);
      project.write('handlers/words.ts', words('"third"'));
      await until(ends(8));
      kill('SIGINT');
    },
  });
  expect(code, stderr).toBe(0);
  const ofEvent = (digit: number) =>
    stdout
      .split(/^(?=\d\d:\d\d:\d\dZ)/m)
      .filter((text) => text.includes(conversation(digit)))
      .map((text) =>
        text
          .replaceAll(/ in \d+ ms/g, ' in … ms')
          .split('\n')
          .slice(1, -1)
          .join('\n'),
      );
  const logged = (text: string) => `  INFO   at work\n    words=${text}\n  INFO   said so\n`;
  const counted = '    metrics (not written): Left 1';
  expect(ofEvent(1)).toEqual([`${logged('first')}  handled in … ms\n${counted}`]);
  expect(ofEvent(2)).toEqual([
    `${logged('first')}  failed in … ms: The CRM does not answer. (handlers/sales.ts:9:33)
    In AWS, it would be retried, and dead-lettered after the 5th attempt.\n${counted}`,
  ]);
  expect(ofEvent(3)).toEqual([
    `${logged('first')}  gave up in … ms: DoNotRetry: No such customer. (handlers/sales.ts:10:33)
    In AWS, it would go to the dead-letter queue at once.\n${counted}`,
  ]);
  expect(ofEvent(4)).toEqual([
    `${logged('first')}  died: Runtime.ExitError: Error: Runtime exited with error: exit status 3
    The process of the handler ended. The next event starts a new one.`,
  ]);
  expect(ofEvent(5)).toEqual([
    `${logged('first')}  handled in … ms\n${counted}`,
    '  duplicate: an event with the same key was handled before',
  ]);
  expect(ofEvent(6)).toEqual([`${logged('second')}  handled in … ms\n${counted}`]);
  expect(ofEvent(7)).toEqual([`${logged('third')}  handled in … ms\n${counted}`]);
  expect(stderr).toContain('Genesys Cloud and AWS are the sandbox.');
  expect(stderr).toContain('  where: handlers/words.ts:1:29\n');
  expect(stderr).toContain(
    '4 handled, 1 duplicate, 1 failed, 1 that AWS would dead-letter and 1 died.\n8 events, then interrupted.',
  );
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(await leftovers(project)).toEqual([]);
});

test('outside the sandbox: what is real is said first; calls are made as the user, and secrets are read where asked for', async () => {
  const project = await opened();
  const { env } = await project.serve();
  const run = async (flags: string) => {
    const before = project.journal().length;
    const running = project.gcx(`processor dev sales --count 2 --for 10m --json ${flags}`, { env });
    let isOver = false;
    const over = running.finally(() => {
      isOver = true;
    });
    const made = () =>
      project
        .journal()
        .slice(before)
        .some(({ action }) => action === 'PutTargets');
    // What cannot start is over at once.
    await until(() => isOver || made());
    await send(project, 1, 8);
    const { code, stdout, stderr } = await over;
    expect([code, await leftovers(project)], stderr).toEqual([0, []]);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const [start, called, asked, end] = await run('--show-personal-data');
  expect(start).toMatchObject({ kind: 'start', processor: 'sales', sandbox: false, secrets: 'withheld' });
  expect(called).toMatchObject({
    kind: 'event',
    eventType: 'conversation.acd.end',
    conversationId: conversation(1),
    outcome: 'processed',
    counted: { Left: 1 },
  });
  expect(asked).toMatchObject({
    outcome: 'failed',
    error: {
      message: 'The secret GENESYS is not read on this machine. --with-secrets reads it.',
      place: expect.stringMatching(/^handlers\/sales\.ts:12:/),
    },
  });
  expect(end).toMatchObject({ kind: 'end', events: 2, counts: { processed: 1, failed: 1 }, reason: 'count' });
  // Before anything is made: a secret that is not there yet.
  const refused = await project.gcx('processor dev sales --with-secrets', { env });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(
    `The secret GENESYS (${SECRET}) could not be read: ResourceNotFoundException.`,
  );
  // The sandbox makes the secrets of a file that it is opened for.
  await project.done('whoami');
  const [, ofSecrets, told] = await run('--with-secrets --show-personal-data');
  expect(ofSecrets).toMatchObject({ outcome: 'processed' });
  expect(told).toMatchObject({
    outcome: 'processed',
    logged: [{ message: 'at work' }, expect.stringContaining('said so'), { message: 'a secret' }],
  });
  // What an event was handled by here is not in the table of the deployed processor.
  expect(project.journal().map(({ service }) => service)).not.toContain('dynamodb');
});

test.each([
  ['processor dev sale', 1, 'has no processor sale.', 'Did you mean sales?'],
  ['processor dev inbox', 1, 'Target inbox in .genesysrc.yml is not a processor.', ''],
  [
    'processor dev alone',
    1,
    'No route in .genesysrc.yml sends to alone',
    'Add alone to the targets of a route.',
  ],
  ['processor dev broken', 1, 'There is no ./missing.js to import.', 'handlers/broken.ts:1:8'],
  ['processor dev sales --for 13h', 64, '--for 13h is not from 1s to 12h.', ''],
])('%s', async (command, code, what, fix) => {
  const outcome = await (await wrong()).sandbox(command);
  expect(outcome).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr).toContain(what);
  expect(outcome.stderr).toContain(fix);
});
