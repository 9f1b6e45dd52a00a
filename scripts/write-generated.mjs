import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOMS } from '../.dependency-cruiser.mjs';

/**
 * Writes what is generated and committed: the JSON Schema of the file, the README's list of commands, the JSON Schemas of `--json`, the workflows of docs/ci.md and the order of
 * rooms in ARCHITECTURE.md. CI compares them with what is committed.
 */
export async function writeGenerated(root, manifest) {
  await writeSchema(root);
  await writeDocumentSchemas(root);
  await writeBetweenMarks(join(root, 'README.md'), 'commands', commandTable(manifest));
  await writeFiles(root, 'docs/ci.md');
  await writeBetweenMarks(join(root, 'ARCHITECTURE.md'), 'rooms', roomList());
}

async function writeSchema(root) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin/gcx.js'), 'schema'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gcx schema ended with ${status}`);
  await writeChanged(join(root, 'config/genesysrc.schema.json'), stdout);
}

/** Writes config/schemas: the JSON Schemas of what commands print under `--json`. */
async function writeDocumentSchemas(root) {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: ['src/lib/cli/documents/published-schemas.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'warning',
  });
  const module = `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`;
  const { publishedSchemas } = await import(module);
  await mkdir(join(root, 'config/schemas'), { recursive: true });
  for (const [name, schema] of Object.entries(publishedSchemas())) {
    await writeChanged(join(root, `config/schemas/${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

/** Puts a text between `<!-- NAME -->` and `<!-- /NAME -->` of a document. */
async function writeBetweenMarks(file, name, text) {
  const document = await readFile(file, 'utf8');
  const begin = `<!-- ${name} -->\n`;
  const start = document.indexOf(begin);
  const end = document.indexOf(`<!-- /${name} -->`);
  if (start === -1 || end === -1) throw new Error(`${file} has lost the marks around its ${name}.`);
  await writeChanged(file, document.slice(0, start + begin.length) + text + document.slice(end));
}

/** Fills each code block of a document that stands below `<!-- file: PATH -->` with that file. */
async function writeFiles(root, document) {
  const text = await readFile(join(root, document), 'utf8');
  const files = [...new Set([...text.matchAll(/<!-- file: (\S+) -->/g)].map(([, file]) => file))];
  const contents = new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')])),
  );
  const block = /(<!-- file: (\S+) -->\n(?:<!-- .* -->\n)?```\w+\n)[\s\S]*?(```\n)/g;
  const filled = text.replace(block, (_, before, file, after) => `${before}${contents.get(file)}${after}`);
  await writeChanged(join(root, document), filled);
}

/** The rooms of src/ in their order, one a line. */
function roomList() {
  const lines = ROOMS.map(
    ([path, about], index) =>
      `${index + 1}. \`${path.replace(/^lib\//, '')}\`${about === '' ? '' : `: ${about}`}`,
  );
  return `${lines.join('\n')}\n`;
}

function commandTable({ commands }) {
  const rows = Object.values(commands)
    .filter(({ hidden }) => !hidden)
    .sort((a, b) => (typed(a) < typed(b) ? -1 : 1))
    .map(({ args, summary, description, ...command }) => {
      const words = Object.values(args ?? {}).map(({ name, required }) =>
        required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
      );
      const text = summary ?? description ?? '';
      const says = text.replaceAll('<%= config.bin %>', 'gcx').replaceAll('|', '\\|').split('\n')[0];
      return `| \`${['gcx', typed(command), ...words].join(' ')}\` | ${says} |`;
    });
  return `| command | what it does |\n|---|---|\n${rows.join('\n')}\n`;
}

/** A command as people type it. */
function typed({ id }) {
  return id.replaceAll(':', ' ');
}

/** Leaves the file alone where nothing changed, so that nothing is rebuilt for its new date. */
async function writeChanged(file, text) {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== text) await writeFile(file, text);
}
