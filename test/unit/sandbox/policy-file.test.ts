import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { GcxError } from '../../../src/lib/base/gcx-error.js';
import { openSandbox, startServer } from '../../../src/lib/sandbox/index.js';
import { afterThisTest } from '../../clean-up.js';
import { clientsOf } from './pipe.js';
import { optionsIn, temporaryFolder } from './temporary-folder.js';

const RULE = new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["x"]}' });

function file(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function serveWith(policyFiles: readonly string[], folder = temporaryFolder()) {
  const server = await startServer({ ...optionsIn(folder), policyFiles });
  afterThisTest(async () => {
    server.stop();
    await server.ended;
  });
  return folder;
}

describe('a sandbox that is started with policies', () => {
  it('lets everybody do in AWS what they allow together, and nothing else', async () => {
    const folder = temporaryFolder();
    const allow = (Action: string) =>
      JSON.stringify({ Statement: { Effect: 'Allow', Action, Resource: '*' } });
    await serveWith(
      [file(folder, 'a.json', allow('sns:*')), file(folder, 'b.json', allow('events:List*'))],
      folder,
    );
    const sandbox = await openSandbox(optionsIn(folder));
    const { events } = clientsOf(sandbox);
    expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
    await expect(events.send(RULE)).rejects.toThrow(
      'User: arn:aws:iam::111122223333:user/sandbox is not authorized to perform: events:PutRule on resource: arn:aws:events:eu-west-1:111122223333:rule/r because no identity-based policy allows the events:PutRule action',
    );
    await sandbox.close();
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'it is not a JSON object'],
    ['{}', 'it has no statement'],
    ['{"Statement": [{"Action": "a:b", "Resource": "*"}]}', 'statement 1 has no Effect'],
    ['{"Statement": [{"Sid": "One", "Effect": "Allow", "Resource": "*"}]}', 'statement "One" has no Action'],
    ['{"Statement": {"Effect": "Allow", "Action": "sns", "Resource": "*"}}', 'the Action "sns"'],
    ['{"Statement": {"Effect": "Allow", "Action": "sns:*"}}', 'statement 1 has no Resource'],
    ['{"Statement": {"Effect": "Allow", "Action": "sns:*", "Resource": "board"}}', 'the Resource "board"'],
    [
      '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sns:*", "Resource": "*"}}',
      'a Principal, which only policies of resources have',
    ],
  ])('is not started with %s', async (text, why) => {
    const folder = temporaryFolder();
    const path = file(folder, 'policy.json', text);
    const error = await serveWith([path], folder).catch((thrown: GcxError) => thrown);
    const { report } = error as GcxError;
    expect(report).toMatchObject({
      code: 'sandbox-policy',
      where: path,
      fix: expect.stringContaining('--policy'),
    });
    expect(`${report.what} ${report.why}`).toContain(why);
  });

  it('is not started with a file that is not there', async () => {
    await expect(serveWith(['/nowhere/policy.json'])).rejects.toThrow('/nowhere/policy.json cannot be read');
  });
});
