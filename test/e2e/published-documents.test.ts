import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { DOCUMENTS } from '../../src/lib/cli/documents/published-schemas.js';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { type Document, head, Project } from './gcx.js';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox, key: "${key}" }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board, key: "${key}" } }
  open: { sns: { create: shop-open } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board, open] }
`;

const ajv = new Ajv2020({ allErrors: true });
const published = Object.fromEntries(
  Object.keys(DOCUMENTS).map((name) => [
    name,
    ajv.compile(JSON.parse(readFileSync(`config/schemas/${name}.json`, 'utf8'))),
  ]),
);

/** What examples/ci/policy/encryption.rego denies, in JavaScript. */
function unencrypted(plan: Document): readonly string[] {
  return plan.changes
    .filter(
      ({ action, kind }: Document) =>
        ['create', 'replace'].includes(action) && ['sns-topic', 'sqs-queue'].includes(kind),
    )
    .filter(({ attributes }: Document) => !attributes.attributes?.KmsMasterKeyId)
    .map(({ kind, name }: Document) => `${kind} ${name} is not encrypted with a key of your own`);
}

test('what commands print under --json is as the published schemas say, at each turn of a pipe', async () => {
  const project = new Project(file);
  const seen: string[] = [];
  const take = async (args: string, name = args.split(' ')[0] ?? '') => {
    const { code, document } = await project.json(args);
    const valid = published[name];
    expect(valid?.(document), `${args}: ${JSON.stringify(valid?.errors?.slice(0, 5))}`).toBe(true);
    // A reader must take fields that it does not know, and one that lacks a field is no such document.
    expect(valid?.({ ...document, added: 1 })).toBe(true);
    expect(valid?.({ schemaVersion: 1 })).toBe(false);
    seen.push(`${args} ${code}`);
    return document;
  };
  const plan = await take('plan');
  expect(unencrypted(plan)).toEqual([
    'sqs-queue shop-dead is not encrypted with a key of your own',
    'sns-topic shop-open is not encrypted with a key of your own',
  ]);
  const rule = plan.changes.find(({ kind }: Document) => kind === 'rule');
  expect(rule.attributes).toMatchObject({
    name: 'shop-ended-1',
    enabled: true,
    tags: { 'genesys-gcx:project': 'shop' },
  });
  expect(rule.attributes.targets.map(({ target }: Document) => target)).toEqual(['inbox', 'board', 'open']);
  for (const change of plan.changes) expect(change).toHaveProperty('attributes');

  await take('drift');
  await take('apply --auto-approve');
  const again = await take('plan');
  for (const change of again.changes) expect(change).not.toHaveProperty('attributes');
  await take('apply --auto-approve');
  for (const command of ['drift', 'status', 'doctor']) await take(command);
  await project.inside(({ aws }) =>
    createAws(aws).sqs.setAttributes('shop-dead', { MessageRetentionPeriod: '3600' }),
  );
  for (const command of ['drift', 'plan']) await take(command);
  await project.inside(({ aws }) => createAws(aws).sqs.setAttributes('shop-inbox', { Policy: '' }));
  for (const command of ['status', 'doctor']) {
    await take(`${command} --markdown ${command}.md`, command);
    const markdown = project.read(`${command}.md`);
    expect(markdown).toMatch(
      new RegExp(`^<!-- gcx-${command} shop/default -->\\n\\n### gcx ${command}: shop`),
    );
    expect(markdown.match(/^```/gm)).toHaveLength(2);
  }
  expect(seen).toContain('drift 2');
  expect(seen).toContain('doctor --markdown doctor.md 2');

  project.write('.genesysrc.yml', file.replace('events:', 'evnts:'));
  const broken = await take('plan', 'error');
  expect(broken.error).toMatchObject({
    code: 'config-invalid',
    location: { file: '.genesysrc.yml', line: 14, column: 12 },
    problems: expect.arrayContaining([
      expect.objectContaining({
        code: 'unknown-key',
        location: { file: '.genesysrc.yml', line: 14, column: 12 },
      }),
    ]),
  });
  project.write('.genesysrc.yml', file.replace('"Sales Support"', '"Salse Support"'));
  const unknown = await take('plan', 'error');
  expect(unknown.error).toMatchObject({ code: expect.stringContaining('queue'), location: { line: 14 } });
});
