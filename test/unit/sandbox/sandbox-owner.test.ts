import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../src/lib/base/exit-codes.js';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';
import {
  openSandbox,
  projectJournal,
  resetSandbox,
  type Sandbox,
  serverState,
  startServer,
  stopServer,
} from '../../../src/lib/sandbox/index.js';
import { zipOf } from './aws/lambda-zip.js';
import { createRole } from './aws/roles.js';
import { ACCOUNT, optionsIn, REGION, temporaryFolder } from './temporary-folder.js';

const stateHome = process.env['XDG_STATE_HOME'] ?? '';
afterEach(() => {
  process.env['XDG_STATE_HOME'] = stateHome;
});

/** Everything that opens a project's sandbox in any way. */
const OPENERS: readonly [string, (folder: string) => Promise<unknown>][] = [
  ['a command with --sandbox', (folder) => openSandbox(optionsIn(folder))],
  ['sandbox start', (folder) => startServer(optionsIn(folder))],
  [
    'sandbox start in the background',
    (folder) =>
      startServer({
        ...optionsIn(folder),
        background: { program: process.execPath, args: ['-e', '0'], cwd: folder },
      }),
  ],
  ['sandbox reset', (folder) => resetSandbox(folder, { seed: true })],
  ['sandbox status', (folder) => serverState(folder)],
  ['sandbox stop', (folder) => stopServer(folder)],
  ['sandbox journal', async (folder) => projectJournal(folder)],
];

/** Makes a sandbox in a folder, and leaves it. */
async function makeIn(folder: string): Promise<void> {
  await (await openSandbox(optionsIn(folder))).close();
}

/** Every file below a folder, with what is in it. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
}

/** Expects every opener to refuse, and to touch nothing in the folders. */
async function refusedBy(
  opener: (folder: string) => Promise<unknown>,
  folder: string,
  code: string,
  others: readonly string[] = [],
) {
  const before = [folder, ...others].map(contents);
  await expect(opener(folder)).rejects.toMatchObject({
    exitCode: ExitCode.refused,
    report: { code, fix: expect.stringMatching(/\brm /) },
  });
  expect([folder, ...others].map(contents)).toEqual(before);
}

describe.each(OPENERS)('%s', (_, open) => {
  it('does not open what came with a repository', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.gcx-sandbox'));
    writeFileSync(join(folder, '.gcx-sandbox', 'state.json'), '{"schemaVersion":1}');
    writeFileSync(join(folder, '.gcx-sandbox', 'owner.json'), '{"secret":"known"}');
    await refusedBy(open, folder, 'sandbox-not-yours');
  });

  it('does not open what was made elsewhere, or by another user', async () => {
    const [folder, copy] = [temporaryFolder(), temporaryFolder()];
    await makeIn(folder);
    cpSync(join(folder, '.gcx-sandbox'), join(copy, '.gcx-sandbox'), { recursive: true });
    await refusedBy(open, copy, 'sandbox-not-yours', [folder]);
    process.env['XDG_STATE_HOME'] = temporaryFolder();
    await refusedBy(open, folder, 'sandbox-not-yours');
  });

  it('does not follow a link to another folder', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    await makeIn(elsewhere);
    symlinkSync(join(elsewhere, '.gcx-sandbox'), join(folder, '.gcx-sandbox'));
    await refusedBy(open, folder, 'sandbox-link', [elsewhere]);
  });
});

