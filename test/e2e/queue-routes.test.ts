import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const project = new Project(`${head()}targets:
  inbox: { sqs: { create: inbox } }
  handler: { processor: { handler: ./handler.ts, only: { queues: ["Sales DE Nord"] } } }
routes:
  sales: { events: [conversation.acd.end], queues: ["Sales Support", { glob: "Sales DE*" }], where: { mediaType: [VOICE] }, targets: [inbox, handler] }
  off: { events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox], enabled: false }
  presence: { events: [users.presence], targets: [inbox] }
  own: { pattern: { detail: { eventBody: { queueId: [5affb229-7631-4992-b0ce-583505c6af07] } } }, targets: [inbox] }
`);
project.write('handler.ts', 'export default async () => {};\n');

test('which routes take a queue, which do not, and why', async () => {
  const one = await project.sandbox("queue routes 'Sales Support'");
  expect(one).toEqual({
    code: 0,
    stderr: '',
    stdout: `Sales Support  division Sales, id 5affb229-7631-4992-b0ce-583505c6af07
  takes    sales     "Sales Support"
                     conversation.acd.end, where mediaType is "VOICE"
                     -> inbox, handler (which handles only "Sales DE Nord")
  takes    own       its event pattern names it
                     -> inbox
  disabled off       would take it: glob "*"
                     conversation.acd.end
                     -> inbox
  misses   presence  its events do not say which queue they are of
`,
  });
  // What was asked for once is known without asking.
  expect(await project.gcx('queue routes 5affb229-7631-4992-b0ce-583505c6af07 --offline')).toMatchObject({
    code: 0,
    stdout: one.stdout,
  });
  const several = await project.sandbox("queue routes 'Sales DE*'");
  expect(several.code).toBe(0);
  expect(several.stdout).toContain('Sales DE Nord  DACH      sales, off (disabled)\n');
  const billing = await project.sandbox('queue routes Billing');
  expect(billing).toMatchObject({ code: 1, stdout: expect.stringContaining('  No route takes it.\n') });
});

test('the queues without a route', async () => {
  const { code, document } = await project.json('queue list --unrouted --search Sales');
  expect(code).toBe(0);
  expect(document).toMatchObject({ schemaVersion: 1, everyQueue: [] });
  const names = (document['queues'] as { name: string }[]).map(({ name }) => name);
  expect(names).toContain('Sales Partners');
  expect(names).not.toContain('Sales Support');
  expect(names).not.toContain('Sales DE Nord');
  project.write(
    '.genesysrc.yml',
    project
      .read('.genesysrc.yml')
      .replace('queues: [{ glob: "*" }], targets: [inbox], enabled: false', 'targets: [inbox]'),
  );
  expect(await project.sandbox('queue list --unrouted')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('is without a route. off takes every queue.'),
  });
});
