// What the pipeline of a processor costs, side by side in one run with the least that could do its work: a bundled
// DynamoDB client. Import time of both, and throughput of both on the same dynalite. Exits 1 where a limit is missed.
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateTableCommand,
  DynamoDBClient,
  paginateScan,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';

const MAX_IMPORT = 1.35;
const MIN_THROUGHPUT = 0.7;
const imports = Number(process.env.ROUNDS ?? 21);
const rounds = Number(process.env.ROUNDS ?? 9);
const events = Number(process.env.EVENTS ?? 1000);
const concurrency = 10;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gcx-bench-'));
const table = 'bench';
const env = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  GENESYS_GCX_TABLE: table,
  GENESYS_GCX_QUEUE_URL: 'http://127.0.0.1:9/111122223333/bench',
  GENESYS_GCX_DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:9/111122223333/bench-dead-letters',
};

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED =
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED;
try {
  const processor = buildProcessor();
  const client = await buildClient();
  const passed = [measureImports(processor, client), await measureThroughput(processor, client)];
  if (passed.includes(false)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The real thing: what `gcx processor build` makes of a trivial handler. */
function buildProcessor() {
  mkdirSync(join(folder, 'handlers'));
  writeFileSync(join(folder, 'handlers/bench.mjs'), 'export default () => {};\n');
  writeFileSync(
    join(folder, '.genesysrc.yml'),
    `version: 1
project: bench
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: bench }
aws: { account: "111122223333", region: eu-west-1 }
targets:
  bench:
    processor:
      handler: ./handlers/bench.mjs
      deduplicate: { for: 5d }
      concurrency: ${concurrency}
routes:
  left: { events: [conversation.acd.end], targets: [bench] }
`,
  );
  gcx(['processor', 'build', 'bench', '--out', 'bench.zip']);
  const zip = readFileSync(join(folder, 'bench.zip'));
  mkdirSync(join(folder, 'processor'));
  for (const [name, file] of Object.entries(unzipSync(zip)))
    writeFileSync(join(folder, 'processor', name), file);
  return join(folder, 'processor/index.mjs');
}

/** The client alone, with the options that a processor is built with (src/lib/processor/build/build-code.ts). */
async function buildClient() {
  await build({
    stdin: {
      contents: `import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({});
export { PutItemCommand, UpdateItemCommand };`,
      resolveDir: root,
    },
    outdir: join(folder, 'client'),
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: {
      js: 'import{createRequire as __gcxCreateRequire}from"node:module";const require=__gcxCreateRequire(import.meta.url);',
    },
  });
  return join(folder, 'client/index.mjs');
}

/** One after the other in each round: what slows the machine down for a while slows both. */
function measureImports(processor, client) {
  const times = { processor: [], client: [] };
  const subjects = Object.entries({ client, processor });
  for (let round = 0; round <= imports; round++) {
    for (const [name, file] of subjects) {
      const script = `const start = performance.now(); await import(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - start)); process.exit();`;
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--input-type=module', '--eval', script],
        { env, encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`Import of the ${name} ended with ${status}: ${stderr}`);
      // The first round fills the disk cache.
      if (round > 0) times[name].push(Number(stdout));
    }
  }
  const [alone, all] = [median(times.client), median(times.processor)];
  const ratio = all / alone;
  return report(
    `import      client ${alone.toFixed(0)} ms, processor ${all.toFixed(0)} ms, median of ${imports}`,
    ratio,
    `at most ${MAX_IMPORT}`,
    ratio <= MAX_IMPORT,
  );
}

/** Both in one process, by turns, against a dynalite in this one. */
async function measureThroughput(processor, client) {
  const server = dynalite({ createTableMs: 0 });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const database = await createTable(endpoint);
  const sample = JSON.parse(gcx(['event', 'sample', 'conversation.acd.end']));
  const driver = fork(
    fileURLToPath(new URL('processor-driver.mjs', import.meta.url)),
    [processor, client, table, String(rounds), String(events), String(concurrency), JSON.stringify(sample)],
    {
      env: { ...env, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const result = await new Promise((resolve, reject) => {
    driver.once('message', resolve);
    driver.once('exit', (code) => reject(new Error(`The driver ended with ${code}.`)));
  });
  driver.kill();
  const handled = 2 * (rounds + 1) * events;
  let keys = 0;
  for await (const { Count } of paginateScan({ client: database }, { TableName: table, Select: 'COUNT' }))
    keys += Count;
  if (keys !== handled)
    throw new Error(`${keys} keys of ${handled} events are in the table: not all were handled.`);
  database.destroy();
  server.close();
  const [alone, all] = [median(result.client), median(result.processor)];
  // Round by round: what slows the machine down for a while slows the two of a round.
  const ratio = median(result.processor.map((rate, round) => rate / result.client[round]));
  return report(
    `throughput  client ${alone.toFixed(0)}/s, processor ${all.toFixed(0)}/s, median of ${rounds} times ${events} events`,
    ratio,
    `at least ${MIN_THROUGHPUT}`,
    ratio >= MIN_THROUGHPUT,
  );
}

async function createTable(endpoint) {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: env.AWS_REGION, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: table });
  return client;
}

function report(text, ratio, limit, passed) {
  console.log(`${text}: ${ratio.toFixed(2)} x  ${limit}  ${passed ? 'ok' : 'MISSED'}`);
  return passed;
}

function gcx(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/gcx.js'), ...args], {
    cwd: folder,
    env: { ...env, HOME: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gcx ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
