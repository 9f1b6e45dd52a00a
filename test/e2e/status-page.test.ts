import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales: { events: [conversation.acd.end], queues: [{ glob: "Sales*" }], targets: [inbox] }
`);

test('status --html writes a page that runs only what it was made with', async () => {
  const outcome = await project.sandbox('status --html page.html');
  expect(outcome.stderr).toContain('The page is in page.html.\n');
  const page = project.read('page.html');
  const digest = (tag: string) => {
    const [, text = ''] = new RegExp(`<${tag}>([^]*)</${tag}>`).exec(page) ?? [];
    return createHash('sha256').update(text).digest('base64');
  };
  expect(page).toContain(
    `content="default-src &#39;none&#39;; script-src &#39;sha256-${digest('script')}&#39;; style-src &#39;sha256-${digest('style')}&#39;; base-uri`,
  );
  // Nothing is loaded, and no element has a style or a script of its own.
  expect(page).not.toMatch(/<[^>]*\s(?:src|style|on\w+)=/);
  expect(page).toContain('Sales Support');
  expect(page).toContain('no conversation ids');
  expect(page).toContain('<strong>Nothing that the file describes exists.</strong>');
  expect(await project.gcx('status --open')).toMatchObject({ code: 64 });
});
