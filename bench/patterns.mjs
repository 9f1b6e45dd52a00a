// How many events a second the pattern engine matches against 1, 30 and 300 rules, side by side in one run with a
// straightforward matcher that tries each rule in turn, so that the ratios hold on any machine. No npm package that
// matches EventBridge patterns is kept up well enough to stand beside it.
// `node bench/patterns.mjs` prints them; `--check` exits 1 where 300 rules cost more than ten times one.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { compileRules, eventOf, matches, parsePattern, readEvent } = await bundled(
  'src/lib/language/patterns/index.ts',
);
const folder = join(root, 'test/fixtures/events');
const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const parsed = texts.map((text) => JSON.parse(text));
const events = texts.map((text) => readEvent(text));
const rounds = 15;
const atLeastMs = 40;

const sizes = [1, 30, 300];
const rows = sizes.map((size) => {
  const patterns = rulesLike(size);
  const rules = patterns.map((pattern, at) => ({
    name: String(at),
    pattern: parsePattern(JSON.stringify(pattern)),
  }));
  const index = compileRules(rules);
  const subjects = {
    index: () => events.map((event) => index.match(event).length),
    'index, from text': () => texts.map((text) => index.match(readEvent(text)).length),
    'index, from objects': () => parsed.map((event) => index.match(eventOf(event)).length),
    'each rule in turn': () =>
      events.map((event) => rules.filter(({ pattern }) => matches(pattern, event)).length),
    straightforward: () =>
      parsed.map((event) => patterns.filter((pattern) => plainly(pattern, event)).length),
  };
  const expected = JSON.stringify(subjects.straightforward());
  for (const [name, run] of Object.entries(subjects)) {
    if (JSON.stringify(run()) !== expected) throw new Error(`${name} disagrees on ${size} rules`);
  }
  return { size, rates: measure(subjects) };
});

console.log(
  `node ${process.version}, ${texts.length} sample events, events a second (median of ${rounds} rounds)\n`,
);
const names = Object.keys(rows[0].rates);
console.log(['rules'.padEnd(8), ...names.map((name) => name.padStart(20))].join(''));
for (const { size, rates } of rows) {
  console.log([String(size).padEnd(8), ...names.map((name) => thousands(rates[name]).padStart(20))].join(''));
}
const last = rows.at(-1).rates;
const growth = rows[0].rates.index / last.index;
console.log(
  `\n300 rules cost ${growth.toFixed(1)} times one (each rule in turn: ${(rows[0].rates['each rule in turn'] / last['each rule in turn']).toFixed(1)} times).`,
);
console.log(
  `At 300 rules the index is ${(last.index / last['each rule in turn']).toFixed(1)} times as fast as each rule in turn,`,
);
console.log(
  `and ${(last.index / last.straightforward).toFixed(1)} times as fast as the straightforward matcher.`,
);
if (process.argv.includes('--check') && growth > 10) process.exitCode = 1;

/** Rules as gcx compiles them: an event type, a queue or two, now and then a further field. */
function rulesLike(count) {
  const types = [...new Set(parsed.map((event) => event['detail-type']))];
  return Array.from({ length: count }, (_, at) => {
    const detailType = types[at % types.length];
    const eventBody = {};
    if (at % 10 === 0) eventBody.mediaType = ['VOICE', 'CHAT'];
    else eventBody.queueId = at % 7 === 0 ? ['5affb229-7631-4992-b0ce-583505c6af07', uuid(at)] : [uuid(at)];
    if (at % 4 === 1) eventBody.direction = [{ 'anything-but': 'OUTBOUND' }];
    if (at % 25 === 2) return { 'detail-type': [{ prefix: 'v2.detail.events.' }], detail: { eventBody } };
    return {
      source: [{ prefix: 'aws.partner/genesys.com/' }],
      'detail-type': [detailType],
      detail: { eventBody },
    };
  });
}

function uuid(at) {
  return `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}

/** The matcher that one writes in an hour: it walks the pattern's objects along the event's. */
function plainly(pattern, event) {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event?.[key];
    if (!Array.isArray(wanted)) return plainly(wanted, value);
    const values = Array.isArray(value) ? value : [value];
    return wanted.some((test) =>
      values.some((one) => {
        if (typeof test !== 'object') return one === test;
        if (test.prefix !== undefined) return typeof one === 'string' && one.startsWith(test.prefix);
        return one !== undefined && one !== test['anything-but'];
      }),
    );
  });
}

/** Events a second of each subject; one after the other in each round, so that a slow moment slows all. */
function measure(subjects) {
  const rates = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(subjects)) {
      const start = performance.now();
      let runs = 0;
      while (performance.now() - start < atLeastMs) {
        run();
        runs++;
      }
      // The first round warms up.
      if (round > 0) rates[name].push((runs * texts.length * 1000) / (performance.now() - start));
    }
  }
  return Object.fromEntries(Object.entries(rates).map(([name, all]) => [name, median(all)]));
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

function thousands(number) {
  return Math.round(number).toLocaleString('en');
}

async function bundled(entry) {
  const out = await mkdtemp(join(tmpdir(), 'gcx-bench-'));
  const outfile = join(out, 'bundle.mjs');
  await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const module = await import(pathToFileURL(outfile).href);
  await rm(out, { recursive: true });
  return module;
}