describe('a sandbox that is opened', () => {
  it.each([
    'owner.json',
    'state.json',
    'seed.json',
    'journal.jsonl',
    'server.json',
    'lock',
    'server.log',
    '.gitignore',
    'code',
    'tables',
    'tables/111122223333',
  ])('has no link at %s', async (name) => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    await makeIn(folder);
    writeFileSync(join(elsewhere, 'precious'), 'of value');
    const path = join(folder, '.gcx-sandbox', name);
    mkdirSync(join(path, '..'), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    symlinkSync(/^(?:code|tables)/.test(name) ? elsewhere : join(elsewhere, 'precious'), path);
    for (const open of [
      () => openSandbox(optionsIn(folder)),
      () => startServer(optionsIn(folder)),
      () => resetSandbox(folder, { seed: true }),
    ]) {
      await expect(open()).rejects.toMatchObject({
        exitCode: ExitCode.refused,
        report: { code: 'sandbox-link', where: path },
      });
    }
    expect(contents(elsewhere)).toEqual({ [join(elsewhere, 'precious')]: 'of value' });
  });

  it('has nothing in it that never ends', async () => {
    const folder = temporaryFolder();
    await makeIn(folder);
    const path = join(folder, '.gcx-sandbox', 'seed.json');
    execFileSync('mkfifo', [path]);
    await expect(makeIn(folder)).rejects.toMatchObject({ report: { code: 'sandbox-link', where: path } });
  });

  it('is not reached through a link of the repository, but through one above it', async () => {
    const [above, elsewhere] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(above, 'real', '.git'), { recursive: true });
    symlinkSync(elsewhere, join(above, 'real', 'sub'));
    await expect(makeIn(join(above, 'real', 'sub'))).rejects.toMatchObject({
      report: { code: 'sandbox-link', where: join(above, 'real', 'sub') },
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    symlinkSync(join(above, 'real'), join(above, 'link'));
    await makeIn(join(above, 'link'));
    await makeIn(join(above, 'real'));
  });

  it('believes no state that another sandbox, or nobody, has written', async () => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()];
    await makeIn(folder);
    await makeIn(other);
    const { state } = sandboxFiles(folder);
    cpSync(sandboxFiles(other).state, state);
    await expect(makeIn(folder)).rejects.toMatchObject({ report: { code: 'sandbox-state-unreadable' } });
    await resetSandbox(folder, { seed: false });
    await makeIn(folder);
    writeFileSync(state, readFileSync(state, 'utf8').replace(/^\{"seal":"[^"]*",/, '{'));
    await expect(makeIn(folder)).rejects.toMatchObject({ report: { code: 'sandbox-state-unreadable' } });
  });

  it('asks no server that somebody else names', async () => {
    const folder = temporaryFolder();
    const other = temporaryFolder();
    await makeIn(folder);
    const server = await startServer(optionsIn(other));
    cpSync(sandboxFiles(other).server, sandboxFiles(folder).server);
    expect(await serverState(folder)).toMatchObject({ running: false });
    server.stop();
    await server.ended;
  });

  it('is its owner’s alone, as the key is', async () => {
    const home = temporaryFolder();
    process.env['XDG_STATE_HOME'] = home;
    const folder = temporaryFolder();
    await makeIn(folder);
    const mode = (path: string): number => statSync(path).mode & 0o777;
    expect(mode(join(folder, '.gcx-sandbox'))).toBe(0o700);
    expect(mode(sandboxFiles(folder).owner)).toBe(0o600);
    expect(mode(join(home, 'genesys-gcx', 'sandbox-key'))).toBe(0o600);
    expect(readdirSync(join(home, 'genesys-gcx'))).toEqual(['sandbox-key']);
  });

  it('has no key out of its own repository', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.git'));
    process.env['XDG_STATE_HOME'] = join(folder, 'state');
    await expect(makeIn(folder)).rejects.toMatchObject({ report: { code: 'sandbox-key' } });
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('is made once by commands that begin together', async () => {
    const folder = temporaryFolder();
    const { claimSandboxFolder } = await import('../../../src/lib/sandbox/sandbox-owner.js');
    const owners = Array.from({ length: 5 }, () => claimSandboxFolder(sandboxFiles(folder)));
    expect(new Set(owners.map(({ secret }) => secret)).size).toBe(1);
    rmSync(sandboxFiles(folder).owner);
    rmSync(join(folder, '.gcx-sandbox', '.gitignore'));
    writeFileSync(`${sandboxFiles(folder).owner}.0123`, 'of a command that was killed');
    expect(claimSandboxFolder(sandboxFiles(folder)).secret).not.toBe(owners[0]?.secret);
  });
});

/** A function that takes from the SQS queue `in`, and a message for it. */
async function withMessage(sandbox: Sandbox): Promise<void> {
  const settings = { ...sandbox.aws, maxAttempts: 1 };
  const [sqs, lambda] = [new SQSClient(settings), new LambdaClient(settings)];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'in' }));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'take',
      Role: await createRole(settings, 'take', 'lambda.amazonaws.com'),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf('export const handler = async () => "its own";') },
    }),
  );
  // It is Active once somebody has looked.
  await lambda.send(new GetFunctionCommand({ FunctionName: 'take' }));
  const EventSourceArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:in`;
  await lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'take', EventSourceArn }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
}

async function messagesLeft(sandbox: Sandbox): Promise<number> {
  const { Attributes = {} } = await new SQSClient(sandbox.aws).send(
    new GetQueueAttributesCommand({
      QueueUrl: `${sandbox.aws.endpoint}/${ACCOUNT}/in`,
      AttributeNames: ['All'],
    }),
  );
  return (
    Number(Attributes['ApproximateNumberOfMessages']) +
    Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

describe('functions', () => {
  it('rest while somebody only looks, and go on where somebody asks the sandbox to', async () => {
    const options = optionsIn(temporaryFolder());
    const looking = await openSandbox({ ...options, functionsRest: true });
    await withMessage(looking);
    await looking.settle();
    await looking.passTime(60_000);
    expect(await messagesLeft(looking)).toBe(1);
    await looking.close();
    const again = await openSandbox({ ...options, functionsRest: true });
    await again.settle();
    expect(await messagesLeft(again)).toBe(1);
    const working = await openSandbox(options);
    await working.settle();
    expect(await messagesLeft(again)).toBe(0);
    await Promise.all([again.close(), working.close()]);
  });

  it('run the code that they were given, whatever lies in the folder now', async () => {
    const options = optionsIn(temporaryFolder());
    const first = await openSandbox(options);
    await withMessage(first);
    await first.settle();
    await first.close();
    const { code } = sandboxFiles(options.folder);
    const zip = readdirSync(code).find((name) => name.endsWith('.zip')) ?? '';
    const unpacked = readdirSync(code).filter((name) => !name.endsWith('.zip'));
    for (const name of [
      zip.replace('.zip', ''),
      ...unpacked.map((each) => join(each, zip.replace('.zip', ''))),
    ]) {
      mkdirSync(join(code, name), { recursive: true });
      writeFileSync(join(code, name, 'index.mjs'), 'export const handler = async () => "planted";');
    }
    const invoke = async (): Promise<string> => {
      const sandbox = await openSandbox(options);
      const lambda = new LambdaClient({ ...sandbox.aws, maxAttempts: 1 });
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'take' }));
      await sandbox.close();
      return Buffer.from(Payload ?? []).toString('utf8');
    };
    expect(await invoke()).toBe('"its own"');
    const planted = zipOf('export const handler = async () => "planted";');
    renameSync(join(code, zip), join(code, `${zip}.before`));
    writeFileSync(join(code, zip), planted);
    expect(await invoke()).not.toContain('planted');
  });
});
