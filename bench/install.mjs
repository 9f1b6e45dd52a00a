// What gcx weighs for those who install it: packs it as it is built, installs that in an empty folder as npm does for
// users, and counts packages and megabytes. Asks npm's registry. `npm run bench` prints it; `-- --check` exits 1 where
// a limit of the project is passed; `--into FOLDER` keeps the installation for a test, which gives
// what it packed before with `--packed FILE`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_PACKAGES = 75;
const MAX_MEGABYTES = 60;
/** What most disks give a file, or a folder, at the least. */
const BLOCK = 4096;

const root = fileURLToPath(new URL('..', import.meta.url));
const kept = given('--into');
const folder = kept ?? mkdtempSync(join(tmpdir(), 'gcx-install-'));
try {
  install();
  const subjects = [
    { name: 'packages', value: packages(), limit: MAX_PACKAGES },
    {
      name: 'megabytes on disk',
      value: Math.ceil(bytesOnDisk(join(folder, 'node_modules')) / 1e6),
      limit: MAX_MEGABYTES,
    },
  ];
  console.log('installed with --omit=dev');
  for (const { name, value, limit } of subjects) {
    const verdict = value <= limit ? 'ok' : 'TOO MANY';
    console.log(`${name.padEnd(18)}${String(value).padStart(5)}  limit ${limit}  ${verdict}`);
    if (value > limit && process.argv.includes('--check')) process.exitCode = 1;
  }
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true });
}

function install() {
  mkdirSync(folder, { recursive: true });
  const packed = given('--packed') ?? join(folder, pack());
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', packed], folder);
}

/** The name of the file that npm makes. */
function pack() {
  const [{ filename }] = JSON.parse(
    npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  return filename;
}

/** The word behind a flag of this script. */
function given(flag) {
  const at = process.argv.indexOf(flag);
  return at === -1 ? undefined : process.argv[at + 1];
}

function npm(args, cwd) {
  // Run by `npm run`, this has variables that make npm work on the clone.
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || /^npm_config_(registry|cache|userconfig)$/i.test(name),
  );
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    env: Object.fromEntries(kept),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** As npm has noted them: gcx itself is one. */
function packages() {
  const noted = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  return Object.keys(noted.packages).length;
}

/** @param seen files that have several names, of which one counts: esbuild links its program to a second place */
function bytesOnDisk(path, seen = new Set()) {
  const bytes = readdirSync(path, { withFileTypes: true }).map((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return bytesOnDisk(child, seen);
    if (!entry.isFile()) return 0;
    const { size, ino, nlink } = statSync(child);
    if (nlink > 1 && seen.has(ino)) return 0;
    seen.add(ino);
    return Math.ceil(size / BLOCK) * BLOCK;
  });
  return bytes.reduce((sum, each) => sum + each, BLOCK);
}
