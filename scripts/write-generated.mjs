import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes what is generated from the built gcx and committed: the JSON Schema of the file and the README's list of
 * commands. CI compares them with what is committed.
 */
export async function writeGenerated(root, manifest) {
  await writeSchema(root);
  await writeCommandList(root, manifest);
}

async function writeSchema(root) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin/gcx.js'), 'schema'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gcx schema ended with ${status}`);
  await writeChanged(join(root, 'config/genesysrc.schema.json'), stdout);
}

async function writeCommandList(root, manifest) {
  const file = join(root, 'README.md');
  const readme = await readFile(file, 'utf8');
  const begin = '<!-- commands -->\n';
  const start = readme.indexOf(begin);
  const end = readme.indexOf('<!-- /commands -->');
  if (start === -1 || end === -1)
    throw new Error('README.md has lost the marks around its list of commands.');
  await writeChanged(
    file,
    readme.slice(0, start + begin.length) + commandTable(manifest) + readme.slice(end),
  );
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
