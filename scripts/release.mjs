// Publishes gcx to npm's registry as what package.json says, after everything that must hold was run on a fresh clone.
// `npm run release` looks, tells all that speaks against it, and then does nothing else. `-- --dry-run` ends before the publication.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const {
  name,
  version,
  private: isPrivate,
  license,
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const against = reasonsAgainst();
if (against.length > 0) {
  console.error(`${name} ${version} is not released:`);
  for (const reason of against) console.error(`- ${reason}`);
  process.exitCode = 1;
} else {
  release();
}

/** Everything that speaks against a release, told at once. */
function reasonsAgainst() {
  const reasons = [];
  if (isPrivate === true) {
    reasons.push(
      'package.json says "private": true. Whoever owns gcx takes that line out; nothing here does.',
    );
  }
  if (license === 'UNLICENSED')
    reasons.push('package.json says "license": "UNLICENSED": nobody may use what is published.');
  if (git('status', '--porcelain') !== '') reasons.push('The work tree has changes: commit them.');
  if (git('branch', '--show-current') !== 'main') reasons.push('This is not the branch main.');
  if (git('tag', '--list', `v${version}`) !== '')
    reasons.push(`The tag v${version} is there already: raise the version.`);
  if (!readFileSync(join(root, 'CHANGELOG.md'), 'utf8').includes(`\n## ${version}\n`)) {
    reasons.push(`CHANGELOG.md has no heading "## ${version}".`);
  }
  return reasons;
}

function release() {
  const clone = mkdtempSync(join(tmpdir(), 'gcx-release-'));
  try {
    run('git', ['clone', '--quiet', root, clone], root);
    run('bash', ['.ci/run'], clone);
    run('npm', ['publish', ...(process.argv.includes('--dry-run') ? ['--dry-run'] : [])], clone);
    if (!process.argv.includes('--dry-run')) run('git', ['tag', `v${version}`], root);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trim();
}

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}.`);
}
