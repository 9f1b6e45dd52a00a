import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { head } from '../e2e/gcx.ts';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.ts';
import { bigFile, exampleFile, harmExample, PAGES, pageOf } from './pages.ts';

const EVIL = `<img src=x onerror="document.title='evil'">"'</script><script>document.title='evil'</script>\u202e\u001b[2J`;

let browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});
afterAll(() => browser.close());

/** Opens a page as a person does; what it asks for beside itself, and what it complains of, fails the test. */
async function open(made, width, scheme = 'light') {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  // A busy machine fails nothing.
  page.setDefaultTimeout(120_000);
  const asked = [];
  const complaints = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(pathToFileURL(made.file).href, { waitUntil: 'load' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
  const { metrics } = await session.send('Performance.getMetrics');
  return {
    page,
    /** Seconds of CPU that the browser took for it until it was drawn: a busy machine fails nothing. */
    seconds: metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN,
    end: async () => {
      expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      expect(asked).toHaveLength(1);
      expect(complaints).toEqual([]);
      await context.close();
    },
  };
}

/** With SCREENSHOTS=1, a picture for people to look at: it takes longer than all checks. */
async function shot(page, name, options = {}) {
  if (process.env['SCREENSHOTS']) await page.screenshot({ path: join(PAGES, `${name}.png`), ...options });
}

/** What axe finds. As the debugger's it runs beside the page's policy, which lets no other script run. */
async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))',
  );
}

/** Numbers on lines that lie over a box, or over one another. */
const OVERLAPS = `(() => {
  const rect = (element) => ({ text: element.textContent, at: element.getBoundingClientRect() });
  const labels = [...document.querySelectorAll('.line text')].map(rect);
  const boxes = [...document.querySelectorAll('.box')].map(rect);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return labels.flatMap((label, index) =>
    [...boxes, ...labels.slice(index + 1)].filter((other) => meet(label.at, other.at)).map((other) => label.text + ' over ' + other.text.slice(0, 30)),
  );
})()`;

/** Names of boxes that the browser cut: their ends, which tell names apart, would not be seen. */
const CUT = `[...document.querySelectorAll('.box b')].filter((b) => b.scrollWidth > b.clientWidth).map((b) => b.textContent)`;

async function holds(made, name) {
  for (const [width, scheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
  ]) {
    const { page, seconds, end } = await open(made, width, scheme);
    expect(seconds).toBeLessThan(2);
    await shot(page, `${name}-${width}-${scheme}`, { fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.evaluate(OVERLAPS)).toEqual([]);
    if (name !== 'hostile') expect(await page.evaluate(CUT)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await end();
  }
}

describe('the example', () => {
  let made;
  beforeAll(async () => {
    made = await pageOf('example', exampleFile());
  });

  test('loads nothing, is accessible, and fits the screen', async () => {
    expect(made.html).not.toContain('wallboard@example.com');
    expect(made.html).not.toContain('crm.example.com/');
    await holds(made, 'example');
  });

  test('a click tells of a part, Escape goes back, a search and a queue light up what fits', async () => {
    const { page, end } = await open(made, 1280);
    await page.click('#r0 a');
    expect(await page.isVisible('#d-r0')).toBe(true);
    expect(await page.textContent('#d-r0')).toContain('queues:');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#d-r0')).toBe(false);
    expect(await page.evaluate('document.activeElement.parentElement.id')).toBe('r0');

    await page.fill('#search', 'crm-inbox');
    expect(await page.locator('.box:not(.faint)').count()).toBeLessThan(4);
    expect(await page.locator('#targets tbody tr:visible').count()).toBe(1);
    await page.fill('#search', '');
    await page.check('#trouble');
    expect(await page.textContent('#told')).toMatch(/^\d+ of \d+ boxes fit\.$/);
    await page.uncheck('#trouble');

    await page.fill('#queue', 'Sales Support');
    expect(await page.textContent('#queue-answer')).toBe('Sales Support: sales-left-queue, agent-finished');
    expect(await page.locator('.box.lit b').allTextContents()).toEqual([
      'sales-left-queue',
      'agent-finished',
    ]);
    await end();
  });

  test('a table sorts by each of its heads, both ways, by keyboard too', async () => {
    const { page, end } = await open(made, 1280);
    const first = () => page.textContent('#targets tbody tr:first-child th');
    await page.focus('#targets thead th:first-child button');
    await page.keyboard.press('Enter');
    expect(await first()).toBe('audit');
    await page.keyboard.press('Enter');
    expect(await first()).toBe('wallboard');
    expect(await page.getAttribute('#targets thead th:first-child', 'aria-sort')).toBe('descending');
    await page.click('#targets thead th:nth-child(4) button');
    await page.click('#targets thead th:nth-child(4) button');
    expect(await page.textContent('#targets tbody tr:first-child td:nth-child(4)')).toBe('7');
    await end();
  });
});

test('a pipe in trouble: findings with cures, drift where it is clicked, dead letters by reason', async () => {
  const made = await pageOf('trouble', exampleFile(), { harm: harmExample });
  await holds(made, 'trouble');
  const { page, end } = await open(made, 1280);
  expect(await page.textContent('#left')).toContain('Cure: ');
  expect(await page.textContent('#targets')).toMatch(/NO_PERMISSIONS 7/);
  const box = await page.locator('.box', { hasText: 'crm-inbox' }).first();
  expect(await box.textContent()).toContain('changed outside gcx');
  await box.locator('a').click();
  expect(await page.textContent('.detail:target')).toContain('Drift: from what it is to what gcx asks for');
  await shot(page, 'trouble-detail');
  await end();
});

test('60 routes and 80 targets: under 2 MB, drawn in under 2 s', async () => {
  const made = await pageOf('big', bigFile());
  expect(made.html.length).toBeLessThan(2_000_000);
  console.log(`big page: ${made.html.length} characters, made in ${Math.round(made.ms)} ms`);
  await holds(made, 'big');
});

test('names that would be markup, script or a way out of it stay names', async () => {
  const folder = temporaryFolder();
  const seedFile = join(folder, 'seed.yml');
  writeFileSync(seedFile, JSON.stringify({ organization: EVIL, queues: [{ name: EVIL, division: EVIL }] }));
  const file = `${head()}targets:
  inbox: { sqs: { create: inbox } }
routes:
  sales: { description: ${JSON.stringify(EVIL)}, events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox] }
`;
  const made = await pageOf('hostile', file, { seedFile });
  expect(made.html).not.toContain('<img');
  await holds(made, 'hostile');
  const { page, end } = await open(made, 1280);
  expect(await page.title()).not.toContain('evil');
  expect(await page.textContent('#queues tbody tr:first-child th')).toContain('<img src=x');
  await end();
});
