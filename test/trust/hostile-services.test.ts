import { expect, test } from 'vitest';
import { afterThisFile } from '../clean-up.js';
import { environmentIn, head, Project } from '../e2e/gcx.js';
import { runHosted } from '../e2e/hosts.js';
import { type Received, type Reply, startServer } from '../unit/base/net/test-server.js';
import { evil, harmOf } from './hostile/names.js';

const COMMANDS = [
  'whoami',
  'plan',
  'apply --auto-approve',
  'queue list',
  'export --bus default',
  'tail --sweep',
  'destroy --auto-approve',
  'drift',
];

/** What a proxy, or a service whose message quotes a name, may answer: an error in each of the forms that clients read. */
const REFUSALS: readonly Reply[] = [400, 403, 404, 409].flatMap((status) => [
  {
    status,
    json: {
      __type: evil('Type'),
      code: evil('code'),
      Code: evil('Code'),
      message: evil('message'),
      Message: evil('Message'),
      contextId: evil('context'),
      errors: [{ message: evil('inner'), code: evil('code') }],
      error: evil('error'),
      error_description: evil('described'),
      description: evil('description'),
    },
  },
  {
    status,
    headers: { 'content-type': 'text/xml' },
    text: `<ErrorResponse><Error><Code>${inXml('code')}</Code><Message>${inXml('message')}</Message></Error><RequestId>${inXml('id')}</RequestId></ErrorResponse>`,
  },
  { status, headers: { 'content-type': 'text/html' }, text: `<html>${evil('proxy')}</html>` },
]);

function inXml(name: string): string {
  return evil(name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u001b', '&#27;');
}

test('whatever a service answers instead forges nothing', async () => {
  const project = new Project(`${head()}targets: { inbox: { sqs: { create: inbox } } }
routes: { all: { events: [conversation.acd.end], queues: [Sales], targets: [inbox] } }
`);
  // The same for all calls of a run: which of them are made at once, and how many, must not decide what is shown.
  let refusal: Reply = 'break';
  let isKnown = true;
  const answer = ({ path, body }: Received): Reply => {
    // Signed in, so that what comes after is refused as well.
    if (path.endsWith('/oauth/token'))
      return { json: { access_token: 'a', token_type: 'bearer', expires_in: 86_400 } };
    if (body.includes('GetCallerIdentity') && isKnown)
      return {
        headers: { 'content-type': 'text/xml' },
        text: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/x</Arn><UserId>x</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      };
    return refusal;
  };
  const server = await startServer(answer);
  afterThisFile(() => server.close());
  const sandbox = await project.serve();
  const env = {
    ...environmentIn(project.folder),
    ...sandbox.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.port}`,
    GENESYSCLOUD_GATEWAY_PORT: String(server.port),
  };
  const harms: string[] = [];
  let quoted = 0;
  const runs = [true, false, true].flatMap((known) => COMMANDS.map((command) => ({ command, known })));
  for (const [number, { command, known }] of runs.entries()) {
    isKnown = known;
    for (const [at, form] of ['', ' --json'].entries()) {
      refusal = REFUSALS[(2 * number + at) % REFUSALS.length] ?? 'break';
      const args = `${command}${form}`.split(' ');
      const { stdout, stderr } = await runHosted({ args, cwd: project.folder, env, input: '' });
      if ((stdout + stderr).includes('RED')) quoted += 1;
      for (const harm of harmOf(stdout + stderr)) harms.push(`gcx ${args.join(' ')}\n    ${harm}`);
      expect(stdout + stderr, args.join(' ')).not.toMatch(/^\s+at .*[:(]\d+|\bbug in gcx/m);
    }
  }
  await sandbox.stop();
  // Else nothing of what was answered was ever shown.
  expect(quoted).toBeGreaterThan(10);
  expect(harms, harms.join('\n')).toEqual([]);
});
